using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Views;

/// <summary>The money of one period: approved, or requested.</summary>
public sealed record PeriodBudget(string Period, decimal Amount);

/// <summary>A score in force.</summary>
/// <param name="Criterion">Id and scale, <c>value [0..10]</c>.</param>
/// <param name="Value">The score.</param>
/// <param name="Position">Of the event that gave it.</param>
public sealed record CriterionScoreItem(string Criterion, decimal Value, long Position);

/// <summary>A customer's voice linked to the initiative.</summary>
public sealed record LinkedFeedbackItem(Key Feedback, int Importance);

/// <summary>Everything about one initiative.</summary>
/// <param name="Budget">Approved over all periods; null when nothing is.</param>
/// <param name="Budgets">Approved, by period.</param>
/// <param name="RequestedBudget">Requested over all periods; null when nothing is.</param>
/// <param name="RequestedBudgets">Requested, by period.</param>
/// <param name="RevisitOn">When it was last said to be looked at again.</param>
/// <param name="ResumeBy">By when it was to go on when it was paused last.</param>
public sealed record InitiativeDetail(
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
    decimal? RequestedBudget,
    ImmutableArray<PeriodBudget> RequestedBudgets,
    decimal? Spend,
    DateOnly? BaselineCompletion,
    DateOnly? ForecastCompletion,
    int? BoardPriority,
    DateOnly? RevisitOn,
    DateOnly? ResumeBy,
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
) : IView
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "initiative";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 3;

    /// <summary>
    /// The initiative with this key; null when there is none on the day of the book.
    /// </summary>
    public static InitiativeDetail? Compute(Book book, Key key)
    {
        var day = book.Day;
        if (book.Initiatives.Find(key) is not { } i || i.From > day)
            return null;
        var aligned = Alignment.Compute(book, i);
        return new(
            key,
            i.NameOn(day),
            i.KindOn(day),
            i.StageOn(day),
            i.ParentOn(day),
            i.SponsorOn(day),
            i.ProposedBy,
            i.DepartmentOn(day),
            i.ParticipatingDepartmentsOn(day),
            i.ValueStreamOn(day),
            i.SummaryOn(day),
            i.Phase.At(day)?.Value,
            i.BudgetOn(day),
            [
                .. i
                    .Budgets.Where(b => b.Value.On(day) is not null)
                    .Select(b => new PeriodBudget(b.Key, b.Value.On(day)!.Value)),
            ],
            i.RequestedOn(day),
            [
                .. i
                    .Requested.Where(r => r.Value.At(day) is not null)
                    .Select(r => new PeriodBudget(r.Key, r.Value.At(day)!.Value)),
            ],
            i.Spend.On(day),
            i.BaselineCompletion.At(day)?.Value,
            i.ForecastCompletion.At(day)?.Value,
            i.Priority.At(day)?.Value,
            i.RevisitOn.At(day)?.Value,
            i.ResumeBy.At(day)?.Value,
            aligned.Score,
            aligned.Contributions,
            [
                .. i
                    .Scores.Where(s => s.Value.At(day) is not null)
                    .Select(s => new CriterionScoreItem(
                        s.Key,
                        s.Value.At(day)!.Value,
                        s.Value.At(day)!.Position
                    )),
            ],
            [.. DecisionDetail.ConditionsOf(i, day)],
            i.FinancialCase.At(day)?.Value,
            i.LinkExemption.At(day)?.Value,
            i.CaseExemption.At(day)?.Value,
            [.. Deliverables.Compute(book, key)],
            [
                .. book
                    .Outcomes.On(day)
                    .Where(o => o.LinkOn(new(SubjectKind.Initiative, key), day) > 0)
                    .Select(o => OutcomeItem.From(o, day)),
            ],
            [
                .. from voice in book.Feedback.On(day)
                let importance = voice.ImportanceFor(key, day)
                where importance is not null
                select new LinkedFeedbackItem(voice.Key, importance.Value),
            ],
            i.BaselineStart.At(day)?.Value,
            i.EffortOn(day),
            [
                .. i
                    .Allocations.Values.Select(a => AllocatedPeople.From(a, day))
                    .Where(a => !a.Course.IsEmpty),
            ],
            [.. AssuranceItem.From(i, day)],
            [.. NeededInitiative.By(book, i)],
            [.. NeededInitiative.Needing(book, key)],
            EarlyEnd.From(i, day),
            [.. EarlyEnd.TakenUpBy(book, key)],
            i.KindOn(day) == InitiativeKind.Program ? Programs.Compute(book, i) : null,
            i.Version
        );
    }
}
