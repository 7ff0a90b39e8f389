using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Core.Views.Earlier;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Querying;

/// <summary>Views of decisions and changes, which also read the journal.</summary>
internal static class GovernanceQueries
{
    /// <summary>So many days are told when no review cycle was closed yet.</summary>
    private const int Days = 30;

    public static readonly Parameter<Moment?> From = new("from", null, Moment.Parse,
        "What the board saw last: a position (digits only), a date (the end of that UTC day), an "
            + "instant or cycle:<key>; if absent the review cycle closed last, or 30 days before.",
        "cycle:2026-q1",
        []
    );

    public static readonly Parameter<Moment?> To = new("to", null, Moment.Parse,
        "Up to when: a position (digits only), a date (the end of that UTC day), an instant or "
        + "cycle:<key>; now if absent.", "2026-03-31", []);

    /// <summary>
    /// One decision: what the board saw, how it voted, and the events that name it.
    /// </summary>
    public static async Task<DecisionDetail?> DecisionAsync(
        JournalContext asked, Wording wording, CancellationToken cancel)
    {
        var book = asked.Book;
        if (book.Governance.Find(asked.Subject) is not { } decision || decision.From > book.Day)
            return null;
        var taken = decision.Resolution.At(book.Day)?.Position;
        return DecisionDetail.Compute(book, asked.Subject,
            await At(DecisionDetail.ShownAt(decision, book.Day)),
            taken is { } position ? await At(position) : null, await CitingAsync(asked, cancel),
            wording);

        Task<Book> At(long position) =>
            asked.Keeper.AtAsync(book.Portfolio, position, null, cancel);
    }

    /// <summary>The same in version 1.</summary>
    public static async Task<DecisionDetailV1?> DecisionV1Async(
        JournalContext asked, CancellationToken cancel) =>
        await DecisionAsync(asked, Wording.Former, cancel) is { } now
            ? DecisionDetailV1.From(now) : null;

    private static async Task<List<Entry>> CitingAsync(
        JournalContext asked, CancellationToken cancel)
    {
        var citing = new List<Entry>();
        var range = new JournalRange(0, asked.Book.Position)
        {
            About = [new(SubjectKind.Decision, asked.Subject)],
        };
        await foreach (var stored in asked.Reader.ReadAsync(asked.Book.Portfolio, range, cancel))
            if (stored.Entry.Fact is IGrounded { Grounds.Decision: { } key } && key == asked.Subject
                && stored.Entry.EffectiveOn <= asked.Book.Day)
                citing.Add(stored.Entry);
        return citing;
    }

    /// <summary>What changed between two points, both within what the book knows.</summary>
    public static async Task<Changes> ChangesAsync(
        JournalContext asked, Wording wording, CancellationToken cancel)
    {
        var (from, to, cycle) = await SpanAsync(asked, cancel);
        return (await ChangesAsync(asked, from, to, cycle, wording, cancel)).Changes;
    }

    /// <summary>The same with the two books.</summary>
    public static async Task<(Book Before, Book After, Changes Changes)> ChangesAsync(
        JournalContext asked, long from, long to, Key? cycle, Wording wording,
        CancellationToken cancel)
    {
        var book = asked.Book;
        var before = await asked.Keeper.AtAsync(book.Portfolio, from, null, cancel);
        var after = to == book.Position ? book
            : await asked.Keeper.AtAsync(book.Portfolio, to, null, cancel);
        var between = await asked.Keeper.PostingsAsync(book.Portfolio, from, to, cancel);
        return (before, after, Changes.Compute(before, after, between, cycle, wording));
    }

    /// <summary>The positions that <see cref="From"/> and <see cref="To"/> mean.</summary>
    public static async Task<(long From, long To, Key? Cycle)> SpanAsync(
        JournalContext asked, CancellationToken cancel)
    {
        var book = asked.Book;
        RequireKnown(From, asked);
        RequireKnown(To, asked);
        var to = asked.Get(To) is { } until
            ? Math.Min(await until.LastAsync(asked, cancel), book.Position)
            : book.Position;
        var (from, cycle) = await BeginAsync(asked, to, cancel);
        return from <= to ? (from, to, cycle)
            : throw QueryFault.Invalid(
                From.Name, $"is position {from}, behind the end of the range at {to}").Raise();
    }

    private static void RequireKnown(Parameter<Moment?> end, JournalContext asked)
    {
        if (asked.Get(end)?.Position > asked.Book.Position)
            throw QueryFault.Invalid(end.Name,
                $"must not lie after {asked.Book.Position}, the last "
                + "position the answer knows", "position-out-of-range").Raise();
    }

    private static async Task<(long Position, Key? Cycle)> BeginAsync(
        JournalContext asked, long to, CancellationToken cancel)
    {
        if (asked.Get(From) is { } from)
            return (await from.LastAsync(asked, cancel), from.Cycle);
        if (asked.Book.Details.LastClosedCycle(asked.Book.Day, to) is { } closed)
            return (closed.Position(asked.Book), closed.Key);
        var day = new Moment(null, asked.Book.Day.AddDays(-Days), null);
        return (Math.Min(await day.LastAsync(asked, cancel), to), null);
    }
}
