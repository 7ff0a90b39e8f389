using System.Globalization;

namespace PortfolioLedger.Core.Explanation;

/// <summary>
/// Version 1 of <see cref="RankingExplanation"/>, with the fields of version 2 and other words: it
/// also named those who passed for a while, and did not say why something had no rank.
/// </summary>
public static class RankingExplanationV1
{
    /// <summary>The version.</summary>
    public const int Version = 1;

    /// <summary>At most so many decisions are named; the list has them all.</summary>
    private const int MaxNamed = 3;

    /// <summary>The explanation with the words it had.</summary>
    internal static RankingExplanationV2 From(RankWalk walk, bool orderFree)
    {
        var counted = RankingExplanation.Counted(walk, orderFree, Wording.Former);
        return RankingExplanationV2.Of(counted, Words(counted, walk.Book));
    }

    private static string Words(RankingExplanation e, Book book)
    {
        var overtakers = Overtakers(e, book);
        return Rank(e)
            + Score(e)
            + (overtakers.Length == 0 ? "" : " " + overtakers)
            + (
                e.Causes.Any(c => c.Claimed)
                    ? " Imported decisions are claims of their source."
                    : ""
            );
    }

    private static string Rank(RankingExplanation e) => (e.FromRank, e.ToRank) switch
    {
        (null, null) => $"{e.Name} was ranked neither on {e.FromDay:O} nor on {e.ToDay:O}.",
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
            return own.Count == 0 ? "" : $" {Listed(own)}.";
        if (own.Count == 0)
            return $" Its score stayed at {Number(e.ToScore!.Value)}.";
        var words = e.ScoreChange == 0
            ? $" Its score ended at {Number(e.ToScore!.Value)} again"
            : $" Its score went from {Number(e.FromScore!.Value)} to {Number(e.ToScore!.Value)}";
        return $"{words}: {Listed(own)}.";
    }

    private static string Listed(List<RankCause> causes)
    {
        var named = string.Join("; ", causes.Take(MaxNamed).Select(Decided));
        return causes.Count <= MaxNamed ? named
            : $"{named}; and {causes.Count - MaxNamed} smaller decisions";
    }

    private static string Decided(RankCause c)
    {
        var change = c.ScoreChange is { } by
            ? $" ({by:+0.###############;-0.###############;0})"
            : "";
        var who = c.Actor is null ? "" : $" by {c.Actor}";
        var when = c.Position is null ? ""
            : c.CameIntoEffect ? $", in force since {c.EffectiveOn:O}"
            : c.Correction
                ? $", recorded on {c.KnownAt:yyyy-MM-dd} with effect from {c.EffectiveOn:O}"
            : $" on {c.EffectiveOn:O}";
        return string.Create(CultureInfo.InvariantCulture, $"{c.Sentence}{who}{when}{change}");
    }

    private static string Overtakers(RankingExplanation e, Book book)
    {
        var self = new Subject(SubjectKind.Initiative, e.Initiative);
        var others = e
            .Causes.Where(c =>
                c.ScoreBefore == c.ScoreAfter
                && c.RankChange is not (null or 0)
                && c.Subject.Kind == SubjectKind.Initiative
                && c.Subject != self
            )
            .ToList();
        var words = new List<string>();
        // Who moved to and fro ends where it was.
        var sums = others.GroupBy(c => c.Subject.Key).Select(g => (Name: book.InitiativeName(g.Key),
            Places: g.Sum(c => c.RankChange!.Value))).ToList();
        if (Names(sums.Where(s => s.Places > 0)) is { Length: > 0 } passed)
            words.Add($"It was overtaken by {passed}.");
        if (Names(sums.Where(s => s.Places < 0)) is { Length: > 0 } gaveWay)
            words.Add($"It passed {gaveWay}, which fell or left.");
        return string.Join(' ', words);
    }

    private static string Names(IEnumerable<(string Name, int Places)> moved)
    {
        var names = moved.Select(m => m.Name).ToList();
        return names.Count <= MaxNamed ? string.Join(", ", names)
            : $"{string.Join(", ", names.Take(MaxNamed))} and {names.Count - MaxNamed} others";
    }

    private static string Number(decimal number) =>
        number.ToString("0.###############", CultureInfo.InvariantCulture);
}
