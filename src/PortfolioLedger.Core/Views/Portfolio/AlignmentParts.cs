using PortfolioLedger.Core.Strategy;

namespace PortfolioLedger.Core.Views;

/// <summary>
/// The weights in force of the objectives that count, and how much weight no objective carries.
/// </summary>
/// <param name="Book">Whose.</param>
/// <param name="Decided">As the board decided them, retired objectives included.</param>
/// <param name="Active">Of active strategic objectives; 0 for one approved since.</param>
internal sealed record StrategicWeights(
    Book Book,
    ImmutableSortedDictionary<Key, decimal> Decided,
    ImmutableSortedDictionary<Key, decimal> Active
)
{
    /// <summary>For every objective, the active one it counts for; looked up once.</summary>
    private readonly ImmutableSortedDictionary<Key, (Key, decimal)> _countsFor = CountingFor(
        Book,
        Active
    );

    public static StrategicWeights Compute(Book book)
    {
        var decided = book.Strategy.WeightsOn(book.Day);
        return new(book, decided, book.Strategy.ActiveOn(book.Day)
            .ToImmutableSortedDictionary(o => o.Key, o => decided.GetValueOrDefault(o.Key)));
    }

    /// <summary>What retired objectives carry until the next weighting.</summary>
    public decimal Missing
    {
        get
        {
            var missing = Decided.IsEmpty ? 0 : 1 - Active.Values.Sum();
            return missing <= UnitWeights.Tolerance ? 0 : missing;
        }
    }

    /// <summary>
    /// The active objective that a claim on an objective counts for; null when none.
    /// </summary>
    public (Key Objective, decimal Weight)? For(Key claimed) =>
        _countsFor.TryGetValue(claimed, out var found) ? found : null;

    /// <summary>Whether every claim counts for the same objective with the same weight.</summary>
    public bool SameAs(StrategicWeights other) => _countsFor.SequenceEqual(other._countsFor);

    private static ImmutableSortedDictionary<Key, (Key, decimal)> CountingFor(
        Book book, ImmutableSortedDictionary<Key, decimal> active)
    {
        var found = Ordered.ByKey<(Key, decimal)>().ToBuilder();
        foreach (var key in book.Strategy.All.Keys)
            if (book.Strategy.StrategicFor(key, book.Day) is { } objective
                && active.TryGetValue(objective, out var weight))
                found[key] = (objective, weight);
        return found.ToImmutable();
    }
}

/// <summary>
/// Spend split over objectives: <c>f_io = c·q / Σ c·q</c> of each initiative's spend.
/// </summary>
internal sealed record SpendSplit(
    decimal Total,
    decimal Unaligned,
    ImmutableSortedDictionary<Key, decimal> By
)
{
    public decimal? UnalignedShare => Total > 0 ? Unaligned / Total : null;

    public decimal? ShareOf(Key objective) =>
        Total > 0 ? By.GetValueOrDefault(objective) / Total : null;

    public static SpendSplit From(ImmutableArray<AlignedInitiative> items)
    {
        var by = new SortedList<Key, decimal>();
        decimal total = 0, unaligned = 0;
        foreach (var item in items)
        {
            var spend = Alignment.Weighing(item);
            total += spend;
            var sum = item.Contributions.Sum(Effect);
            if (sum == 0)
                unaligned += spend;
            else if (spend > 0)
                foreach (var c in item.Contributions)
                    by[c.Objective] = by.GetValueOrDefault(c.Objective) + spend * Effect(c) / sum;
        }
        return new(total, unaligned, by.ToImmutableSortedDictionary());
    }

    public static decimal Effect(ContributionPoints c) => c.Contribution * (c.Confidence ?? 1);
}
