using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Views;

/// <summary>Outputs counted on a day.</summary>
/// <param name="Planned">How many have a planned day.</param>
/// <param name="Delivered">How many were delivered.</param>
/// <param name="Accepted">How many of those somebody accepted.</param>
/// <param name="OnTimeShare">
/// Of the planned outputs, those delivered when planned; late and undelivered ones are not.
/// </param>
internal readonly record struct OutputCounts(
    int Planned, int Delivered, int Accepted, decimal? OnTimeShare)
{
    /// <summary>The outputs of each initiative that has some.</summary>
    public static ImmutableSortedDictionary<Key, ImmutableArray<Output>> ByInitiative(Book book) =>
        book.Initiatives.Outputs.Values.Where(o => o.From <= book.Day).GroupBy(o => o.Initiative)
            .ToImmutableSortedDictionary(g => g.Key, g => g.ToImmutableArray());

    /// <summary>These outputs on a day.</summary>
    public static OutputCounts From(IEnumerable<Output> outputs, DateOnly day)
    {
        int planned = 0, delivered = 0, accepted = 0, onTime = 0;
        foreach (var output in outputs)
        {
            var on = output.DeliveredBy(day);
            planned += output.PlannedOn is null ? 0 : 1;
            delivered += on is null ? 0 : 1;
            accepted += on is null || output.AcceptedBy is null ? 0 : 1;
            onTime += on <= output.PlannedOn ? 1 : 0;
        }
        return new(planned, delivered, accepted, planned == 0 ? null : (decimal)onTime / planned);
    }
}
