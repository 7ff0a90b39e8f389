using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Core.Scenarios;

/// <summary>
/// What a decision, or another question, would do to a ranking, in plain words and before it is
/// recorded: who moves, who comes in or goes out, where the cut line falls, who is funded. A few
/// sentences however large the portfolio is: the largest moves are named, the others counted.
/// </summary>
public static class EffectSentences
{
    /// <summary>At most so many initiatives are named in one sentence.</summary>
    public const int MaxNamed = 3;

    private const string Nothing = "Nothing changes in the ranking.";

    /// <summary>The words about a counterfactual; at least one sentence.</summary>
    public static ImmutableArray<string> Of(CounterfactualRanking view) => Of(
        new Side(view.Baseline, view.BaselineBudget, []),
        new Side(view.Counterfactual, view.CounterfactualBudget, []));

    /// <summary>
    /// The words about two rankings of one portfolio in the same order; at least one sentence.
    /// Knows also what could not be ranked, and what it lacks.
    /// </summary>
    /// <param name="now">As it is.</param>
    /// <param name="then">As it would be.</param>
    public static ImmutableArray<string> Of(Ranking now, Ranking then) => Of(
        new Side(now.Items, now.Budget, now.Incomplete),
        new Side(then.Items, then.Budget, then.Incomplete));

    private static ImmutableArray<string> Of(Side now, Side then)
    {
        ImmutableArray<string> sentences =
        [
            .. Moves(now, then), .. Entered(now, then), .. Left(now, then), .. Lacking(now, then),
            .. CutLine(now, then), .. Funding(now, then),
        ];
        return !sentences.IsEmpty ? sentences
            : Scores(now, then) is { } scores ? [scores] : [Nothing];
    }

    /// <summary>The largest moves first; of equal ones the one that ends higher.</summary>
    private static IEnumerable<string> Moves(Side now, Side then)
    {
        var moved = then.Items
            .Select(t => (Then: t, Now: now.Find(t.Initiative)))
            .Where(m => m.Now is not null && m.Now.Rank != m.Then.Rank)
            .Select(m => (m.Then.Name, From: m.Now!.Rank, To: m.Then.Rank))
            .OrderByDescending(m => Math.Abs(m.To - m.From)).ThenBy(m => m.To).ToList();
        if (moved.Count == 0)
            yield break;
        var named = moved.Take(MaxNamed).Select((m, i) =>
            $"{m.Name} from {(i == 0 ? "rank " : "")}{m.From} to {m.To}");
        var others = moved.Skip(MaxNamed).ToList();
        var byOne = others.TrueForAll(m => Math.Abs(m.To - m.From) == 1) ? " by one rank" : "";
        yield return $"This moves {Prose.List(named)}"
            + (others.Count == 0 ? "."
                : $"; {Prose.Count(others.Count, "other")} {Verb(others.Count, "move")}{byOne}.");
    }

    private static IEnumerable<string> Entered(Side now, Side then)
    {
        var came = then.Items.Where(t => now.Find(t.Initiative) is null).ToList();
        if (came.Count > 0)
            yield return Prose.Few(came.Select(t => t.Name), MaxNamed)
                + $" {Verb(came.Count, "come")} into the ranking"
                + (came.Count > MaxNamed ? "."
                    : $" at {(came.Count == 1 ? "rank" : "ranks")} "
                        + Prose.List(came.Select(t => Prose.Number(t.Rank))) + ".");
    }

    private static IEnumerable<string> Left(Side now, Side then)
    {
        // What cannot be ranked any more is said with what it lacks.
        var left = now.Items
            .Where(n => then.Find(n.Initiative) is null && !then.Lacks(n.Initiative)).ToList();
        if (left.Count > 0)
            yield return Prose.Few(left.Select(n => $"{n.Name} (rank {n.Rank} now)"), MaxNamed)
                + $" {Verb(left.Count, "leave")} the ranking.";
    }

    /// <summary>What is not ranked then, where that or what it lacks is new.</summary>
    private static IEnumerable<string> Lacking(Side now, Side then)
    {
        var lacking = then.Incomplete
            .Where(t => now.MissingOf(t.Initiative) is not { } missing
                || !missing.SequenceEqual(t.Missing, StringComparer.Ordinal))
            .ToList();
        foreach (var item in lacking.Take(MaxNamed))
            yield return item.Name + (now.Find(item.Initiative) is { } ranked
                ? $" (rank {ranked.Rank} now) is not ranked any more"
                : now.Lacks(item.Initiative) ? " is still not ranked" : " is not ranked")
                + (item.Missing.IsEmpty ? "." : $": it lacks {Prose.Few(item.Missing, MaxNamed)}.");
        if (lacking.Count > MaxNamed)
            yield return $"{Prose.Count(lacking.Count - MaxNamed, "other")} "
                + $"{(lacking.Count == MaxNamed + 1 ? "is" : "are")} not ranked either.";
    }

