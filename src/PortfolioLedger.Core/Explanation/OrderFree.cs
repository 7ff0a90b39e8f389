using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Core.Explanation;

/// <summary>
/// Shares out a score change among the decisions that moved it, whatever their order: the score is
/// computed with every combination of them, everything else staying as it was. A decision that
/// moved nothing in its turn, and would have without the others, is one of them.
/// </summary>
internal static class OrderFree
{
    /// <summary>The causes with their shares, or why there are none.</summary>
    public static (ImmutableArray<RankCause> Causes, string? Note) Attribute(
        RankWalk walk, ImmutableArray<RankCause> causes, ScoreDigits digits, Wording wording)
    {
        if (walk.Relevant.Any(e => e.Fact is IReversesEntries))
            return (causes, TakenBack);
        var moved = causes.Where(c => c.ScoreBefore != c.ScoreAfter).ToImmutableArray();
        if (moved.Length > ShapleyValues.MaxCauses)
            return (causes, TooMany(moved.Length));
        if (moved.Any(c => c.Position is null))
            return (causes, TimeMatters);
        var players = moved.Select(c => c.Position!.Value).Distinct().ToImmutableArray();
        var lines = causes;
        while (walk.Start.Score is { } start && ScoreWith(walk, players, 0) is { } none
            && digits.Round(none) != digits.Round(start))
        {
            if (players.Length == ShapleyValues.MaxCauses)
                return (causes, TooMany(players.Length + 1));
            if (Masked(walk, players, digits) is not { } masked)
                return (causes, TimeMatters);
            players = players.Add(masked.Position);
            lines = RankCauses.With(lines, masked, walk, digits, wording);
        }
        var shares = ShapleyValues.Compute(
            players.Length,
            set => ScoreWith(walk, players, set),
            digits
        );
        if (shares is not { } found)
            return (causes, "Without some of these decisions there would be no score to compare.");
        var first = players
            .Select(p =>
                lines.IndexOf(
                    lines.First(c =>
                        c.Position == p
                        && (c.ScoreBefore != c.ScoreAfter || moved.All(m => m.Position != p))
                    )
                )
            )
            .ToImmutableArray();
        return (
            [
                .. lines.Select(
                    (c, i) =>
                        first.IndexOf(i) is >= 0 and var player
                            ? c with
                            {
                                OrderFreeChange = found[player],
                            }
                            : c
                ),
            ],
            null
        );
    }

    private const string TimeMatters =
        "The score also changed by the passing of time, which nobody decided.";

    private const string TakenBack = "An import was reversed in between, which takes back what "
        + "others could be combined with; the causes are told in their order alone.";

    private static string TooMany(int decisions) => $"{decisions} decisions moved the score; "
        + $"at most {ShapleyValues.MaxCauses} can be shared out independently of their order.";

    /// <summary>
    /// A decision without which, and without the players, the score would be what it was: the last
    /// one to leave out, in order, until it is. Null when leaving out all of them does not do.
    /// </summary>
    private static Posting? Masked(RankWalk walk, ImmutableArray<long> players, ScoreDigits digits)
    {
        ImmutableArray<Posting> others = [.. walk.WaitingAtStart.Concat(walk.Relevant)
            .Where(e => !players.Contains(e.Position))];
        if (!IsStart(others.Length))
            return null;
        var (differs, equals) = (0, others.Length);
        while (equals - differs > 1)
        {
            var middle = (differs + equals) / 2;
            if (IsStart(middle))
                equals = middle;
            else
                differs = middle;
        }
        return others[equals - 1];

        bool IsStart(int leftOut) => ScoreWithout(walk,
            [.. players, .. others.Take(leftOut).Select(e => e.Position)]) is { } score
            && digits.Round(score) == digits.Round(walk.Start.Score!.Value);
    }

    /// <summary>The score at the end with only some of the decisions.</summary>
    private static decimal? ScoreWith(RankWalk walk, ImmutableArray<long> players, int set) =>
        ScoreWithout(walk, [.. players.Where((_, i) => (set & (1 << i)) == 0)]);

    private static decimal? ScoreWithout(RankWalk walk, ImmutableSortedSet<long> absent)
    {
        var book = new ExcludedDecisions(absent).Of(walk.From);
        foreach (var entry in walk.Relevant)
            if (!absent.Contains(entry.Position))
                book = book.Post(entry);
        if (book.Day < walk.Book.Day)
            book = book.On(walk.Book.Day);
        return ScoreBoard.ScoreOf(book, walk.Initiative, walk.Question);
    }
}
