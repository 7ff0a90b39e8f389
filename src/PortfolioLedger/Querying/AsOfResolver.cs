using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Journaling.Books;

namespace PortfolioLedger.Querying;

/// <summary>The book a question is about.</summary>
/// <param name="Position">P: of the last event in it.</param>
/// <param name="EffectiveOn">E: its business day.</param>
/// <param name="Natural">The book at P on the day it has there by itself.</param>
/// <param name="Requested">The question's words.</param>
/// <param name="IsFinal">The same question has this answer for ever.</param>
internal sealed record ResolvedAsOf(
    long Position, DateOnly EffectiveOn, Book Natural, string? Requested, bool IsFinal)
{
    /// <summary>What the answer says about the book, known before a view is computed.</summary>
    public AsOfEcho Echo => new(
        Position, Position == 0 ? null : Natural.KnownAt, EffectiveOn, Natural.Claimed);

    /// <summary>Whether E is the day the position has by itself.</summary>
    public bool IsNaturalDay => Position > 0 && Natural.Day == EffectiveOn;

    /// <summary>The book itself: at P, on E.</summary>
    public async Task<Book> BookAsync(BookKeeper keeper, CancellationToken cancel) =>
        IsNaturalDay ? Natural
            : Position > 0 && EffectiveOn > Natural.Day ? Natural.On(EffectiveOn)
            : await keeper.AtAsync(Natural.Portfolio, Position, EffectiveOn, cancel);
}

/// <summary>
/// Finds the book a question is about. P is the last position known at the instant asked (a date
/// means the end of that UTC day, today means now); E is the effective day asked, else the date
/// asked, the day of P, or today.
/// </summary>
internal sealed class AsOfResolver(BookKeeper keeper, TimeProvider clock)
{
    /// <summary>
    /// Younger instants are not final: another node may still commit an event of then.
    /// </summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    /// <summary>The book asked for, or why there is none.</summary>
    /// <param name="asked">Which one.</param>
    /// <param name="cursor">Of the page before; null for a first page.</param>
    /// <param name="head">The newest book.</param>
    /// <param name="cancel">Stops reading.</param>
    public Task<Result<ResolvedAsOf>> ResolveAsync(
        AsOf asked, Cursor? cursor, Book head, CancellationToken cancel) =>
        Result.OfAsync(async () =>
    {
        // The time of an event has passed, also on a node whose clock is behind.
        var (now, known) = (clock.GetUtcNow(), head.RecordedAt);
        if (now < known)
            now = known;
        if (asked.Position is { } position)
            return await AtPositionAsync(asked, position, cursor, head, now, cancel);
        if (asked.IsOfTime)
            return await AtInstantAsync(asked, cursor, head, now, cancel);
        if (cursor is not null)
            return await PinnedByAsync(cursor, asked, head, asked.EffectiveOn is not { } day
                || day == cursor.EffectiveOn, cancel);
        return new(head.Position, asked.EffectiveOn ?? Today(now), head, asked.Requested,
            IsFinal: false);
    });

    private async Task<ResolvedAsOf> AtPositionAsync(
        AsOf asked, long position, Cursor? cursor, Book head, DateTimeOffset now,
        CancellationToken cancel)
    {
        if (position < 1 || position > head.Position)
            throw QueryFault.Invalid(AsOf.PositionName,
                $"must lie between 1 and {head.Position}, the last position",
                "position-out-of-range").Raise();
        var natural = await NaturalAsync(position, head, cancel);
        var effectiveOn = asked.EffectiveOn ?? natural.Day;
        if (cursor is not null
            && (cursor.Position != position || cursor.EffectiveOn != effectiveOn))
            throw Cursor.Bad("belongs to another position or day");
        return new(position, effectiveOn, natural, asked.Requested,
            natural.RecordedAt < now - Settled);
    }

    private async Task<ResolvedAsOf> AtInstantAsync(
        AsOf asked, Cursor? cursor, Book head, DateTimeOffset now, CancellationToken cancel)
    {
        var instant = asked.Instant ?? AsOf.EndOf(asked.Date!.Value);
        if (asked.Date is { } future ? future > Today(now) : instant > now)
            throw QueryFault.Invalid(AsOf.Name,
                "must not lie in the future; use effectiveOn for what takes effect later",
                "as-of-in-future").Raise();
        var position = instant >= now ? head.Position
            : await keeper.PositionAtAsync(head.Portfolio, instant, cancel);
        var effectiveOn = asked.EffectiveOn ?? asked.Date
            ?? DateOnly.FromDateTime(instant.UtcDateTime);
        // Imported history may still be reported for any time after the last event.
        var final = instant < now - Settled && position < head.Position;
        if (cursor is not null)
            return await PinnedByAsync(cursor, asked, head, cursor.EffectiveOn == effectiveOn
                && (final ? cursor.Position == position : cursor.Position <= position), cancel);
        return new(position, effectiveOn, await NaturalAsync(position, head, cancel),
            asked.Requested, final);
    }

    private async Task<ResolvedAsOf> PinnedByAsync(
        Cursor cursor, AsOf asked, Book head, bool fits, CancellationToken cancel)
    {
        if (!fits || cursor.Position < 0 || cursor.Position > head.Position)
            throw Cursor.Bad("belongs to another position or day");
        var natural = await NaturalAsync(cursor.Position, head, cancel);
        return new(cursor.Position, cursor.EffectiveOn, natural, asked.Requested, IsFinal: false);
    }

    private async Task<Book> NaturalAsync(long position, Book head, CancellationToken cancel) =>
        position == head.Position ? head
            : await keeper.AtAsync(head.Portfolio, position, null, cancel);

    private static DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime);
}
