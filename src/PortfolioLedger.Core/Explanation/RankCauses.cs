using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Core.Explanation;

/// <summary>The moves of a walk as lines of an explanation.</summary>
internal static class RankCauses
{
    /// <summary>What nothing but the passing of time is called.</summary>
    private const string TimePassed = "time-passed";

    /// <summary>One line a move, in order; scores rounded on the common grid.</summary>
    public static ImmutableArray<RankCause> Find(
        RankWalk walk, ScoreDigits digits, Wording wording = Wording.Now)
    {
        var causes = ImmutableArray.CreateBuilder<RankCause>(walk.Moves.Count);
        var (lastScore, lastRank) = (Rounded(walk.Start.Score), walk.Start.Rank);
        foreach (var move in walk.Moves)
        {
            var (score, rank) = (Rounded(move.After.Score), move.After.Rank);
            causes.Add(Line(walk, move, wording) with
            {
                ScoreBefore = Rounded(move.Before.Score),
                ScoreAfter = score,
                RankBefore = move.Before.Rank,
                RankAfter = rank,
                // A gap without score adds nothing; what comes back is compared with what was last.
                ScoreChange = lastScore is null ? null : score is null ? 0 : score - lastScore,
                RankChange = lastRank is null ? null : rank is null ? 0 : rank - lastRank,
            });
            (lastScore, lastRank) = (score ?? lastScore, rank ?? lastRank);
        }
        return causes.MoveToImmutable();

        decimal? Rounded(decimal? score) => score is { } known ? digits.Round(known) : null;
    }

    /// <summary>
    /// With a line for a decision that moved nothing in its turn, where it belongs.
    /// </summary>
    public static ImmutableArray<RankCause> With(
        ImmutableArray<RankCause> causes, Posting entry, RankWalk walk, ScoreDigits digits,
        Wording wording)
    {
        var cameIntoEffect = !walk.Book.Pinned && entry.EffectiveOn > Day(entry.KnownAt);
        var line = Line(
            walk, new(entry, walk.Book, default, default, cameIntoEffect, []), wording);
        var at = causes.Count(c => c.Position is null ? c.EffectiveOn <= Turn(line).On
            : Turn(c).CompareTo(Turn(line)) < 0);
        var (score, rank) = at > 0 ? (causes[at - 1].ScoreAfter, causes[at - 1].RankAfter)
            : (walk.Start.Score is { } start ? digits.Round(start) : null, walk.Start.Rank);
        return causes.Insert(at, line with
        {
            ScoreBefore = score, ScoreAfter = score, RankBefore = rank, RankAfter = rank,
            ScoreChange = 0, RankChange = 0,
        });

        // What comes into effect does so when its day begins, before what is recorded on it.
        (DateOnly On, bool Recorded, long Position) Turn(RankCause c) =>
            walk.Book.Pinned
                ? (default, true, c.Position!.Value)
                : (
                    c.CameIntoEffect ? c.EffectiveOn : Day(c.KnownAt!.Value),
                    !c.CameIntoEffect,
                    c.Position!.Value
                );
    }

    private static DateOnly Day(DateTimeOffset instant) =>
        DateOnly.FromDateTime(instant.UtcDateTime);

    private static RankCause Line(RankWalk walk, Move move, Wording wording)
    {
        if (move.Entry is not { } entry)
            return new(
                null,
                TimePassed,
                $"Time passed until {move.Book.Day:O}",
                new Subject(SubjectKind.Initiative, walk.Initiative),
                null,
                null,
                null,
                [],
                null,
                move.Book.Day,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                false,
                false,
                null,
                move.Changes
            );
        var line = TimelineItem.From(entry, move.Book, wording);
        return new(
            entry.Position,
            line.Type,
            line.Sentence,
            line.Subject,
            line.Actor,
            line.Rationale,
            line.Decision,
            line.Evidence,
            line.KnownAt,
            line.EffectiveOn,
            null,
            null,
            null,
            null,
            null,
            null,
            move.CameIntoEffect,
            entry.EffectiveOn < DateOnly.FromDateTime(entry.KnownAt.UtcDateTime),
            line.Claimed,
            null,
            move.Changes
        );
    }
}
