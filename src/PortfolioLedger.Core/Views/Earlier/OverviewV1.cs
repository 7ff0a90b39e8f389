namespace PortfolioLedger.Core.Views.Earlier;

/// <summary>Version 1 of <see cref="Overview"/>: without what is requested.</summary>
public static class OverviewV1
{
    /// <summary>The version.</summary>
    public const int Version = 1;

    /// <summary>The overview of a book.</summary>
    public static Overview Compute(Book book)
    {
        var now = Overview.Compute(book);
        return now with
        {
            Figures = now.Figures.RemoveAll(f => f.Figure == Overview.RequestedBudgets),
        };
    }
}
