using System.Globalization;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Core.Explanation;

/// <summary>
/// The words of version 2 of an explanation: what moved, what moved it most, and who overtook.
/// </summary>
internal static class ExplanationSentenceV2
{
    /// <summary>At most so many decisions are named; the list has them all.</summary>
    private const int MaxNamed = 3;

    /// <summary>The words; nothing in them that the causes do not say.</summary>
    public static string Write(RankingExplanation e, RankWalk walk)
    {
        string[] words = [Rank(e, walk), Score(e), Others(e), Overtakers(e, walk),
            e.Causes.Any(c => c.Claimed) ? "Imported decisions are claims of their source." : ""];
        return string.Join(' ', words.Where(w => w.Length > 0));
    }

    private static string Rank(RankingExplanation e, RankWalk walk) => (e.FromRank, e.ToRank) switch
    {
        (null, null) => UnrankedReason.Write(e, walk),
        (null, { } to) => $"{e.Name} came into the ranking, at rank {to}.",
        ({ } from, null) => $"{e.Name} left the ranking; it had been at rank {from}.",
        ({ } from, { } to) when from == to => $"{e.Name} stayed at rank {to}.",
        ({ } from, { } to) => $"{e.Name} {(to > from ? "fell" : "rose")} from rank {from} to {to}.",
    };

    private static string Score(RankingExplanation e)
    {
        var own = e.Causes.Where(c => c.ScoreBefore != c.ScoreAfter)
            .OrderByDescending(c => Math.Abs(c.ScoreChange ?? decimal.MaxValue)).ToList();
        if (e.ScoreChange is null)
            return (own.Count == 0 ? "" : $"{Listed(own, Change)}.")
                + (
                    e is { ToRank: not null, ToScore: null }
                        ? $"{(own.Count == 0 ? "" : " ")}Its score has no number, and comes first."
                        : ""
                );
        if (own.Count == 0)
            return $"Its score stayed at {Number(e.ToScore!.Value)}.";
        var words = e.ScoreChange == 0
            ? $"Its score ended at {Number(e.ToScore!.Value)} again"
            : $"Its score went from {Number(e.FromScore!.Value)} to {Number(e.ToScore!.Value)}";
        return $"{words}: {Listed(own, Change)}.";
    }

    /// <summary>
    /// What moved its rank by the scores of others: a model, weights, an outcome they share.
    /// </summary>
    private static string Others(RankingExplanation e)
    {
        var wide = e
            .Causes.Where(c =>
                c.ScoreBefore == c.ScoreAfter
                && c.RankChange is not (null or 0)
                && c.Subject.Kind != SubjectKind.Initiative
            )
            .ToList();
        return wide.Count == 0 ? "" : $"The scores of others changed by: {Listed(wide, Places)}.";
    }

    private static string Listed(List<RankCause> causes, Func<RankCause, string> change)
    {
        var named = string.Join("; ", causes.Take(MaxNamed).Select(c => Decided(c) + change(c)));
        return causes.Count <= MaxNamed ? named
            : $"{named}; and {causes.Count - MaxNamed} smaller decisions";
    }

    private static string Decided(RankCause c)
    {
        var who = c.Actor is null ? "" : $" by {c.Actor}";
        var when = c.Position is null ? ""
            : c.CameIntoEffect ? $", in force since {c.EffectiveOn:O}"
            : c.Correction
                ? $", recorded on {c.KnownAt:yyyy-MM-dd} with effect from {c.EffectiveOn:O}"
            : $" on {c.EffectiveOn:O}";
        return string.Create(CultureInfo.InvariantCulture, $"{c.Sentence}{who}{when}");
    }

    private static string Change(RankCause c) =>
        c is { ScoreAfter: not null, ScoreChange: { } by }
            ? string.Create(
                CultureInfo.InvariantCulture,
                $" ({by:+0.###############;-0.###############;0})"
            )
            : "";

    private static string Places(RankCause c) => string.Create(CultureInfo.InvariantCulture,
        $" ({Math.Abs(c.RankChange!.Value)} {(c.RankChange > 0 ? "down" : "up")})");

    /// <summary>
    /// Who stands before it now and did not at the start, or the other way round, by a decision of
    /// their own. Who only moved to and fro, or was before it all the time, did not overtake.
    /// </summary>
    private static string Overtakers(RankingExplanation e, RankWalk walk)
    {
        if (e.FromRank is null || e.ToRank is null)
            return "";
        var moved = e
            .Causes.Where(c =>
                c.ScoreBefore == c.ScoreAfter
                && c.RankChange is not (null or 0)
                && c.Subject.Kind == SubjectKind.Initiative
                && c.Subject.Key != e.Initiative
            )
            .Select(c => c.Subject.Key)
            .Distinct()
            .ToList();
        var (before, now) = (walk.AheadAtStart, walk.AheadNow);
        var words = new List<string>();
        if (
            Names(moved.Where(k => now.Contains(k) && !before.Contains(k)), walk.Book) is
            { Length: > 0 } passed
        )
            words.Add($"It was overtaken by {passed}.");
        if (
            Names(moved.Where(k => before.Contains(k) && !now.Contains(k)), walk.Book) is
            { Length: > 0 } gaveWay
        )
            words.Add($"It passed {gaveWay}, which fell or left.");
        return string.Join(' ', words);
    }

    private static string Names(IEnumerable<Key> moved, Book book)
    {
        var names = moved.Select(book.InitiativeName).ToList();
        return names.Count > MaxNamed
                ? $"{string.Join(", ", names.Take(MaxNamed))} and {names.Count - MaxNamed} others"
            : names.Count < 2 ? string.Concat(names)
            : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
    }

    private static string Number(decimal number) =>
        number.ToString("0.###############", CultureInfo.InvariantCulture);
}
