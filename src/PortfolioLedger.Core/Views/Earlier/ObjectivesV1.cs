using PortfolioLedger.Core.Strategy;

namespace PortfolioLedger.Core.Views.Earlier;

/// <summary>Version 1 of <see cref="ObjectiveItem"/>: without the outcomes below it.</summary>
public sealed record ObjectiveItemV1(
    Key Objective,
    string Title,
    string? Statement,
    ObjectiveLevel Level,
    ObjectiveStatus Status,
    decimal? Weight,
    Key? Parent,
    string? Owner,
    DateOnly? HorizonEnd,
    Key? Successor,
    long Version
);

/// <summary>Version 1 of <see cref="ObjectiveList"/>.</summary>
public sealed record ObjectiveListV1(ImmutableArray<ObjectiveItemV1> Items)
    : IVersionedView, IListView<ObjectiveListV1, ObjectiveItemV1>
{
    /// <summary>The version.</summary>
    public static int ViewVersion => 1;

    public ObjectiveListV1 Page(ImmutableArray<ObjectiveItemV1> items) => new(items);

    /// <summary>What it says of the same book.</summary>
    public static ObjectiveListV1 From(ObjectiveList now) => new([.. now.Items.Select(i =>
        new ObjectiveItemV1(i.Objective, i.Title, i.Statement, i.Level, i.Status, i.Weight,
            i.Parent, i.Owner, i.HorizonEnd, i.Successor, i.Version))]);
}
