using System.Collections.Immutable;
using PortfolioLedger.Core;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Querying;

/// <summary>The timeline of a range of positions or times, both ends included.</summary>
internal static class TimelineQuery
{
    public static readonly Parameter<Moment?> From = new("from", null, Moment.Parse,
        "First event: a position (digits only), a date (the start of that UTC day), an instant or "
        + "cycle:<key> (the event that closed the review cycle; the newest one while it is open).",
        "2026-01-01", []);

    public static readonly Parameter<Moment?> To = new("to", null, Moment.Parse,
        "Last event: a position (digits only), a date (the end of that UTC day), an instant or "
        + "cycle:<key> (the event that closed the review cycle; the newest one while it is open).",
        "2026-03-31", []);

    public static readonly Parameter<string?> Actor = new(
        "actor", null, Texts.Text, "Only what this actor recorded.", "maria", []);

    public static readonly Parameter<string?> Department = new(
        "department", null, Texts.Text, "Only what actors of this department recorded.", "finance",
        []);

    public static readonly Parameter<Subject?> Subject = new(
        "subject", null, text => Texts.Subject(text), "Only events about this thing, kind/key.",
        "initiative/croton", []);

    public static readonly Parameter<bool> Merged = new(
        "merged", true, Texts.Truth, "With a subject: also events about what was merged into it; "
        + "false for those about itself alone.", "false", []);

    public static readonly Parameter<string?> Type = new(
        "type", null, KnownType, "Only this kind of event, by its stored name.",
        "initiative-approved", []);

    public static readonly Parameter<bool> DecisionsOnly = new(
        "decisionsOnly", false, Texts.Truth, "Only decisions: events that carry grounds.", "true",
        []);

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<Parameter> Parameters =
        [From, To, Actor, Department, Subject, Merged, Type, DecisionsOnly];

    /// <summary>
    /// The version of the view that followed no mergers, and so takes no word on them.
    /// </summary>
    public const int BeforeMergers = 1;

    /// <summary>The parameters of that version.</summary>
    public static readonly ImmutableArray<Parameter> OfVersion1 = Parameters.Remove(Merged);

    /// <summary>The lines of the range, within what the book knows.</summary>
    public static Task<Timeline> OfAsync(JournalContext asked, CancellationToken cancel) =>
        OfAsync(asked, asked.Get(Merged), Wording.Now, cancel);

    /// <summary>The same in the words of version 2.</summary>
    public static Task<Timeline> OfVersion2Async(JournalContext asked, CancellationToken cancel) =>
        OfAsync(asked, asked.Get(Merged), Wording.Former, cancel);

    /// <summary>The same of a thing itself alone, in the words of version 1.</summary>
    public static Task<Timeline> OfItselfAsync(JournalContext asked, CancellationToken cancel) =>
        OfAsync(asked, false, Wording.Former, cancel);

    private static async Task<Timeline> OfAsync(
        JournalContext asked, bool merged, Wording wording, CancellationToken cancel)
    {
        var book = asked.Book;
        var filter = new TimelineFilter(
            asked.Get(Actor),
            asked.Get(Department),
            About(asked, merged),
            asked.Get(Type),
            asked.Get(DecisionsOnly)
        );
        var after = asked.Get(From) is { } from ? await from.BeforeAsync(asked, cancel) : 0;
        var upTo = asked.Get(To) is { } to ? await to.LastAsync(asked, cancel) : book.Position;
        upTo = Math.Min(upTo, book.Position);
        var entries = filter is { About: null, Type: null }
            ? await asked.Keeper.PostingsAsync(book.Portfolio, after, upTo, cancel)
            : await FoundAsync(asked, filter, new(after, upTo), cancel);
        return Timeline.Compute(book, entries, filter, wording);
    }

    /// <summary>Entries that the database finds faster than all of them are gone through.</summary>
    private static async Task<List<Posting>> FoundAsync(
        JournalContext asked, TimelineFilter filter, JournalRange range, CancellationToken cancel)
    {
        range = range with
        {
            About = filter.About,
            Types = filter.Type is { } type ? [type] : null,
        };
        var found = new List<Posting>();
        await foreach (var stored in asked.Reader.ReadAsync(asked.Book.Portfolio, range, cancel))
            found.Add(stored.Entry.Posting);
        return found;
    }

    private static ImmutableArray<Subject>? About(JournalContext asked, bool merged) =>
        asked.Get(Subject) is not { } subject ? null
        : merged ? asked.Book.LineageOf(subject) : [subject];

    /// <summary>A stored event name, or a <see cref="FormatException"/>.</summary>
    public static string KnownType(string text) => Catalogue.Find(text) is not null ? text
        : throw new FormatException(
            "must be the stored name of an event, like initiative-approved");
}
