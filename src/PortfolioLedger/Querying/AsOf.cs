using System.Globalization;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Books;

namespace PortfolioLedger.Querying;

/// <summary>
/// When a question is about, word for word as it was asked; null where it was not.
/// </summary>
internal sealed record AsOfQuestion(string? AsOf, string? AsOfPosition, string? EffectiveOn)
{
    public const string AsOfName = "asOf";
    public const string PositionName = "asOfPosition";
    public const string EffectiveName = "effectiveOn";

    /// <summary>Whether it asks for a past that can be told apart from now.</summary>
    public bool IsPinned => AsOf is not null || AsOfPosition is not null;

    /// <summary>What the answer repeats as <c>requested</c>.</summary>
    public string? Requested => AsOf ?? AsOfPosition ?? EffectiveOn;
}

/// <summary>The book a question is about.</summary>
/// <param name="Position">P: of the last event in it.</param>
/// <param name="EffectiveOn">E: its business day.</param>
/// <param name="Natural">The book at P on the day it has there by itself.</param>
/// <param name="Requested">The question's words.</param>
/// <param name="IsFinal">The same question has this answer for ever.</param>
internal sealed record AsOfAnswer(
    long Position, DateOnly EffectiveOn, Book Natural, string? Requested, bool IsFinal)
{
    /// <summary>What the answer says about the book, known before a view is computed.</summary>
    public AsOfEcho Echo => new(
        Position, Position == 0 ? null : Natural.KnownAt, EffectiveOn, Natural.Claimed);

    /// <summary>Whether E is the day the position has by itself.</summary>
    public bool IsNaturalDay => Position > 0 && Natural.Day == EffectiveOn;
}

/// <summary>
/// Finds the book a question is about. P is the last position known at the instant asked (a date
/// means the end of that UTC day, today means now); E is the effective day asked, else the date
/// asked, the day of P, or today.
/// </summary>
internal sealed class AsOf(BookKeeper keeper, TimeProvider clock)
{
    /// <summary>
    /// Younger instants are not final: another node may still commit an event of then.
    /// </summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The book asked for; a <see cref="ProblemException"/> when the question has none.
    /// </summary>
    public async Task<AsOfAnswer> ResolveAsync(
        AsOfQuestion question, Cursor? cursor, Book head, CancellationToken cancel)
    {
        if (question is { AsOf: not null, AsOfPosition: not null })
            throw ReadProblem.Invalid(AsOfQuestion.AsOfName,
                "excludes asOfPosition: give one of them", "as-of-ambiguous");
        DateOnly? day = question.EffectiveOn is { } text
            ? Checked(AsOfQuestion.EffectiveName, text, Texts.Date) : null;
        var now = clock.GetUtcNow();
        if (question.AsOfPosition is { } position)
            return await AtPositionAsync(question, position, day, cursor, head, now, cancel);
        if (question.AsOf is { } asOf)
            return await AtInstantAsync(question, asOf, day, cursor, head, now, cancel);
        if (cursor is not null)
            return await PinnedByAsync(cursor, question, head, day is null
                || day == cursor.EffectiveOn, cancel);
        return new(head.Position, day ?? Today(now), head, question.Requested, IsFinal: false);
    }

    private async Task<AsOfAnswer> AtPositionAsync(
        AsOfQuestion question, string text, DateOnly? day, Cursor? cursor, Book head,
        DateTimeOffset now,
        CancellationToken cancel)
    {
        if (text.Length == 0 || !text.All(char.IsAsciiDigit))
            throw ReadProblem.Invalid(AsOfQuestion.PositionName, "must be a position: digits only");
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            || position < 1 || position > head.Position)
            throw ReadProblem.Invalid(AsOfQuestion.PositionName,
                $"must lie between 1 and {head.Position}, the last position",
                "position-out-of-range");
        var natural = await NaturalAsync(position, head, cancel);
        var effectiveOn = day ?? natural.Day;
        if (cursor is not null
            && (cursor.Position != position || cursor.EffectiveOn != effectiveOn))
            throw Cursor.Bad("belongs to another position or day");
        return new(position, effectiveOn, natural, question.Requested,
            natural.RecordedAt < now - Settled);
    }

    private async Task<AsOfAnswer> AtInstantAsync(
        AsOfQuestion question, string text, DateOnly? day, Cursor? cursor, Book head,
        DateTimeOffset now,
        CancellationToken cancel)
    {
        var (instant, date) = ReadAsOf(text);
        if (text.Contains('T', StringComparison.Ordinal) ? instant > now : date > Today(now))
            throw ReadProblem.Invalid(AsOfQuestion.AsOfName,
                "must not lie in the future; use effectiveOn for what takes effect later",
                "as-of-in-future");
        var position = instant >= now ? head.Position
            : await keeper.PositionAtAsync(head.Portfolio, instant, cancel);
        var effectiveOn = day ?? date;
        // Imported history may still be reported for any time after the last event.
        var final = instant < now - Settled && position < head.Position;
        if (cursor is not null)
            return await PinnedByAsync(cursor, question, head, cursor.EffectiveOn == effectiveOn
                && (final ? cursor.Position == position : cursor.Position <= position), cancel);
        return new(position, effectiveOn, await NaturalAsync(position, head, cancel),
            question.Requested, final);
    }

    private async Task<AsOfAnswer> PinnedByAsync(
        Cursor cursor, AsOfQuestion question, Book head, bool fits, CancellationToken cancel)
    {
        if (!fits || cursor.Position < 0 || cursor.Position > head.Position)
            throw Cursor.Bad("belongs to another position or day");
        var natural = await NaturalAsync(cursor.Position, head, cancel);
        return new(cursor.Position, cursor.EffectiveOn, natural, question.Requested,
            IsFinal: false);
    }

    private async Task<Book> NaturalAsync(long position, Book head, CancellationToken cancel) =>
        position == head.Position ? head
            : await keeper.AtAsync(head.Portfolio, position, null, cancel);

    /// <summary>The last instant asked, and its UTC date.</summary>
    private static (DateTimeOffset Instant, DateOnly Date) ReadAsOf(string text)
    {
        if (!text.Contains('T', StringComparison.Ordinal))
        {
            var date = Checked(AsOfQuestion.AsOfName, text, AsDate);
            return (EndOf(date), date);
        }
        var instant = Checked(AsOfQuestion.AsOfName, text, Texts.Instant);
        return (instant, DateOnly.FromDateTime(instant.UtcDateTime));
    }

    /// <summary>The last microsecond of a UTC day.</summary>
    public static DateTimeOffset EndOf(DateOnly date) =>
        StartOf(date) + (TimeSpan.FromDays(1) - TimeSpan.FromMicroseconds(1));

    /// <summary>The first instant of a UTC day.</summary>
    public static DateTimeOffset StartOf(DateOnly date) =>
        new(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static DateOnly AsDate(string text)
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

    private static T Checked<T>(string name, string text, Func<string, T> parse) =>
        ReadProblem.Checked(name, () => parse(text));

    private static DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime);
}
