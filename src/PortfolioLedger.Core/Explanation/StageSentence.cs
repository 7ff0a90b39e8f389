using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Explanation;

/// <summary>The stages an initiative and those around it went through, in plain words.</summary>
internal static class StageSentence
{
    /// <summary>At most so many steps or initiatives are named; the list has them all.</summary>
    private const int MaxNamed = 3;

    /// <summary>Its own steps, the last of them when there are many.</summary>
    public static string OfItself(RankingExplanation e)
    {
        var steps = e.StageChanges.Where(s => s.Initiative == e.Initiative && s.From is not null)
            .ToList();
        return steps.Count == 0 ? ""
            : $"It was {Prose.List(steps.TakeLast(MaxNamed).Select(Step))}.";
    }

    /// <summary>Others that came into the ranking or left it, and by which step.</summary>
    /// <param name="e">What is explained.</param>
    /// <param name="done">What they did.</param>
    /// <param name="others">Which.</param>
    /// <param name="walk">Of the explanation.</param>
    public static IEnumerable<string> OfOthers(
        RankingExplanation e, string done, ImmutableArray<Key> others, RankWalk walk)
    {
        var steps = others.Select(k => (Key: k,
            Step: LastOf(e, k, s => (s.From?.Counts() ?? false) != s.To.Counts()))).ToList();
        var plain = steps.Where(s => s.Step is null)
            .Select(s => walk.Book.InitiativeName(s.Key)).ToList();
        if (plain.Count > 0)
            yield return $"{Prose.Few(plain, MaxNamed)} {done}.";
        var told = steps.Where(s => s.Step is not null).ToList();
        foreach (var (key, step) in told.Take(MaxNamed))
            yield return $"{walk.Book.InitiativeName(key)} {done}: {Step(step!)}.";
        if (told.Count > MaxNamed)
            yield return $"So did {Prose.Count(told.Count - MaxNamed, "other")}.";
    }

    /// <summary>
    /// Others before it that were deferred, paused or taken up again and are ranked still.
    /// </summary>
    public static IEnumerable<string> OfDeferred(RankingExplanation e, RankWalk walk)
    {
        var others = e.StageChanges.Select(s => s.Initiative).Distinct()
            .Where(k => k != e.Initiative && walk.RankedNow.Contains(k))
            .Select(k => e.StageChanges.Where(s => s.Initiative == k).ToList())
            // What was interrupted in between and goes on is as it was.
            .Where(steps => steps[0].From != steps[^1].To)
            .Select(steps => steps[^1])
            .Where(s => s.To is Stage.Deferred or Stage.Paused
                || s.From is Stage.Deferred or Stage.Paused).ToList();
        foreach (var step in others.Take(MaxNamed))
            yield return $"{step.Name}, ranked ahead of it, was {Step(step)}.";
        if (others.Count > MaxNamed)
            yield return $"So {(others.Count == MaxNamed + 1 ? "was" : "were")} "
                + $"{Prose.Count(others.Count - MaxNamed, "other")}.";
    }

    private static StageChange? LastOf(
        RankingExplanation e, Key key, Func<StageChange, bool> which) =>
        e.StageChanges.LastOrDefault(s => s.Initiative == key && which(s));

    private static string Step(StageChange s) =>
        $"{CauseWords.Step(s.Type, Enumeration<Stage>.NameOf(s.To))} on {s.EffectiveOn:O}"
        + (s.Until is { } day ? $" until {day:O}" : "")
        + CauseWords.Source(s.Rationale, s.Actor, null);
}
