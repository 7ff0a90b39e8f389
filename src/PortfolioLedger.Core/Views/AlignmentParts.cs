namespace PortfolioLedger.Core.Views;

/// <summary>
/// The weights in force of the objectives that count, and how much weight no objective carries.
/// </summary>
/// <param name="Book">Whose.</param>
/// <param name="Decided">As the board decided them, retired objectives included.</param>
/// <param name="Active">Of active strategic objectives; 0 for one approved since.</param>
internal sealed record StrategicWeights(
    Book Book, ImmutableSortedDictionary<Key, decimal> Decided, ImmutableSortedDictionary<Key, decimal> Active)
{
    private const decimal Tolerance = 1e-9m;

    public static StrategicWeights Of(Book book)
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
            return missing <= Tolerance ? 0 : missing;
        }
    }

    /// <summary>The active objective that a claim on an objective counts for; null when none.</summary>
    public (Key Objective, decimal Weight)? For(Key claimed) =>
        Book.Strategy.StrategicFor(claimed, Book.Day) is { } objective
        && Active.TryGetValue(objective, out var weight) ? (objective, weight) : null;
}

/// <summary>Spend split over objectives: <c>f_io = c·q / Σ c·q</c> of each initiative's spend.</summary>
internal sealed record SpendSplit(decimal Total, decimal Unaligned, ImmutableSortedDictionary<Key, decimal> By)
{
    public decimal? UnalignedShare => Total > 0 ? Unaligned / Total : null;

    public decimal? ShareOf(Key objective) => Total > 0 ? By.GetValueOrDefault(objective) / Total : null;

    public static SpendSplit Of(ImmutableArray<AlignedInitiative> items)
    {
        var split = new SpendSplit(0, 0, Ordered.ByKey<decimal>());
        foreach (var item in items)
            split = split.With(item, Alignment.Weighing(item));
        return split;
    }

    private SpendSplit With(AlignedInitiative item, decimal spend)
    {
        var sum = item.Contributions.Sum(Effect);
        if (spend == 0)
            return this;
        if (sum == 0)
            return this with { Total = Total + spend, Unaligned = Unaligned + spend };
        var by = By;
        foreach (var c in item.Contributions)
            by = by.SetItem(c.Objective, by.GetValueOrDefault(c.Objective) + spend * Effect(c) / sum);
        return this with { Total = Total + spend, By = by };
    }

    public static decimal Effect(ContributionPoints c) => c.Contribution * (c.Confidence ?? 1);
}
