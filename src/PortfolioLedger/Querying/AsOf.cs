using System.Globalization;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Querying;

/// <summary>
/// Which book a question is about: what was known at a position, by the end of a UTC day or at an
/// instant (else now), in force on a business day.
/// </summary>
internal sealed record AsOf
{
    public const string Name = "asOf";
    public const string PositionName = "asOfPosition";
    public const string EffectiveName = "effectiveOn";

    /// <summary>What is known now, in force today.</summary>
    public static readonly AsOf Now = new();

    private AsOf()
    {
    }

    /// <summary>Known at this position.</summary>
    public long? Position { get; private init; }

    /// <summary>Known at the end of this UTC day.</summary>
    public DateOnly? Date { get; private init; }

    /// <summary>Known at this instant.</summary>
    public DateTimeOffset? Instant { get; private init; }

    /// <summary>
    /// In force on this business day; the one that follows from the rest if absent.
    /// </summary>
    public DateOnly? EffectiveOn { get; private init; }

    /// <summary>The caller's own words for it, which the answer repeats.</summary>
    public string? Requested { get; private init; }

    /// <summary>Whether it asks for a past that can be told apart from now.</summary>
    public bool IsPinned => Position is not null || IsOfTime;

    /// <summary>Whether it names the time at which something was known.</summary>
    public bool IsOfTime => Date is not null || Instant is not null;

    /// <summary>What was known at a position.</summary>
    public static AsOf At(long position, DateOnly? effectiveOn = null) => new()
    {
        Position = position,
        EffectiveOn = effectiveOn,
        Requested = position.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>What was known at the end of a UTC day.</summary>
    public static AsOf At(DateOnly day, DateOnly? effectiveOn = null) => new()
    {
        Date = day,
        EffectiveOn = effectiveOn,
        Requested = day.ToString("O", CultureInfo.InvariantCulture),
    };

    /// <summary>What was known at an instant.</summary>
    public static AsOf At(DateTimeOffset instant, DateOnly? effectiveOn = null) => new()
    {
        Instant = instant,
        EffectiveOn = effectiveOn,
        Requested = ViewJson.Instant(instant),
    };

    /// <summary>Reads it out of the parameters of a caller; none means now.</summary>
    public static Result<AsOf> Read(ParameterTexts given) =>
        Read(given.One(Name), given.One(PositionName), given.One(EffectiveName));

    /// <summary>Reads how a caller said it; all null means now.</summary>
    /// <param name="known">A date or an instant.</param>
    /// <param name="position">A position, which excludes <paramref name="known"/>.</param>
    /// <param name="effectiveOn">A business day.</param>
    public static Result<AsOf> Read(
        string? known, string? position, string? effectiveOn) => Result.Of(() =>
    {
        if (known is not null && position is not null)
            throw QueryFault.Invalid(
                Name, "excludes asOfPosition: give one of them", "as-of-ambiguous").Raise();
        var read = new AsOf
        {
            Requested = known ?? position ?? effectiveOn,
            EffectiveOn = effectiveOn is null ? null
                : QueryFault.Checked(EffectiveName, () => Texts.Date(effectiveOn)),
        };
        return position is not null ? read with { Position = PositionOf(position) }
            : known is null ? read
            : known.Contains('T', StringComparison.Ordinal)
                ? read with { Instant = QueryFault.Checked(Name, () => Texts.Instant(known)) }
                : read with { Date = QueryFault.Checked(Name, () => DateOf(known)) };
    });

    /// <summary>The last microsecond of a UTC day.</summary>
    public static DateTimeOffset EndOf(DateOnly date) =>
        StartOf(date) + (TimeSpan.FromDays(1) - TimeSpan.FromMicroseconds(1));

    /// <summary>The first instant of a UTC day.</summary>
    public static DateTimeOffset StartOf(DateOnly date) =>
        new(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>What is too large for a position lies behind the last one.</summary>
    private static long PositionOf(string text) =>
        text.Length == 0 || !text.All(char.IsAsciiDigit)
            ? throw QueryFault.Invalid(PositionName, "must be a position: digits only").Raise()
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position : long.MaxValue;

    private static DateOnly DateOf(string text)
    {
        try
        {
            return Texts.Date(text);
        }
        catch (FormatException)
        {
            throw new FormatException(
                "must be a date like 2026-03-31 or an instant like 2026-03-31T12:00:00Z");
        }
    }
}
