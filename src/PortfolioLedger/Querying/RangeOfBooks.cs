using System.Collections.Immutable;
using PortfolioLedger.Core.Books;

namespace PortfolioLedger.Querying;

/// <summary>
/// The two books that a comparison or an explanation is about. A position means the book on the day
/// it has there by itself; a date means what was known at the end of that UTC day, in force on it.
/// With a business day of their own, both books are what was known then about that day.
/// </summary>
internal static class RangeOfBooks
{
    public static readonly Parameter<Moment?> From = new("from", null, Moment.Parse,
        "The earlier book: a position (digits only), a date (the end of that UTC day), an instant "
        + "or cycle:<key>.", "2026-01-01", []) { IsRequired = true };

    public static readonly Parameter<Moment?> To = new(
        "to",
        null,
        Moment.Parse,
        "The later book, in the same forms; the newest the answer knows if absent.",
        "2026-03-31",
        []
    );

    public static readonly Parameter<DateOnly?> Day = new(
        "day",
        null,
        text => Texts.Date(text),
        "Both books on this business day: what differs then became known in between.",
        "2026-03-31",
        []
    );

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<Parameter> Parameters = [From, To, Day];

    /// <summary>Both books; the fault that is raised says which end is wrong.</summary>
    public static async Task<(Book From, Book To)> OfAsync(
        JournalContext asked, CancellationToken cancel)
    {
        var to = asked.Get(To) is { } end ? await AtAsync(asked, To.Name, end, cancel)
            : asked.Get(Day) is null ? asked.Book
            : await AtAsync(asked, To.Name, new(asked.Book.Position, null, null), cancel);
        var from = await AtAsync(asked, From.Name, asked.Get(From)!.Value, cancel);
        return from.Position <= to.Position && from.Day <= to.Day ? (from, to)
            : throw QueryFault.Invalid(From.Name,
                $"is position {from.Position} on {from.Day:O}, after to: position {to.Position} on "
                + $"{to.Day:O}", "from-after-to").Raise();
    }

    private static async Task<Book> AtAsync(
        JournalContext asked, string name, Moment moment, CancellationToken cancel)
    {
        var book = asked.Book;
        if (moment.Position is { } given && (given < 1 || given > book.Position))
            throw QueryFault.Invalid(name,
                $"must lie between 1 and {book.Position}, the last position the answer knows",
                "position-out-of-range").Raise();
        var day = moment.Date
            ?? (moment.Instant is { } instant ? DateOnly.FromDateTime(instant.UtcDateTime) : null);
        if (day > book.Day)
            throw QueryFault.Invalid(name,
                $"must not lie after {book.Day:O}, the day of the answer",
                "as-of-in-future").Raise();
        var position = Math.Min(await moment.LastAsync(asked, cancel), book.Position);
        // It stays on that day whatever is posted into it on the way to the other one.
        if (asked.Get(Day) is { } both)
            return (await asked.Keeper.AtAsync(book.Portfolio, position, both, cancel))
                with { Pinned = true };
        // Before the first event there is a book that waits for one, on any day.
        return position == 0 ? Book.Empty(book.Portfolio).On(day ?? default)
            : await asked.Keeper.AtAsync(book.Portfolio, position, day, cancel);
    }
}
