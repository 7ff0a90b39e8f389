namespace PortfolioLedger.Core.Initiatives;

/// <summary>Whose word the cost of an initiative is.</summary>
public enum CostBasis
{
    /// <summary>The board's: its approved budget.</summary>
    Approved,
    /// <summary>The initiative's own: what is requested, as long as nothing is approved.</summary>
    Requested,
    /// <summary>Nobody's: nothing is approved or requested.</summary>
    None,
}

/// <summary>
/// What an initiative costs whoever divides a budget: what is approved; where nothing is approved
/// yet, what is requested.
/// </summary>
/// <param name="Amount">In the portfolio's currency; null when nothing is known.</param>
/// <param name="Basis">Which of the two it is.</param>
public readonly record struct BudgetCost(decimal? Amount, CostBasis Basis);
