using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Views.Earlier;

/// <summary>
/// Version 1 of <see cref="OutcomeItem"/>: before outcomes were retired and targets moved.
/// </summary>
public sealed record OutcomeItemV1(
    Key Outcome, string Name, string? Unit, Direction Direction, OutcomeKind? Kind,
    OutcomeCategory? Category, Baseline? Baseline, Target? Target, MeasuredValue? Latest,
    decimal? Attainment, OutcomeStatus? Status, ImmutableArray<Subject> Links)
{
    /// <summary>What it says of the same outcome.</summary>
    public static OutcomeItemV1 From(OutcomeItem now) => new(
        now.Outcome, now.Name, now.Unit, now.Direction, now.Kind, now.Category, now.Baseline,
        now.Target, now.Latest, now.Attainment, now.Status, now.Links);
}

/// <summary>Version 1 of <see cref="OutcomeList"/>.</summary>
public sealed record OutcomeListV1(ImmutableArray<OutcomeItemV1> Items)
    : IVersionedView, IListView<OutcomeListV1, OutcomeItemV1>
{
    /// <summary>The version.</summary>
    public static int ViewVersion => 1;

    public OutcomeListV1 Page(ImmutableArray<OutcomeItemV1> items) => new(items);

    /// <summary>What it says of the same book.</summary>
    public static OutcomeListV1 From(OutcomeList now) =>
        new([.. now.Items.Select(OutcomeItemV1.From)]);
}

/// <summary>Version 1 of <see cref="OutcomeDetail"/>: without retirement and benefits.</summary>
public sealed record OutcomeDetailV1(
    Key Outcome, string Name, string? Unit, Direction Direction, OutcomeKind? Kind,
    OutcomeCategory? Category, string? Owner, Key? Segment, string? Frequency, Baseline? Baseline,
    Target? Target, MeasuredValue? Latest, decimal? Attainment, OutcomeStatus? Status,
    ImmutableArray<Subject> Links, ImmutableArray<MeasuredValue> Measurements, long Version)
    : IVersionedView
{
    /// <summary>The version.</summary>
    public static int ViewVersion => 1;

    /// <summary>What it says of the same outcome.</summary>
    public static OutcomeDetailV1 From(OutcomeDetail now) => new(
        now.Outcome, now.Name, now.Unit, now.Direction, now.Kind, now.Category, now.Owner,
        now.Segment, now.Frequency, now.Baseline, now.Target, now.Latest, now.Attainment,
        now.Status, now.Links, now.Measurements, now.Version);
}
