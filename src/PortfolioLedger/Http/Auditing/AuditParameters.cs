using System.Collections.Immutable;
using PortfolioLedger.Audit;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Http.Auditing;

/// <summary>A time of recording: said as a date or an instant.</summary>
internal readonly record struct RecordingTime(DateTimeOffset At);

/// <summary>The query parameters of the audit stream.</summary>
internal static class AuditParameters
{
    public static readonly Parameter<ImmutableArray<AuditKind>?> Kinds = new("kind", null,
        text => Texts.NamedList<AuditKind>(text), "Only records of these kinds.",
        "export,read", [.. Enumeration<AuditKind>.Names]) { TakesSeveral = true };

    public static readonly Parameter<ImmutableArray<string>?> Actors = new("actor", null,
        text => [.. Texts.Several(text).Select(Name).Distinct()], "Only what these did.",
        "vera,token:board-dashboard", []) { TakesSeveral = true };

    public static readonly Parameter<RecordingTime?> From = new("from", null,
        text => Begin(text), "Only what was recorded then or later: a date or an instant.",
        "2026-03-01", []);

    /// <summary>Read as the first instant that is too late.</summary>
    public static readonly Parameter<RecordingTime?> To = new("to", null,
        text => End(text),
        "Only what was recorded by then: a date (its whole day in UTC) or an instant.",
        "2026-03-31", []);

    public static readonly Parameter<ImmutableArray<Severity>?> Severities = new("severity", null,
        text => Texts.NamedList<Severity>(text), "Only findings that matter so much.",
        "high", [.. Enumeration<Severity>.Names]) { TakesSeveral = true };

    public static readonly Parameter<bool?> Open = new("open", null,
        text => Texts.Truth(text), "true: only findings that are not settled; false: the others.",
        "true", []);

    /// <summary>How long a page is; null where none was given.</summary>
    public static readonly Parameter<int?> Limit = new(ItemQuery.LimitName, null,
        text => ItemQuery.ReadLimit(text),
        "Items a page, 1 to 500; 100 in JSON, all in other formats.", "100", []);

    /// <summary>Where the list goes on.</summary>
    public static readonly Parameter<long?> Below = new(Cursor.Name, null,
        text => Feed.Position(text), "nextCursor of the page before.", "4711", []);

    /// <summary>In which form.</summary>
    public static readonly Parameter<string?> Form = new(Format.ParameterName, null, Texts.Text,
        "json, csv, ndjson or xlsx; else Accept decides.", "csv",
        [.. Format.OfViews.Select(f => f.Name)]);

    /// <summary>Of all records.</summary>
    public static readonly ImmutableArray<Parameter> OfRecords =
        [Kinds, Actors, From, To, Limit, Below, Form];

    /// <summary>Of findings.</summary>
    public static readonly ImmutableArray<Parameter> OfFindings =
        [Severities, Open, Limit, Below, Form];

    /// <summary>Of reviews.</summary>
    public static readonly ImmutableArray<Parameter> OfReviews = [Actors, Limit, Below, Form];

    private static RecordingTime Begin(string text) =>
        new(IsDate(text) ? StartOf(Texts.Date(text)) : Texts.Instant(text));

    private static RecordingTime End(string text)
    {
        try
        {
            return new(IsDate(text) ? StartOf(Texts.Date(text).AddDays(1))
                : Texts.Instant(text).AddMicroseconds(1));
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new FormatException("must lie before 9999-12-31");
        }
    }

    private static string Name(string text) => Check.UnsupportedCharacters(text) is { } fault
        ? throw new FormatException(fault) : text;

    private static bool IsDate(string text) => !text.Contains('T');

    private static DateTimeOffset StartOf(DateOnly day) =>
        new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
