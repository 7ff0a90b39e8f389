using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Views.Earlier;

/// <summary>Version 1 of <see cref="InitiativeItem"/>: without what is requested.</summary>
public sealed record InitiativeItemV1(
    Key Initiative,
    string Name,
    InitiativeKind Kind,
    Stage Stage,
    Key? Department,
    Key? ValueStream,
    string? Phase,
    string? Sponsor,
    decimal? Budget,
    decimal? Spend,
    DateOnly? BaselineCompletion,
    DateOnly? ForecastCompletion,
    int? BoardPriority,
    long Version
);

/// <summary>Version 1 of <see cref="InitiativeList"/>.</summary>
public sealed record InitiativeListV1(ImmutableArray<InitiativeItemV1> Items)
    : IVersionedView, IListView<InitiativeListV1, InitiativeItemV1>
{
    /// <summary>The version.</summary>
    public static int ViewVersion => 1;

    public InitiativeListV1 Page(ImmutableArray<InitiativeItemV1> items) => new(items);

    /// <summary>What it says of the same book.</summary>
    public static InitiativeListV1 From(InitiativeList now) => new([.. now.Items.Select(i =>
        new InitiativeItemV1(i.Initiative, i.Name, i.Kind, i.Stage, i.Department, i.ValueStream,
            i.Phase, i.Sponsor, i.Budget, i.Spend, i.BaselineCompletion, i.ForecastCompletion,
            i.BoardPriority, i.Version))]);
}
