using System.Collections.Immutable;
using System.Globalization;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Journaling;

namespace PortfolioLedger.Api;

/// <summary>One end of a range of events: a position, a UTC day or an instant.</summary>
internal readonly record struct Moment(long? Position, DateOnly? Date, DateTimeOffset? Instant)
{
    /// <summary>Reads digits as a position, else a date or an instant.</summary>
    public static Moment? Parse(string text) =>
        text.Length > 0 && text.All(char.IsAsciiDigit)
            ? long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
                ? new(position, null, null)
                : throw new FormatException("is too large for a position")
        : text.Contains('T', StringComparison.Ordinal) ? new(null, null, Texts.Instant(text))
        : text.Contains('-', StringComparison.Ordinal) ? new(null, Texts.Date(text), null)
        : throw new FormatException("must be a position (digits), a date or an instant");
}

/// <summary>The timeline of a range of positions or times, both ends included.</summary>
internal static class TimelineQuery
{
    public static readonly Parameter<Moment?> From = new("from", null, Moment.Parse,
        "First event: a position (digits only), a date (the start of that UTC day) or an instant.",
        "2026-01-01", []);

    public static readonly Parameter<Moment?> To = new("to", null, Moment.Parse,
        "Last event: a position (digits only), a date (the end of that UTC day) or an instant.",
        "2026-03-31", []);

    public static readonly Parameter<string?> Actor = new(
        "actor", null, Texts.Text, "Only what this actor recorded.", "maria", []);

    public static readonly Parameter<string?> Department = new(
        "department", null, Texts.Text, "Only what actors of this department recorded.", "finance",
        []);

    public static readonly Parameter<Subject?> Subject = new(
        "subject", null, text => Texts.Subject(text), "Only events about this thing, kind/key.",
        "initiative/croton", []);

    public static readonly Parameter<string?> Type = new(
        "type", null, KnownType, "Only this kind of event, by its stored name.",
        "initiative-approved", []);

    public static readonly Parameter<bool> DecisionsOnly = new(
        "decisionsOnly", false, Texts.Truth, "Only decisions: events that carry grounds.", "true",
        []);

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<Parameter> Parameters =
        [From, To, Actor, Department, Subject, Type, DecisionsOnly];

    /// <summary>The lines of the range, within what the book knows.</summary>
    public static async Task<Timeline> OfAsync(Asked asked, CancellationToken cancel)
    {
        var book = asked.Book;
        var filter = new TimelineFilter(asked.Get(Actor), asked.Get(Department),
            asked.Get(Subject), asked.Get(Type), asked.Get(DecisionsOnly));
        var after = asked.Get(From) is { } from ? await BeforeAsync(asked, from, cancel) : 0;
        var upTo = asked.Get(To) is { } to ? await LastAsync(asked, to, cancel) : book.Position;
        var entries = new List<Entry>();
        var range = new JournalRange(after, Math.Min(upTo, book.Position))
        {
            Subject = filter.Subject,
            Types = filter.Type is { } type ? [type] : null,
        };
        await foreach (var stored in asked.Journal.Reader.ReadAsync(book.Portfolio, range, cancel))
            if (filter.Matches(stored.Entry))
                entries.Add(stored.Entry);
        return Timeline.Of(book, entries);
    }

    /// <summary>A stored event name, or a <see cref="FormatException"/>.</summary>
    public static string KnownType(string text) => Catalogue.Find(text) is not null ? text
        : throw new FormatException(
            "must be the stored name of an event, like initiative-approved");

    private static async Task<long> BeforeAsync(Asked asked, Moment from,
        CancellationToken cancel) =>
        from.Position is { } position ? Math.Max(position - 1, 0)
            : await KnownAsync(asked,
                (from.Instant ?? AsOf.StartOf(from.Date!.Value)) - TimeSpan.FromMicroseconds(1),
                cancel);

    private static async Task<long> LastAsync(Asked asked, Moment to, CancellationToken cancel) =>
        to.Position ?? await KnownAsync(asked, to.Instant ?? AsOf.EndOf(to.Date!.Value), cancel);

    private static Task<long> KnownAsync(Asked asked, DateTimeOffset instant,
        CancellationToken cancel) =>
        asked.Journal.Keeper.PositionAtAsync(asked.Book.Portfolio, instant, cancel);
}
