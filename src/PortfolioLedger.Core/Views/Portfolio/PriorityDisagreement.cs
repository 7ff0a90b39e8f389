namespace PortfolioLedger.Core.Views;

/// <summary>
/// An initiative on which the board's priority and the ranking disagree: another one of a lower
/// class ranks above it, or one of a higher class below it.
/// </summary>
/// <param name="Initiative">Which.</param>
/// <param name="Name">For people.</param>
/// <param name="BoardPriority">The board's class, 1 the highest.</param>
/// <param name="Rank">By score.</param>
/// <param name="PriorityRank">
/// By class, then score, then key; those without a class come last.
/// </param>
/// <param name="PassedBy">How many of a lower class rank above it.</param>
/// <param name="Passes">How many of a higher class rank below it.</param>
public sealed record PriorityDisagreement(
    Key Initiative,
    string Name,
    int BoardPriority,
    int Rank,
    int PriorityRank,
    int PassedBy,
    int Passes
)
{
    /// <summary>
    /// The disagreements in a ranking by score. An initiative without a class disagrees with
    /// nothing.
    /// </summary>
    /// <param name="ranked">Best first.</param>
    internal static ImmutableArray<PriorityDisagreement> Among(ImmutableArray<RankedItem> ranked)
    {
        var classed = ranked.Where(i => i.BoardPriority is not null).ToList();
        var all = classed.GroupBy(i => i.BoardPriority!.Value)
            .ToImmutableSortedDictionary(g => g.Key, g => g.Count());
        var above = new SortedDictionary<int, int>();
        var found = ImmutableArray.CreateBuilder<PriorityDisagreement>();
        foreach (var item in classed)
        {
            var its = item.BoardPriority!.Value;
            var passedBy = above.Where(c => c.Key > its).Sum(c => c.Value);
            var passes = all.Where(c => c.Key < its)
                .Sum(c => c.Value - above.GetValueOrDefault(c.Key));
            var before = all.Where(c => c.Key < its).Sum(c => c.Value);
            var peers = above[its] = above.GetValueOrDefault(its) + 1;
            if (passedBy + passes > 0)
                found.Add(
                    new(
                        item.Initiative,
                        item.Name,
                        its,
                        item.Rank,
                        before + peers,
                        passedBy,
                        passes
                    )
                );
        }
        return found.ToImmutable();
    }
}
