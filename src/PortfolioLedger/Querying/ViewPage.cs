namespace PortfolioLedger.Querying;

/// <summary>Pages of a list.</summary>
internal static class ViewPage
{
    /// <summary>A part of a list, and where the next one begins.</summary>
    /// <param name="view">Whose list.</param>
    /// <param name="items">All that match, in order.</param>
    /// <param name="limit">How many a page has at most.</param>
    /// <param name="offset">How many came before.</param>
    /// <param name="at">The book and its business day.</param>
    /// <param name="question">What the cursor of the next page continues.</param>
    public static (IReadOnlyList<object> Page, string? Next) From(
        ViewDefinition view, IReadOnlyList<object> items, int limit, int offset,
        (long Position, DateOnly EffectiveOn) at, string question)
    {
        if (!view.IsList)
            return (items, null);
        var isLast = items.Count - offset <= limit;
        var next = isLast ? null
            : new Cursor(at.Position, at.EffectiveOn, offset + limit, Cursor.HashOf(question))
                .ToString();
        return (isLast && offset == 0 ? items : [.. items.Skip(offset).Take(limit)], next);
    }
}
