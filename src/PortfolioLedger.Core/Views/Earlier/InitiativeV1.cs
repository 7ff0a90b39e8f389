using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Views.Earlier;

/// <summary>
/// Version 1 of <see cref="InitiativeDetail"/>: before initiatives were staffed, assured, made to
/// depend on one another and ended early.
/// </summary>
public sealed record InitiativeDetailV1(
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
    ImmutableArray<OutputItemV1> Outputs,
    ImmutableArray<OutcomeItemV1> Outcomes,
    ImmutableArray<LinkedFeedbackItem> Feedback,
    long Version
) : IVersionedView
{
    /// <summary>The version.</summary>
    public static int ViewVersion => 1;

    /// <summary>
    /// The initiative with this key; null when there is none on the day of the book.
    /// </summary>
    public static InitiativeDetailV1? Compute(Book book, Key key) =>
        InitiativeDetail.Compute(book, key) is not { } now
            ? null
            : new(
                now.Initiative,
                now.Name,
                now.Kind,
                now.Stage,
                now.Parent,
                now.Sponsor,
                now.ProposedBy,
                now.Department,
                now.ParticipatingDepartments,
                now.ValueStream,
                now.Summary,
                now.Phase,
                now.Budget,
                now.Budgets,
                now.Spend,
                now.BaselineCompletion,
                now.ForecastCompletion,
                now.BoardPriority,
                now.RevisitOn,
                now.AlignmentScore,
                now.Contributions,
                now.Scores,
                now.Conditions,
                now.FinancialCase,
                now.LinkExemptUntil,
                now.CaseExemptUntil,
                [.. OutputItemV1.Compute(book, key)],
                [.. now.Outcomes.Select(OutcomeItemV1.From)],
                now.Feedback,
                now.Version
            );
}
