using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;

namespace PortfolioLedger.Querying;

/// <summary>
/// Why an answer about the past shows nothing: nothing was known then, nothing was in force, or no
/// event lies in the range. It is said beside the answer; no digest covers it.
/// </summary>
internal static class EmptyPast
{
    /// <summary>One sentence or two, in ASCII; null where there was something.</summary>
    public static async Task<string?> NoteAsync(
        ResolvedView asked, BookKeeper keeper, JournalReader reader, CancellationToken cancel)
    {
        var when = asked.When;
        if (when.Position == 0)
            return await NothingKnownAsync(asked.Head.Portfolio, Said(asked), keeper, cancel);
        if (FirstDayIn(when) is { } first && when.EffectiveOn < first)
            return $"Nothing was in force on {when.EffectiveOn:O}; the first decision known then "
                + $"takes effect on {first:O}.";
        var parameters = asked.View.Parameters;
        return parameters.Contains(TimelineQuery.From) ? await OfEventsAsync(
                await ContextAsync(), TimelineQuery.From, TimelineQuery.To, cancel)
            : parameters.Contains(GovernanceQueries.From) ? await OfEventsAsync(
                await ContextAsync(), null, GovernanceQueries.To, cancel)
            : parameters.Contains(RangeOfBooks.From) ? await OfBooksAsync(
                await ContextAsync(), cancel)
            : null;

        // Only of a range is the book on the day needed: other answers may be kept as bytes.
        async Task<JournalContext> ContextAsync() => new(
            await when.BookAsync(keeper, cancel), asked.Head, asked.Subject,
            asked.Request.Arguments, keeper, reader);
    }

    /// <summary>
    /// The first business day of anything in the book; null where it has the portfolio itself, as
    /// nearly always: then there is no need to look further.
    /// </summary>
    private static DateOnly? FirstDayIn(ResolvedAsOf when)
    {
        var book = when.Natural;
        return book.Things.TryGetValue(new(SubjectKind.Portfolio, book.Portfolio), out var opened)
            && opened.From <= when.EffectiveOn ? null : book.Things.Min(thing => thing.Value.From);
    }

    /// <summary>A range of events without any.</summary>
    private static async Task<string?> OfEventsAsync(
        JournalContext asked, Parameter<Moment?>? fromName, Parameter<Moment?> toName,
        CancellationToken cancel)
    {
        var (from, to) = (fromName is null ? null : asked.Get(fromName), asked.Get(toName));
        var last = asked.Book.Position;
        var upTo = to is { } end ? Math.Min(await end.LastAsync(asked, cancel), last) : last;
        if (upTo == 0)
            return await NothingKnownAsync(
                asked.Book.Portfolio, On(to!.Value), asked.Keeper, cancel);
        return from is { } start && await start.BeforeAsync(asked, cancel) >= upTo
            ? "No event is known " + (to is null ? $"since {start}." : $"from {start} to {to}.")
            : null;
    }

    /// <summary>Two books side by side of which the earlier, or both, hold nothing.</summary>
    private static async Task<string?> OfBooksAsync(
        JournalContext asked, CancellationToken cancel)
    {
        foreach (var end in new[] { asked.Get(RangeOfBooks.To), asked.Get(RangeOfBooks.From) })
            if (end is { } moment && await moment.LastAsync(asked, cancel) == 0)
                return await NothingKnownAsync(
                    asked.Book.Portfolio, On(moment), asked.Keeper, cancel);
        return null;
    }

    private static async Task<string> NothingKnownAsync(
        Key portfolio, (string Words, bool IsInstant) then, BookKeeper keeper,
        CancellationToken cancel)
    {
        var first = (await keeper.AtAsync(portfolio, 1, null, cancel)).KnownAt;
        return $"Nothing was known {then.Words}; the first event of this portfolio is known since "
            + (then.IsInstant ? ViewJson.Instant(first)
                : $"{DateOnly.FromDateTime(first.UtcDateTime):O}") + ".";
    }

    private static (string Words, bool IsInstant) Said(ResolvedView asked) =>
        asked.Request.AsOf.Instant is { } instant ? ($"at {ViewJson.Instant(instant)}", true)
            : ($"on {asked.Request.AsOf.Date ?? asked.When.EffectiveOn:O}", false);

    private static (string Words, bool IsInstant) On(Moment moment) =>
        moment.Instant is null ? ($"on {moment}", false) : ($"at {moment}", true);
}
