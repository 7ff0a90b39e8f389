namespace PortfolioLedger.Core.Views.Earlier;

/// <summary>
/// Version 1 of <see cref="PmoProcess"/>, with the same fields: before budgets and priorities moved
/// back counted as reversals.
/// </summary>
public static class ProcessV1
{
    /// <summary>The version.</summary>
    public const int Version = 1;

    /// <summary>
    /// The process of a book, see <see cref="PmoProcess.Compute(Book, SuccessTolerance?,
    /// DateOnly?)"/>.
    /// </summary>
    public static PmoProcess Compute(
        Book book,
        SuccessTolerance? tolerance = null,
        DateOnly? split = null
    ) => PmoProcess.Compute(book, tolerance, split, withChangesUndone: false);
}
