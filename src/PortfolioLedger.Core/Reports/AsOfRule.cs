using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using PortfolioLedger.Core.Portfolios;

namespace PortfolioLedger.Core.Reports;

/// <summary>Which moment a report shows, seen from the day it is made; stored by name.</summary>
public enum AsOfKind
{
    /// <summary>What is known and in force when it is made.</summary>
    Now,
    /// <summary>The last Sunday before the week of today (weeks begin on Monday).</summary>
    EndOfLastWeek,
    /// <summary>The last day of the month before.</summary>
    EndOfLastMonth,
    /// <summary>The last day of the calendar quarter before.</summary>
    EndOfLastQuarter,
    /// <summary>31 December of the year before.</summary>
    EndOfLastYear,
    /// <summary>The day before the fiscal year of today began.</summary>
    EndOfLastFiscalYear,
    /// <summary>The closing of the review cycle that was closed last.</summary>
    LastReviewCycle,
    /// <summary>Always the same day.</summary>
    Date,
    /// <summary>Always the same position of the journal.</summary>
    Position,
}

/// <summary>
/// The moment a report shows, as it is written: <c>now</c>, <c>end-of-last-quarter</c>, a date
/// like <c>2026-03-31</c>, or a position like <c>4711</c>.
/// </summary>
/// <param name="Kind">Which rule.</param>
/// <param name="Date">The day of a fixed date.</param>
/// <param name="Position">The fixed position.</param>
[JsonConverter(typeof(AsOfRuleJson))]
public sealed record AsOfRule(AsOfKind Kind, DateOnly? Date = null, long? Position = null)
{
    /// <summary>What is known and in force when the report is made.</summary>
    public static readonly AsOfRule Now = new(AsOfKind.Now);

    /// <summary>What a rule looks like, for messages.</summary>
    public static string Form => string.Join(", ", Relative)
        + ", a date like 2026-03-31 or a position like 4711";

    private static IEnumerable<string> Relative =>
        Enumeration<AsOfKind>.Names.Except([
            Enumeration<AsOfKind>.NameOf(AsOfKind.Date),
            Enumeration<AsOfKind>.NameOf(AsOfKind.Position),
        ]);

    /// <summary>Reads a rule; false when the text has another form.</summary>
    public static bool TryParse(string? text, out AsOfRule rule)
    {
        rule = Now;
        if (Relative.Contains(text) && Enumeration<AsOfKind>.TryParse(text, out var kind))
            rule = new(kind);
        else if (DateOnly.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            rule = new(AsOfKind.Date, date);
        else if (
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            && position > 0
        )
            rule = new(AsOfKind.Position, null, position);
        else
            return false;
        return true;
    }

    /// <summary>
    /// The moment meant on a day: a day (its end is meant), a position, or neither for now. Null
    /// when the book has not what the rule needs: the start of a fiscal year, a closed review
    /// cycle.
    /// </summary>
    public AsOfMoment? Resolve(DateOnly today, Book book) =>
        Kind switch
        {
            AsOfKind.Now => new(null, null),
            AsOfKind.Date => new(Date, null),
            AsOfKind.Position => new(null, Position),
            AsOfKind.EndOfLastFiscalYear => book.Details.FiscalYearStart is { } start
                ? new(FiscalYearOf(today, start).AddDays(-1), null)
                : null,
            AsOfKind.LastReviewCycle => book
                .Details.LastClosedCycle(today, book.Position)
                ?.ClosedAt(today)
                is { } closed
                ? new(null, closed)
                : null,
            AsOfKind.EndOfLastWeek => new(today.AddDays(-((int)today.DayOfWeek + 6) % 7 - 1), null),
            AsOfKind.EndOfLastMonth => new(
                new DateOnly(today.Year, today.Month, 1).AddDays(-1),
                null
            ),
            AsOfKind.EndOfLastQuarter => new(
                new DateOnly(today.Year, (today.Month - 1) / 3 * 3 + 1, 1).AddDays(-1),
                null
            ),
            AsOfKind.EndOfLastYear => new(new DateOnly(today.Year, 1, 1).AddDays(-1), null),
            _ => throw new InvalidOperationException($"the rule {Kind} has no moment"),
        };

    /// <summary>Why a rule means no moment yet.</summary>
    public Refusal Unresolved(Subject about) =>
        Kind == AsOfKind.LastReviewCycle
            ? new(
                "no-review-cycle",
                "No review cycle has been closed yet; close one first, or use another rule.",
                about
            )
            : new(
                "no-fiscal-year",
                "The portfolio does not say when its fiscal year begins; use "
                    + "end-of-last-year, or another rule.",
                about
            );

    public override string ToString() => Kind switch
    {
        AsOfKind.Date => Date!.Value.ToString("O", CultureInfo.InvariantCulture),
        AsOfKind.Position => Position!.Value.ToString(CultureInfo.InvariantCulture),
        _ => Enumeration<AsOfKind>.NameOf(Kind),
    };

    /// <summary>For sentences: <c>the end of the last quarter</c>.</summary>
    public string Words() => Kind switch
    {
        AsOfKind.Now => "the day it is made",
        AsOfKind.Date => ToString(),
        AsOfKind.Position => $"position {this}",
        _ => "the " + Prose.Of(Kind).Replace("of last", "of the last", StringComparison.Ordinal),
    };

    /// <summary>The first day of the fiscal year a day lies in.</summary>
    private static DateOnly FiscalYearOf(DateOnly today, string start)
    {
        var begin = BeginIn(today.Year, start);
        return begin <= today ? begin : BeginIn(today.Year - 1, start);
    }

    /// <summary>
    /// A fiscal year that begins on 29 February begins on 1 March where there is none.
    /// </summary>
    private static DateOnly BeginIn(int year, string start) =>
        DateOnly.TryParseExact($"{year:0000}-{start}", "yyyy-MM-dd", CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var begin) ? begin : new DateOnly(year, 3, 1);
}

/// <summary>A moment: the end of a day, a position, or now when both are null.</summary>
public readonly record struct AsOfMoment(DateOnly? Date, long? Position);

/// <summary>Rules as JSON strings.</summary>
public sealed class AsOfRuleJson : JsonConverter<AsOfRule>
{
    public override AsOfRule Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) =>
        reader.TokenType == JsonTokenType.String
        && AsOfRule.TryParse(reader.GetString(), out var rule)
            ? rule
            : throw new JsonException($"must be one of {AsOfRule.Form}");

    public override void Write(
        Utf8JsonWriter writer,
        AsOfRule value,
        JsonSerializerOptions options
    ) => writer.WriteStringValue(value.ToString());
}
