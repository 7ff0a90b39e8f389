using PortfolioLedger.Core.Portfolios;

namespace PortfolioLedger.Core.Explanation;

/// <summary>
/// An explanation in plain words: where it stood and stands, why its score changed, what stages it
/// and those around it went through, who overtook, and whether the budget covers it. Numbers are
/// rounded as people read them; the fields have them exactly.
/// </summary>
internal static class ExplanationSentence
{
    /// <summary>
    /// At most so many decisions or initiatives are named; the lists have them all.
    /// </summary>
    private const int MaxNamed = 3;

    /// <summary>The words; nothing in them that the fields do not say.</summary>
    public static string Write(RankingExplanation e, RankWalk walk)
    {
        var words = new CauseWords(e.Initiative, walk.Book);
        string[] sentences =
        [
            Rank(e, walk), Score(e, words), StageSentence.OfItself(e), Others(e, words),
            Around(e, walk),
            FundingSentence.Write(e, walk.Book.Details.Currency),
            e.Causes.Any(c => c.Claimed) || e.StageChanges.Any(s => s.Claimed)
                ? "Imported decisions are claims of their source." : "",
        ];
        return string.Join(' ', sentences.Where(s => s.Length > 0));
    }

    private static string Rank(RankingExplanation e, RankWalk walk) => (e.FromRank, e.ToRank) switch
    {
        (null, null) =>
            UnrankedReason.Write(e, walk, e.StageChanges.Any(s => s.Initiative == e.Initiative)),
        (null, { } to) => $"{e.Name} came into the ranking, at rank {to}.",
        ({ } from, null) => $"{e.Name} left the ranking; it had been at rank {from}.",
        ({ } from, { } to) when from == to => $"{e.Name} stayed at rank {to}.",
        ({ } from, { } to) => $"{e.Name} {(to > from ? "fell" : "rose")} from rank {from} to {to}.",
    };

    private static string Score(RankingExplanation e, CauseWords words)
    {
        var own = e.Causes.Where(c => c.ScoreBefore != c.ScoreAfter)
            .OrderByDescending(c => Math.Abs(c.ScoreChange ?? decimal.MaxValue)).ToList();
        if (e is not { FromScore: { } from, ToScore: { } to })
            return InOrOut(e, own, words);
        if (own.Count == 0)
            return $"Its score stayed at {Prose.Number(to)}.";
        if (from == to)
            return $"Its score ended at {Prose.Number(to)} again: {Listed(own, words)}.";
        var (was, now) = Prose.Apart(from, to);
        return $"Its score {(to > from ? "rose" : "fell")} from {was} to {now}"
            + (own.Count == 1 ? $" because {words.Because(own[0])}." : $": {Listed(own, words)}.");
    }

    /// <summary>
    /// By what it came to a score or lost it; a step through its life cycle is told as one.
    /// </summary>
    private static string InOrOut(RankingExplanation e, List<RankCause> own, CauseWords words)
    {
        var turns = own.Where(c => c.ScoreBefore is null != c.ScoreAfter is null
            && c.Changes.All(change => change.Field != CauseChange.Stage)).Take(MaxNamed).ToList();
        var said = string.Join(' ', turns.Select(c =>
            $"{Turned(c)} because {words.Because(c)}."));
        return e is { ToRank: not null, ToScore: null }
            ? $"{said} Its score has no number, and comes first.".TrimStart() : said;
    }

    private static string Turned(RankCause c) => c.ScoreAfter is { } score
        ? $"It got a score of {Prose.Number(score)}"
        : c.RankAfter is null ? "It lost its score" : "It has no number as a score any more";

    private static string Listed(List<RankCause> causes, CauseWords words)
    {
        var named = causes.Take(MaxNamed)
            .Select(c => $"{Moved(c.ScoreChange)}because {words.Because(c)}");
        return string.Join("; ", causes.Count <= MaxNamed ? named
            : named.Append($"and {Prose.Count(causes.Count - MaxNamed, "smaller change")}"));
    }

    private static string Moved(decimal? by) => by is not { } change || change == 0 ? ""
        : $"{Prose.Number(Math.Abs(change))} {(change > 0 ? "up" : "down")} ";

    /// <summary>
    /// What moved its rank by the scores of others: a model, weights, an outcome they share.
    /// </summary>
    private static string Others(RankingExplanation e, CauseWords words)
    {
        var wide = e.Causes.Where(c => c.ScoreBefore == c.ScoreAfter
            && c.RankChange is not (null or 0) && c.Subject.Kind != SubjectKind.Initiative)
            .ToList();
        var named = wide.Take(MaxNamed).Select(c =>
            $"{Places(c.RankChange!.Value)} because {words.Because(c)}");
        return wide.Count == 0 ? "" : "By the scores of others it went "
            + string.Join("; ", wide.Count <= MaxNamed ? named
                : named.Append($"and {Prose.Count(wide.Count - MaxNamed, "other change")}")) + ".";
    }

    private static string Places(int change) =>
        $"{Prose.Count(Math.Abs(change), "place")} {(change > 0 ? "down" : "up")}";

    /// <summary>
    /// Who stands before it now and did not at the start, or the other way round, by decisions of
    /// their own: those that rose overtook it, others came into the ranking, fell, or left it. Who
    /// only moved to and fro, or was before it all the time, is not named.
    /// </summary>
    private static string Around(RankingExplanation e, RankWalk walk)
    {
        if (e.FromRank is null || e.ToRank is null)
            return "";
        var moved = e.Causes
            .Where(c => c.ScoreBefore == c.ScoreAfter && c.RankChange is not (null or 0)
                && c.Subject.Kind == SubjectKind.Initiative && c.Subject.Key != e.Initiative)
            .GroupBy(c => c.Subject.Key)
            .Select(g => (g.Key, Places: g.Sum(c => c.RankChange!.Value))).ToList();
        var (before, now) = (walk.AheadAtStart, walk.AheadNow);
        var above = moved.Where(m => m.Places > 0 && now.Contains(m.Key) && !before.Contains(m.Key))
            .Select(m => m.Key).ToList();
        var below = moved.Where(m => m.Places < 0 && before.Contains(m.Key) && !now.Contains(m.Key))
            .Select(m => m.Key).ToList();
        string[] sentences =
        [
            Named(above.Where(walk.RankedAtStart.Contains), walk.Book,
                names => $"It was overtaken by {names}."),
            .. StageSentence.OfOthers(e, "came into the ranking ahead of it",
                [.. above.Where(k => !walk.RankedAtStart.Contains(k))], walk),
            Named(below.Where(walk.RankedNow.Contains), walk.Book,
                names => $"It passed {names}, which fell."),
            .. StageSentence.OfOthers(e, "left the ranking",
                [.. below.Where(k => !walk.RankedNow.Contains(k))], walk),
            .. StageSentence.OfDeferred(e, walk),
        ];
        return string.Join(' ', sentences.Where(s => s.Length > 0));
    }

    private static string Named(
        IEnumerable<Key> moved, Book book, Func<string, string> sentence)
    {
        var names = moved.Select(book.InitiativeName).ToList();
        return names.Count == 0 ? "" : sentence(Prose.Few(names, MaxNamed));
    }
}
