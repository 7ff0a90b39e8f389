using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Core.Explanation;

/// <summary>What the budget of the portfolio covers of an initiative in a ranking.</summary>
/// <param name="Funded">Whether the budget covers it; null when none is set.</param>
/// <param name="NotFunded">Why it does not; null when it does, or when that is unknown.</param>
/// <param name="Cost">What it takes of the budget; null when nothing is known.</param>
/// <param name="CostBasis">Whether that is approved or requested.</param>
/// <param name="PortfolioBudget">What is spent in rank order; null when none is set.</param>
/// <param name="Left">What those ranked before it leave of that.</param>
/// <param name="Stage">Where it stands.</param>
/// <param name="Until">
/// When a deferred one is looked at again, or by when a paused one was to go on.
/// </param>
public sealed record FundingState(
    bool? Funded,
    NotFunded? NotFunded,
    decimal? Cost,
    CostBasis CostBasis,
    decimal? PortfolioBudget,
    decimal? Left,
    Stage Stage,
    DateOnly? Until
)
{
    /// <summary>That of the initiative of a walk, as the ranking of a book says.</summary>
    internal static FundingState? Of(Book book, RankWalk walk)
    {
        var ranking = Ranking.Compute(book, walk.Question);
        var left = ranking.Budget;
        foreach (var item in ranking.Items)
        {
            var cost = item.CostBasis == CostBasis.Requested ? item.RequestedBudget : item.Budget;
            if (item.Initiative == walk.Initiative)
                return new(item.Funded, item.NotFunded, cost, item.CostBasis, ranking.Budget, left,
                    item.Stage, item.NotFundedDay);
            if (item.Funded == true)
                left -= Math.Max(cost ?? 0, 0);
        }
        return null;
    }
}
