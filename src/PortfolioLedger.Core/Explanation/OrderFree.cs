using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Core.Explanation;

/// <summary>
/// Shares out a score change among the decisions that moved it, whatever their order: the score is
/// computed with every combination of them, everything else staying as it was.
/// </summary>
internal static class OrderFree
{
    /// <summary>The causes with their shares, or why there are none.</summary>
    public static (ImmutableArray<RankCause> Causes, string? Note) Of(
        RankWalk walk, ImmutableArray<RankCause> causes, ScoreDigits digits)
    {
        var moved = causes.Where(c => c.ScoreBefore != c.ScoreAfter).ToImmutableArray();
        if (moved.Length > ShapleyValues.MostCauses)
            return (causes, $"{moved.Length} decisions moved the score; "
                + $"at most {ShapleyValues.MostCauses} can be shared out independently of their order.");
        if (moved.Any(c => c.Position is null))
            return (causes, "The score also changed by the passing of time, which nobody decided.");
        var players = moved.Select(c => c.Position!.Value).Distinct().ToImmutableArray();
        var shares = ShapleyValues.Of(players.Length, set => ScoreWith(walk, players, set), digits);
        if (shares is not { } found)
            return (causes, "Without some of these decisions there would be no score to compare.");
        return ([.. causes.Select(c => c.ScoreBefore == c.ScoreAfter ? c
            : c with { OrderFreeChange = found[players.IndexOf(c.Position!.Value)] })], null);
    }

    /// <summary>The score at the end with only some of the decisions.</summary>
    private static decimal? ScoreWith(RankWalk walk, ImmutableArray<long> players, int set)
    {
        var absent = players.Where((_, i) => (set & (1 << i)) == 0).ToImmutableSortedSet();
        var book = new HeldBack(absent).Of(walk.From);
        foreach (var entry in walk.Relevant)
            if (!absent.Contains(entry.Position))
                book = book.Post(entry);
        if (book.Day < walk.Book.Day)
            book = book.On(walk.Book.Day);
        return ScoreBoard.ScoreOf(book, walk.Initiative, walk.Question);
    }
}
