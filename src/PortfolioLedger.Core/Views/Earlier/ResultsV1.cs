using System.Text.Json.Serialization;
using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Views.Earlier;

/// <summary>
/// Version 1 of <see cref="OutputItem"/>: before outputs were planned. Its strategic priority is
/// the alignment of the initiative, whatever share of it the output is.
/// </summary>
public sealed record OutputItemV1(
    Key Output, Key Initiative, string? Name, string? Kind, DateOnly? PlannedOn,
    DateOnly? DeliveredOn, string? AcceptedBy, decimal? StrategicPriority)
{
    /// <summary>The outputs of a book; of one initiative, when it is given.</summary>
    internal static IEnumerable<OutputItemV1> Compute(Book book, Key? initiative = null)
    {
        var weights = StrategicWeights.Compute(book);
        return book
            .Initiatives.Outputs.Values.Where(o =>
                o.From <= book.Day && (initiative is null || o.Initiative == initiative)
            )
            .Select(o => new OutputItemV1(
                o.Key,
                o.Initiative,
                o.Name,
                o.Kind,
                o.PlannedOn,
                o.DeliveredOn.At(book.Day)?.Value,
                o.AcceptedBy,
                book.Initiatives.Find(o.Initiative) is { } i ? Alignment.ScoreOf(i, weights) : null
            ));
    }
}

/// <summary>Version 1 of <see cref="Deliverables"/>.</summary>
public sealed record DeliverablesV1(ImmutableArray<OutputItemV1> Items)
    : IVersionedView, IListView<DeliverablesV1, OutputItemV1>
{
    /// <summary>The version.</summary>
    public static int ViewVersion => 1;

    public DeliverablesV1 Page(ImmutableArray<OutputItemV1> items) => new(items);

    /// <summary>The deliverables of a book.</summary>
    public static DeliverablesV1 Compute(Book book) => new([.. OutputItemV1.Compute(book)]);
}

/// <summary>
/// Version 1 of <see cref="OutcomeVersusOutput"/>: without plans, surveys, benefits.
/// </summary>
public sealed record OutcomeVersusOutputV1(
    Key Initiative, string Name, Stage Stage, int OutputsDelivered, decimal? OnTimeShare,
    decimal? Spend, decimal? Attainment, int Measured, int Linked, Quadrant Quadrant)
{
    internal static OutcomeVersusOutputV1 From(OutcomeVersusOutput now) => new(
        now.Initiative, now.Name, now.Stage, now.OutputsDelivered, now.OnTimeShare, now.Spend,
        now.Attainment, now.Measured, now.Linked, now.Quadrant);
}

/// <summary>Version 1 of <see cref="PortfolioOutcomes"/>.</summary>
public sealed record PortfolioOutcomesV1(
    Key Portfolio, int OutputsDelivered, decimal? OnTimeShare, decimal? Spend, decimal? Attainment,
    int Measured, int Outcomes, ImmutableSortedDictionary<string, int> Quadrants)
{
    internal static PortfolioOutcomesV1 From(PortfolioOutcomes now) => new(
        now.Portfolio, now.OutputsDelivered, now.OnTimeShare, now.Spend, now.Attainment,
        now.Measured, now.Outcomes, now.Quadrants);
}

/// <summary>Version 1 of <see cref="OutcomesVersusOutputs"/>.</summary>
public sealed record OutcomesVersusOutputsV1(
    [property: JsonPropertyName("overall")] PortfolioOutcomesV1 Portfolio,
    ImmutableArray<Key> DeliveredWithoutOutcome, ImmutableArray<OutcomeVersusOutputV1> Items)
    : IVersionedView, IListView<OutcomesVersusOutputsV1, OutcomeVersusOutputV1>
{
    /// <summary>The version.</summary>
    public static int ViewVersion => 1;

    public OutcomesVersusOutputsV1 Page(ImmutableArray<OutcomeVersusOutputV1> items) =>
        this with { Items = items };

    /// <summary>What it says of the same book.</summary>
    public static OutcomesVersusOutputsV1 From(OutcomesVersusOutputs now) => new(
        PortfolioOutcomesV1.From(now.Portfolio), now.DeliveredWithoutOutcome,
        [.. now.Items.Select(OutcomeVersusOutputV1.From)]);
}

/// <summary>Version 1 of <see cref="CapacityItem"/>: without what is allocated.</summary>
public sealed record CapacityItemV1(
    string Period, Key Department, string Name, string Role, decimal Fte);

/// <summary>Version 1 of <see cref="Capacities"/>.</summary>
public sealed record CapacitiesV1(ImmutableArray<CapacityItemV1> Items)
    : IVersionedView, IListView<CapacitiesV1, CapacityItemV1>
{
    /// <summary>The version.</summary>
    public static int ViewVersion => 1;

    public CapacitiesV1 Page(ImmutableArray<CapacityItemV1> items) => new(items);

    /// <summary>What it says of the same book.</summary>
    public static CapacitiesV1 From(Capacities now) => new([.. now.Items.Select(i =>
        new CapacityItemV1(i.Period, i.Department, i.Name, i.Role, i.Fte))]);
}

/// <summary>
/// Version 2 of <see cref="Capacities"/>: without those whose capacity is not stated.
/// </summary>
public sealed record CapacitiesV2(ImmutableArray<CapacityItem> Items)
    : IVersionedView, IListView<CapacitiesV2, CapacityItem>
{
    /// <summary>The version.</summary>
    public static int ViewVersion => 2;

    public CapacitiesV2 Page(ImmutableArray<CapacityItem> items) => new(items);

    /// <summary>What it says of the same book.</summary>
    public static CapacitiesV2 From(Capacities now) => new(now.Items);
}

/// <summary>
/// Version 3 of <see cref="Capacities"/>: without days outside of stated periods.
/// </summary>
public sealed record CapacitiesV3(
    ImmutableArray<UnstatedCapacity> Unstated, ImmutableArray<CapacityItem> Items)
    : IVersionedView, IListView<CapacitiesV3, CapacityItem>
{
    /// <summary>The version.</summary>
    public static int ViewVersion => 3;

    public CapacitiesV3 Page(ImmutableArray<CapacityItem> items) => this with { Items = items };

    /// <summary>What it says of the same book.</summary>
    public static CapacitiesV3 From(Capacities now) => new(now.Unstated, now.Items);
}
