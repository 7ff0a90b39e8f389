using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Views.Earlier;

/// <summary>
/// Version 2 of <see cref="InitiativeDetail"/>: without requested money and the day by which paused
/// work is to go on.
/// </summary>
public sealed record InitiativeDetailV2(
    Key Initiative,
    string Name,
    InitiativeKind Kind,
    Stage Stage,
    Key? Parent,
    string? Sponsor,
    string ProposedBy,
    Key? Department,
    ImmutableArray<Key> ParticipatingDepartments,
    Key? ValueStream,
    string? Summary,
    string? Phase,
    decimal? Budget,
    ImmutableArray<PeriodBudget> Budgets,
    decimal? Spend,
    DateOnly? BaselineCompletion,
    DateOnly? ForecastCompletion,
    int? BoardPriority,
    DateOnly? RevisitOn,
    decimal AlignmentScore,
    ImmutableArray<ContributionPoints> Contributions,
    ImmutableArray<CriterionScoreItem> Scores,
    ImmutableArray<ConditionState> Conditions,
    FinancialCase? FinancialCase,
    DateOnly? LinkExemptUntil,
    DateOnly? CaseExemptUntil,
    ImmutableArray<OutputItem> Outputs,
    ImmutableArray<OutcomeItem> Outcomes,
    ImmutableArray<LinkedFeedbackItem> Feedback,
    DateOnly? BaselineStart,
    decimal? EffortHours,
    ImmutableArray<AllocatedPeople> Allocations,
    ImmutableArray<AssuranceItem> Assurance,
    ImmutableArray<NeededInitiative> DependsOn,
    ImmutableArray<Key> NeededBy,
    EarlyEnd? EarlyEnd,
    ImmutableArray<Key> MergedFrom,
    ProgramItem? Program,
    long Version
) : IVersionedView
{
    /// <summary>The version.</summary>
    public static int ViewVersion => 2;

    /// <summary>What it says of the same book.</summary>
    public static InitiativeDetailV2? From(InitiativeDetail? now) => now is null ? null : new(
        now.Initiative, now.Name, now.Kind, now.Stage, now.Parent, now.Sponsor, now.ProposedBy,
        now.Department, now.ParticipatingDepartments, now.ValueStream, now.Summary, now.Phase,
        now.Budget, now.Budgets, now.Spend, now.BaselineCompletion, now.ForecastCompletion,
        now.BoardPriority, now.RevisitOn, now.AlignmentScore, now.Contributions, now.Scores,
        now.Conditions, now.FinancialCase, now.LinkExemptUntil, now.CaseExemptUntil, now.Outputs,
        now.Outcomes, now.Feedback, now.BaselineStart, now.EffortHours, now.Allocations,
        now.Assurance, now.DependsOn, now.NeededBy, now.EarlyEnd, now.MergedFrom, now.Program,
        now.Version);
}
