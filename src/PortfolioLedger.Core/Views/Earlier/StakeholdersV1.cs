using System.Text.Json.Serialization;
using PortfolioLedger.Core.Stakeholders;

namespace PortfolioLedger.Core.Views.Earlier;

/// <summary>Version 1 of <see cref="StakeholderItem"/>: without the department.</summary>
public sealed record StakeholderItemV1(
    Key Stakeholder, string? Name, StakeholderGroup? Group, DateOnly Since, DateOnly? LastContactOn)
    : IPersonal
{
    /// <summary>The day the name was erased; no part of the digest.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? NameErasedOn { get; init; }

    public IEnumerable<string> Commitments() => Name is null ? [] : [Name];

    public object Opened(Func<string, OpenedText> texts)
    {
        var name = texts.Of(Name);
        return this with { Name = name.Words, NameErasedOn = name.ErasedOn };
    }

    internal static StakeholderItemV1 From(StakeholderItem now) =>
        new(now.Stakeholder, now.Name, now.Group, now.Since, now.LastContactOn);
}

/// <summary>Version 1 of <see cref="StakeholderList"/>.</summary>
public sealed record StakeholderListV1(ImmutableArray<StakeholderItemV1> Items)
    : IVersionedView, IListView<StakeholderListV1, StakeholderItemV1>
{
    /// <summary>The version.</summary>
    public static int ViewVersion => 1;

    public StakeholderListV1 Page(ImmutableArray<StakeholderItemV1> items) => new(items);

    /// <summary>The same without what came later.</summary>
    public static StakeholderListV1 From(StakeholderList now) =>
        new([.. now.Items.Select(StakeholderItemV1.From)]);
}

/// <summary>
/// Version 1 of <see cref="CommunicationCoverage"/>: without what departments know.
/// </summary>
public sealed record CommunicationCoverageV1(
    ImmutableArray<GroupContact> Items, ImmutableArray<KnownObjective> Objectives)
    : IVersionedView, IListView<CommunicationCoverageV1, GroupContact>
{
    /// <summary>The version.</summary>
    public static int ViewVersion => 1;

    public CommunicationCoverageV1 Page(ImmutableArray<GroupContact> items) =>
        this with
        {
            Items = items,
        };

    /// <summary>The same without what came later.</summary>
    public static CommunicationCoverageV1 From(CommunicationCoverage now) =>
        new(now.Items, now.Objectives);
}