    private static IEnumerable<string> CutLine(Side now, Side then)
    {
        if (then.CutLine is not { } line)
        {
            if (now.CutLine is not null)
                yield return "There is no cut line any more.";
            yield break;
        }
        if (now.CutLine == line && now.Above?.Initiative == then.Above?.Initiative)
            yield break;
        var all = line == then.Items.Length ? ": no ranked initiative fails to fit" : "";
        yield return now.CutLine is not { } before
            ? $"There is a cut line then, {Place(then)}{all}."
            : before == line
                ? $"The cut line stays after rank {line}, which is {then.Above!.Name} then{all}."
                : $"The cut line moves {Place(then)}, from {Rank(before)} to {Rank(line)}{all}.";
    }

    private static string Place(Side side) => side.Above is { } above
        ? $"below {above.Name}" : $"above {side.Items[0].Name}, the first";

    private static string Rank(int line) => line == 0 ? "the top" : $"rank {line}";

    private static IEnumerable<string> Funding(Side now, Side then)
    {
        var funded = then.Items.Select(t => (Then: t, Now: now.Find(t.Initiative)?.Funded))
            .Where(f => f.Then.Funded != f.Now).ToList();
        var reasons = new (bool? To, bool? From, string One, string Many)[]
        {
            (true, null, "is funded", "are funded"),
            (true, false, "is funded", "are funded"),
            (false, true, "is not funded any more", "are not funded any more"),
            (false, null, "is not funded", "are not funded"),
        };
        foreach (var group in reasons.GroupBy(r => (r.To, r.One, r.Many)))
        {
            var items = funded
                .Where(f => group.Any(r => r.To == f.Then.Funded && r.From == f.Now))
                .Select(f => f.Then).ToList();
            if (items.Count > 0)
                yield return $"{Prose.Few(items.Select(i => i.Name), MaxNamed)} "
                    + (items.Count == 1 ? group.Key.One + Why(items[0]) : group.Key.Many) + ".";
        }
        var gone = now.Items
            .Where(n => n.Funded == true && then.Find(n.Initiative) is null).ToList();
        if (gone.Count > 0)
            yield return $"{Prose.Few(gone.Select(n => n.Name), MaxNamed)} "
                + $"{(gone.Count == 1 ? "is" : "are")} not funded any more, not being ranked.";
        var unknown = funded.Where(f => f.Then.Funded is null).ToList();
        if (unknown.Count > 0)
            yield return "Without a budget of the portfolio it is not known whether "
                + Prose.Few(unknown.Select(f => f.Then.Name), MaxNamed)
                + $" {(unknown.Count == 1 ? "is" : "are")} funded.";
    }

    private static string Why(RankedItem item) => item.NotFunded switch
    {
        NotFunded.Deferred =>
            ": it is deferred" + (item.NotFundedDay is { } day ? $" until {day:O}" : ""),
        NotFunded.Paused => ": it is paused"
            + (item.NotFundedDay is { } day ? $" and was to go on by {day:O}" : ""),
        _ => "",
    };

    private static string? Scores(Side now, Side then)
    {
        var changed = then.Items
            .Select(t => (Then: t, Now: now.Find(t.Initiative)!))
            .Where(s => s.Now.Score != s.Then.Score).ToList();
        if (changed.Count == 0)
            return null;
        var named = changed.Select(s =>
        {
            var (from, to) = s is { Now.Score: { } a, Then.Score: { } b } ? Prose.Apart(a, b)
                : (Said(s.Now.Score), Said(s.Then.Score));
            return $"{s.Then.Name} from {from} to {to}";
        });
        return $"No rank changes; the score{(changed.Count == 1 ? "" : "s")} "
            + $"{Verb(changed.Count, "go")}: {Prose.Few(named, MaxNamed)}.";
    }

    private static string Said(decimal? score) => score is { } number
        ? Prose.Number(number) : "no number";

    private static string Verb(int count, string many) => count != 1 ? many
        : many.EndsWith('o') ? many + "es" : many + "s";

    /// <summary>One of the two rankings.</summary>
    private sealed class Side(
        ImmutableArray<RankedItem> items, decimal? budget,
        ImmutableArray<IncompleteItem> incomplete)
    {
        private readonly ImmutableSortedDictionary<Key, RankedItem> _byKey =
            items.ToImmutableSortedDictionary(i => i.Initiative, i => i);

        private readonly ImmutableSortedDictionary<Key, ImmutableArray<string>> _missing =
            incomplete.ToImmutableSortedDictionary(i => i.Initiative, i => i.Missing);

        public ImmutableArray<RankedItem> Items => items;

        public ImmutableArray<IncompleteItem> Incomplete => incomplete;

        /// <summary>
        /// The last rank above the first that does not fit; null without a budget, or where
        /// nothing is ranked.
        /// </summary>
        public int? CutLine { get; } = budget is null || items.IsEmpty ? null
            : items.FirstOrDefault(i => i.NotFunded == NotFunded.DoesNotFit) is { } first
                ? first.Rank - 1 : items.Length;

        /// <summary>The initiative right above the cut line; null when it is above all.</summary>
        public RankedItem? Above => CutLine is > 0 and var line ? items[line - 1] : null;

        public RankedItem? Find(Key initiative) => _byKey.GetValueOrDefault(initiative);

        public bool Lacks(Key initiative) => _missing.ContainsKey(initiative);

        public ImmutableArray<string>? MissingOf(Key initiative) =>
            _missing.TryGetValue(initiative, out var missing) ? missing : null;
    }
}
