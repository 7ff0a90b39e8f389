using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Views;

/// <summary>Where one thing stood in a list: its rank, and the value it is ordered by.</summary>
internal readonly record struct Placement(string Name, int? Rank, decimal? Score);

/// <summary>One thing in two lists; null where it is in one of them only.</summary>
internal sealed record PairedPlacement(Key Key, Placement? From, Placement? To)
{
    public string Name => (To ?? From)!.Value.Name;

    public int? RankChange => To?.Rank - From?.Rank;

    public decimal? ScoreChange => To?.Score - From?.Score;
}

/// <summary>Two states of a list side by side.</summary>
/// <param name="Pairs">By the rank now; what left comes last, by the rank it had.</param>
internal sealed record PairedLists(ImmutableArray<PairedPlacement> Pairs)
{
    public ImmutableArray<Key> Entered => [.. Pairs.Where(p => p.From is null).Select(p => p.Key)];

    public ImmutableArray<Key> Left => [.. Pairs.Where(p => p.To is null).Select(p => p.Key)];

    /// <summary>How many changed their rank.</summary>
    public int Moved => Pairs.Count(p => p.RankChange is not (null or 0));

    /// <summary>How many of those in both lists changed their value, or got or lost one.</summary>
    public int Changed =>
        Pairs.Count(p => p is { From: { } from, To: { } to } && from.Score != to.Score);

    /// <summary>
    /// Kendall's τ_b over the values of those that have one in both; null when unknown.
    /// </summary>
    public decimal? KendallTauB
    {
        get
        {
            var both = Pairs
                .Where(p => p is { From.Score: not null, To.Score: not null })
                .ToArray();
            return RankAgreement
                .KendallTauB(
                    both.Select(p => p.From!.Value.Score!.Value).ToArray(),
                    both.Select(p => p.To!.Value.Score!.Value).ToArray()
                )
                .Value;
        }
    }

    public static PairedLists From(
        IEnumerable<KeyValuePair<Key, Placement>> from,
        IEnumerable<KeyValuePair<Key, Placement>> to
    )
    {
        var (before, after) = (
            from.ToImmutableSortedDictionary(),
            to.ToImmutableSortedDictionary()
        );
        return new([
            .. before
                .Keys.Union(after.Keys)
                .Order()
                .Select(key => new PairedPlacement(key, In(before, key), In(after, key)))
                .OrderBy(p => p.To is null)
                .ThenBy(p => (p.To ?? p.From)!.Value.Rank ?? int.MaxValue),
        ]);
    }

    private static Placement? In(ImmutableSortedDictionary<Key, Placement> list, Key key) =>
        list.TryGetValue(key, out var placed) ? placed : null;
}
