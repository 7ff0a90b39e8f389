using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Optimisation;
using PortfolioLedger.Pages;
using PortfolioLedger.Pages.Views;

namespace PortfolioLedger.Optimisation;

/// <summary>The efficient frontier as its page shows it.</summary>
/// <param name="View">The answer; null where there is none.</param>
/// <param name="Trouble">Why there is none; null where there is one.</param>
/// <param name="Fields">What can be asked, and what was.</param>
/// <param name="NameOf">The name of an initiative, for people.</param>
/// <param name="Currency">Of all money.</param>
/// <param name="Links">Of the portfolio, of the time that is shown.</param>
public sealed record FrontierContentModel(
    FundingFrontier? View, string? Trouble, ImmutableArray<AskedField> Fields,
    Func<Key, string> NameOf, Currency Currency, PageLinks Links)
{
    /// <summary>
    /// The best set within the budget in which the ranking is compared; null where it is not known.
    /// </summary>
    public FrontierPoint? BestWithinBudget => View is { Ranking: { Best: not null } ranking } view
        ? view.Points.LastOrDefault(p => p.Cost <= ranking.Budget) : null;
}
