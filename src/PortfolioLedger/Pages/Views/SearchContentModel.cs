using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Pages.Views;

/// <summary>What was found.</summary>
/// <param name="Sought">The words; null before anything is looked for.</param>
/// <param name="Found">Where they are.</param>
/// <param name="Links">Of the portfolio, of the time that is shown.</param>
public sealed record SearchContentModel(string? Sought, FoundThings Found, PageLinks Links);
