using System.Text.Json.Serialization;
using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Views;

/// <summary>Where an initiative stands between doing and achieving; stored by name.</summary>
public enum Quadrant
{
    /// <summary>Delivered, and the outcomes are reached.</summary>
    ValueDelivered,
    /// <summary>Delivered, the outcomes are measured but not reached.</summary>
    DeliveredBelowTarget,
    /// <summary>Delivered, an outcome is linked but not measured.</summary>
    DeliveredUnmeasured,
    /// <summary>Delivered, and nobody said what for.</summary>
    DeliveredWithoutOutcome,
    /// <summary>The outcomes are reached, nothing was delivered.</summary>
    OutcomeWithoutOutput,
    /// <summary>Neither yet.</summary>
    NothingYet,
}

/// <summary>Outputs of one initiative beside its outcomes.</summary>
public sealed record OutcomeVersusOutput(
    Key Initiative, string Name, Stage Stage, int OutputsDelivered, decimal? OnTimeShare, decimal? Spend,
    decimal? Attainment, int Measured, int Linked, Quadrant Quadrant);

/// <summary>The same for the whole portfolio, with its key.</summary>
public sealed record PortfolioOutcomes(
    Key Portfolio, int OutputsDelivered, decimal? OnTimeShare, decimal? Spend, decimal? Attainment, int Measured, int Outcomes,
    ImmutableSortedDictionary<string, int> Quadrants);

/// <summary>What was delivered beside what it achieved.</summary>
public sealed record OutcomesVersusOutputs(
    [property: JsonPropertyName("overall")] PortfolioOutcomes Portfolio,
    ImmutableArray<Key> DeliveredWithoutOutcome, ImmutableArray<OutcomeVersusOutput> Items) : IListView<OutcomesVersusOutputs, OutcomeVersusOutput>
{
    /// <summary>Name of the view.</summary>
    public const string Name = "outcomes-versus-outputs";

    /// <summary>Raised whenever fields or formula change.</summary>
    public const int Version = 1;

    /// <inheritdoc/>
    public OutcomesVersusOutputs Page(ImmutableArray<OutcomeVersusOutput> items) => this with { Items = items };

    /// <summary>Outcomes and outputs of a book.</summary>
    /// <param name="book">Of which.</param>
    /// <param name="minOutputs">From how many outputs on an initiative has delivered.</param>
    /// <param name="minAttainment">From which attainment on an outcome is reached.</param>
    public static OutcomesVersusOutputs Of(Book book, int minOutputs = 1, decimal minAttainment = 1)
    {
        var outputs = book.Initiatives.Outputs.Values.Where(o => o.From <= book.Day).ToLookupByInitiative();
        var linked = LinkedOutcomes.ByInitiative(book);
        var items = book.Initiatives.On(book.Day).Select(i => Row(
            book, i, outputs.GetValueOrDefault(i.Key, []), linked.GetValueOrDefault(i.Key, LinkedOutcomes.None),
            minOutputs, minAttainment)).ToImmutableArray();
        var quadrants = Ordered.ByText<int>();
        foreach (var item in items)
        {
            var name = Enumeration<Quadrant>.NameOf(item.Quadrant);
            quadrants = quadrants.SetItem(name, quadrants.GetValueOrDefault(name) + 1);
        }
        var all = LinkedOutcomes.All(book);
        return new(
            new(book.Portfolio, items.Sum(i => i.OutputsDelivered), OnTime([.. outputs.Values.SelectMany(o => o)], book.Day),
                SumOrUnknown(items.Select(i => i.Spend)), all.Attainment, all.Measured, all.Linked, quadrants),
            [.. items.Where(i => i.Quadrant == Quadrant.DeliveredWithoutOutcome).Select(i => i.Initiative)],
            items);
    }

    private static OutcomeVersusOutput Row(
        Book book, Initiative initiative, ImmutableArray<Output> outputs, LinkedOutcomes linked,
        int minOutputs, decimal minAttainment)
    {
        var delivered = outputs.Count(o => o.DeliveredOn.At(book.Day)?.Value <= book.Day);
        var reached = linked.Attainment >= minAttainment;
        var quadrant = delivered < minOutputs
            ? reached ? Quadrant.OutcomeWithoutOutput : Quadrant.NothingYet
            : linked.Linked == 0 ? Quadrant.DeliveredWithoutOutcome
            : linked.Attainment is null ? Quadrant.DeliveredUnmeasured
            : reached ? Quadrant.ValueDelivered : Quadrant.DeliveredBelowTarget;
        return new(initiative.Key, initiative.Name, initiative.StageOn(book.Day), delivered,
            OnTime(outputs, book.Day), initiative.Spend.On(book.Day), linked.Attainment, linked.Measured,
            linked.Linked, quadrant);
    }

    /// <summary>Of the planned outputs, those delivered when planned; late and undelivered are not.</summary>
    private static decimal? OnTime(ImmutableArray<Output> outputs, DateOnly day)
    {
        var planned = outputs.Where(o => o.PlannedOn is not null).ToList();
        return planned.Count == 0 ? null
            : (decimal)planned.Count(o => o.DeliveredOn.At(day)?.Value <= o.PlannedOn) / planned.Count;
    }

    private static decimal? SumOrUnknown(IEnumerable<decimal?> amounts)
    {
        decimal? sum = null;
        foreach (var amount in amounts)
            if (amount is { } known)
                sum = (sum ?? 0) + known;
        return sum;
    }
}
