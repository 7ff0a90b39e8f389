using PortfolioLedger.Core.Governance;

namespace PortfolioLedger.Core.Views.Earlier;

/// <summary>
/// Version 1 of <see cref="DecisionItem"/>: without how the outcome came about.
/// </summary>
public sealed record DecisionItemV1(
    Key Decision, string Question, DecisionStatus Status, string? Option, DateOnly TabledOn,
    DateOnly? TakenOn, int Votes, int? Quorum, int OpenConditions, Key? SupersededBy,
    BorneOut? BorneOut, long Version)
{
    internal static DecisionItemV1 From(DecisionItem now) =>
        new(
            now.Decision,
            now.Question,
            now.Status,
            now.Option,
            now.TabledOn,
            now.TakenOn,
            now.Votes,
            now.Quorum,
            now.OpenConditions,
            now.SupersededBy,
            now.BorneOut,
            now.Version
        );
}

/// <summary>Version 1 of <see cref="DecisionList"/>.</summary>
public sealed record DecisionListV1(ImmutableArray<DecisionItemV1> Items)
    : IVersionedView, IListView<DecisionListV1, DecisionItemV1>
{
    /// <summary>The version.</summary>
    public static int ViewVersion => 1;

    public DecisionListV1 Page(ImmutableArray<DecisionItemV1> items) => new(items);

    /// <summary>The same without what came later.</summary>
    public static DecisionListV1 From(DecisionList now) =>
        new([.. now.Items.Select(DecisionItemV1.From)]);
}

/// <summary>
/// Version 1 of <see cref="TakenOutcome"/>: dissent was what somebody stated of it.
/// </summary>
public sealed record TakenOutcomeV1(
    string Option, int? Quorum, string? Dissent, string Rationale,
    ImmutableArray<EvidenceThen> Evidence, string RecordedBy, DateOnly On, long Position)
{
    internal static TakenOutcomeV1 From(TakenOutcome now) =>
        new(
            now.Option,
            now.Quorum,
            now.Dissent,
            now.Rationale,
            now.Evidence,
            now.RecordedBy,
            now.On,
            now.Position
        );
}

/// <summary>Version 1 of <see cref="DecisionDetail"/>.</summary>
public sealed record DecisionDetailV1(
    Key Decision, string Question, DecisionStatus Status, ImmutableArray<string> Options,
    ImmutableArray<Key> Initiatives, ImmutableArray<string> Risks, int? Quorum, DateOnly TabledOn,
    long TabledAt, ImmutableArray<EvidenceThen> EvidenceShown, ImmutableArray<Vote> Votes,
    ImmutableArray<OptionVotes> Tally, TakenOutcomeV1? Outcome,
    ImmutableArray<ConditionState> Conditions, ImmutableArray<TimelineItem> Effects,
    Key? SupersededBy, ImmutableArray<Key> Supersedes, DecisionReview? Review, long Version)
    : IVersionedView
{
    /// <summary>The version.</summary>
    public static int ViewVersion => 1;

    /// <summary>The same without how the outcome came about.</summary>
    public static DecisionDetailV1 From(DecisionDetail now) =>
        new(
            now.Decision,
            now.Question,
            now.Status,
            now.Options,
            now.Initiatives,
            now.Risks,
            now.Quorum,
            now.TabledOn,
            now.TabledAt,
            now.EvidenceShown,
            now.Votes,
            now.Tally,
            now.Outcome is { } outcome ? TakenOutcomeV1.From(outcome) : null,
            now.Conditions,
            now.Effects,
            now.SupersededBy,
            now.Supersedes,
            now.Review,
            now.Version
        );
}
