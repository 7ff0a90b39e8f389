using PortfolioLedger.Core.Books;

namespace PortfolioLedger.Querying;

/// <summary>The JSON answer to a view asked for without any parameter.</summary>
internal static class StandardAnswer
{
    /// <summary>The answer a book gives; for views that need nothing but the book.</summary>
    public static async Task<Body> OfAsync(View view, Book book)
    {
        var computed = await view.ComputeAsync(
            new(book, book, default, Arguments.None, null!), CancellationToken.None);
        var (page, next) = Page(view, computed.Items, ItemQuery.DefaultLimit, 0,
            (book.Position, book.Day), ViewQuery.Empty.QuestionOf(book.Portfolio, view, ""));
        return new(ViewWriter.Write(view, computed, page, next, Format.Json), computed.Digest, next);
    }

    /// <summary>A part of a list, and where the next one begins.</summary>
    public static (IReadOnlyList<object> Page, string? Next) Page(
        View view, IReadOnlyList<object> items, int limit, int offset,
        (long Position, DateOnly EffectiveOn) at, string question)
    {
        if (!view.IsList)
            return (items, null);
        var isLast = items.Count - offset <= limit;
        var next = isLast ? null
            : new Cursor(at.Position, at.EffectiveOn, offset + limit, Cursor.HashOf(question)).ToString();
        return (isLast && offset == 0 ? items : [.. items.Skip(offset).Take(limit)], next);
    }
}
