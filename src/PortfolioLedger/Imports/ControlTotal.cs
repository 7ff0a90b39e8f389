namespace PortfolioLedger.Imports;

/// <summary>
/// A figure as the file states it beside the same figure in the ledger after the import, for the
/// things the file names. They differ when rows are refused.
/// </summary>
/// <param name="List">Of which list.</param>
/// <param name="Figure">
/// Which: <c>count</c>, <c>budget 2026</c>, <c>spend</c>, <c>weight</c>.
/// </param>
/// <param name="Stated">The sum over the rows that can be read.</param>
/// <param name="Recorded">The sum in the ledger, on the day of the list.</param>
/// <param name="Difference">stated − recorded.</param>
public sealed record ControlTotal(
    string List, string Figure, decimal Stated, decimal Recorded, decimal Difference);
