using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.ValueStreams;

namespace PortfolioLedger.Imports.Lists;

/// <summary>
/// One thing that decisions and lists both state, so that a list can overturn a decision about it:
/// the budget of an initiative in a period, the name of a department.
/// </summary>
/// <param name="Subject">Of what; the portfolio where it is of all of a kind.</param>
/// <param name="Name">What of it.</param>
/// <param name="Which">Of several.</param>
internal readonly record struct DecidedField(Subject Subject, string Name, string Which = "")
{
    /// <summary>Weights of objectives are one set.</summary>
    public static readonly Subject All = new(SubjectKind.Portfolio, Key.Parse("all"));

    /// <summary>What a command of a list states; null where a thing comes into being.</summary>
    public static DecidedField? Of(ICommand command) => command switch
    {
        RenameDepartment c => Department(c.Department, "name"),
        RenameCustomerSegment c => Segment(c.Segment, "name"),
        AssessImportance c => Stream(c.ValueStream, "importance"),
        StateResources c => Stream(c.ValueStream, "resources", c.Period),
        ReviseObjective c => Objective(c.Objective, Enumeration<ObjectiveField>.NameOf(c.Field)),
        ApproveObjective c => Objective(c.Objective, "status"),
        ReweightObjectives => new(All, "weights"),
        RenameInitiative c => Initiative(c.Initiative, "name"),
        DescribeInitiative c => Initiative(c.Initiative, "summary"),
        ReviseInitiative c => Initiative(c.Initiative, OfInitiative(c.Kind, c.Sponsor,
            c.Department, c.ParticipatingDepartments, c.ValueStream, c.Parent).First()),
        ReviseOutcome c => Outcome(c.Outcome, OfOutcome(c.Name, c.Direction, c.Kind, c.Category,
            c.Owner, c.Segment, c.Frequency).First()),
        ReviseValueStream c => Stream(c.ValueStream, OfStream(
            c.Name, c.Kind, c.Proposition, c.OwnerDepartment).First()),
        SubmitInitiative c => Stage(c.Initiative),
        ApproveInitiative c => Stage(c.Initiative),
        DeferInitiative c => Stage(c.Initiative),
        RejectInitiative c => Stage(c.Initiative),
        StartInitiative c => Stage(c.Initiative),
        PauseInitiative c => Stage(c.Initiative),
        ResumeInitiative c => Stage(c.Initiative),
        CompleteInitiative c => Stage(c.Initiative),
        CloseInitiative c => Stage(c.Initiative),
        ReopenInitiative c => Stage(c.Initiative),
        KillInitiative c => Stage(c.Initiative),
        EnterPhase c => Initiative(c.Initiative, "phase"),
        ShiftPriority c => Initiative(c.Initiative, "priority"),
        BaselineSchedule c => Initiative(c.Initiative, "baseline"),
        ChangeForecastCompletion c => Initiative(c.Initiative, "forecast"),
        RequestBudget c => Initiative(c.Initiative, "requested budget", c.Period),
        ApproveBudget c => Initiative(c.Initiative, "budget", c.Period),
        ChangeBudget c => Initiative(c.Initiative, "budget", c.Period),
        RecordSpend c => Initiative(c.Initiative, "spend"),
        ScoreCriterion c => Initiative(c.Initiative, "score", $"{c.Model}/{c.Criterion}"),
        ClaimContribution c => Initiative(c.Initiative, "contribution", c.Objective.Value),
        ReviseContribution c => Initiative(c.Initiative, "contribution", c.Objective.Value),
        SubmitFinancialCase c => Initiative(c.Initiative, "case"),
        RebaselineFinancialCase c => Initiative(c.Initiative, "case"),
        AllocateResource c => Initiative(c.Initiative, "people", Staff(c.Department, c.Role)),
        ReleaseResource c => Initiative(c.Initiative, "people", Staff(c.Department, c.Role)),
        SetBaseline c => Outcome(c.Outcome, "baseline"),
        SetTarget c => Outcome(c.Outcome, "target"),
        ChangeTarget c => Outcome(c.Outcome, "target"),
        MeasureOutcome c => Outcome(c.Outcome, "measurement", c.On.ToString("O")),
        CorrectMeasurement c => Outcome(c.Outcome, "measurement", c.On.ToString("O")),
        LinkOutcome { Objective: { } to } c => Linked(c.Outcome, SubjectKind.Objective, to),
        LinkOutcome { Initiative: { } to } c => Linked(c.Outcome, SubjectKind.Initiative, to),
        PlanBenefit c => Outcome(c.Outcome, "planned benefit", new BenefitLine(
            c.Outcome, c.Initiative, c.Period, c.Kind, c.Class).Id),
        RealiseBenefit c => Outcome(c.Outcome, "realised benefit", new BenefitLine(
            c.Outcome, c.Initiative, c.Period, c.Kind, c.Class).Id),
        ClassifyFeedback c => Feedback(c.Feedback, "classification"),
        LinkFeedback c => Feedback(c.Feedback, "link", c.Initiative.Value),
        _ => null,
    };

    /// <summary>What a fact decides of all that; null for any other fact.</summary>
    public static DecidedField? Of(IFact fact) => fact switch
    {
        DepartmentRenamed f => Department(f.Department, "name"),
        CustomerSegmentRenamed f => Segment(f.Segment, "name"),
        ImportanceAssessed f => Stream(f.ValueStream, "importance"),
        ResourcesStated f => Stream(f.ValueStream, "resources", f.Period),
        ObjectiveRevised f => Objective(f.Objective, Enumeration<ObjectiveField>.NameOf(f.Field)),
        ObjectiveApproved f => Objective(f.Objective, "status"),
        ObjectiveRetired f => Objective(f.Objective, "status"),
        ObjectivesReweighted => new(All, "weights"),
        InitiativeRenamed f => Initiative(f.Initiative, "name"),
        InitiativeDescribed f => Initiative(f.Initiative, "summary"),
        InitiativeSubmitted f => Stage(f.Initiative),
        InitiativeApproved f => Stage(f.Initiative),
        InitiativeDeferred f => Stage(f.Initiative),
        InitiativeRejected f => Stage(f.Initiative),
        InitiativeStarted f => Stage(f.Initiative),
        InitiativePaused f => Stage(f.Initiative),
        InitiativeResumed f => Stage(f.Initiative),
        InitiativeCompleted f => Stage(f.Initiative),
        InitiativeClosed f => Stage(f.Initiative),
        InitiativeReopened f => Stage(f.Initiative),
        InitiativeKilled f => Stage(f.Initiative),
        InitiativeMerged f => Stage(f.Initiative),
        PhaseEntered f => Initiative(f.Initiative, "phase"),
        PriorityShifted f => Initiative(f.Initiative, "priority"),
        ScheduleBaselined f => Initiative(f.Initiative, "baseline"),
        ForecastCompletionChanged f => Initiative(f.Initiative, "forecast"),
        BudgetRequested f => Initiative(f.Initiative, "requested budget", f.Period),
        BudgetApproved f => Initiative(f.Initiative, "budget", f.Period),
        BudgetChanged f => Initiative(f.Initiative, "budget", f.Period),
        SpendRecorded f => Initiative(f.Initiative, "spend"),
        CriterionScored f => Initiative(f.Initiative, "score", $"{f.Model}/{f.Criterion}"),
        ContributionClaimed f => Initiative(f.Initiative, "contribution", f.Objective.Value),
        ContributionRevised f => Initiative(f.Initiative, "contribution", f.Objective.Value),
        ContributionWithdrawn f => Initiative(f.Initiative, "contribution", f.Objective.Value),
        FinancialCaseSubmitted f => Initiative(f.Initiative, "case"),
        FinancialCaseRebaselined f => Initiative(f.Initiative, "case"),
        ResourceAllocated f => Initiative(f.Initiative, "people", Staff(f.Department, f.Role)),
        ResourceReleased f => Initiative(f.Initiative, "people", Staff(f.Department, f.Role)),
        BaselineSet f => Outcome(f.Outcome, "baseline"),
        TargetSet f => Outcome(f.Outcome, "target"),
        TargetChanged f => Outcome(f.Outcome, "target"),
        OutcomeMeasured f => Outcome(f.Outcome, "measurement", f.On.ToString("O")),
        MeasurementCorrected f => Outcome(f.Outcome, "measurement", f.On.ToString("O")),
        OutcomeLinked f => Linked(f.Outcome, f.To.Kind, f.To.Key),
        BenefitPlanned f => Outcome(f.Outcome, "planned benefit", new BenefitLine(
            f.Outcome, f.Initiative, f.Period, f.Kind, f.Class).Id),
        BenefitRealised f => Outcome(f.Outcome, "realised benefit", new BenefitLine(
            f.Outcome, f.Initiative, f.Period, f.Kind, f.Class).Id),
        FeedbackClassified f => Feedback(f.Feedback, "classification"),
        FeedbackLinked f => Feedback(f.Feedback, "link", f.Initiative.Value),
        _ => null,
    };

    /// <summary>
    /// All that a fact decides: another baseline is another forecast too, a revision can be of
    /// several fields.
    /// </summary>
    public static IEnumerable<DecidedField> AllOf(IFact fact) => fact switch
    {
        ScheduleBaselined f => [Of(f)!.Value, Initiative(f.Initiative, "forecast")],
        InitiativeRevised f => OfInitiative(f.Kind, f.Sponsor, f.Department,
                f.ParticipatingDepartments, f.ValueStream, f.Parent)
            .Select(name => Initiative(f.Initiative, name)),
        OutcomeRevised f => OfOutcome(f.Name, f.Direction, f.Kind, f.Category, f.Owner, f.Segment,
                f.Frequency)
            .Select(name => Outcome(f.Outcome, name)),
        ValueStreamRevised f => OfStream(f.Name, f.Kind, f.Proposition, f.OwnerDepartment)
            .Select(name => Stream(f.ValueStream, name)),
        _ => Of(fact) is { } field ? [field] : [],
    };

    /// <summary>The fields of an initiative that are said, by a command or by a fact.</summary>
    private static IEnumerable<string> OfInitiative(
        object? kind, object? sponsor, object? department, object? participating, object? stream,
        object? program) => Said(
        ("kind", kind), ("sponsor", sponsor), ("department", department),
        ("participating departments", participating), ("value stream", stream),
        ("program", program));

    /// <summary>The same of an outcome.</summary>
    private static IEnumerable<string> OfOutcome(
        object? name, object? direction, object? kind, object? category, object? owner,
        object? segment, object? frequency) => Said(
        ("name", name), ("direction", direction), ("kind", kind), ("category", category),
        ("owner", owner), ("segment", segment), ("frequency", frequency));

    /// <summary>The same of a value stream.</summary>
    private static IEnumerable<string> OfStream(
        object? name, object? kind, object? proposition, object? owner) => Said(
        ("name", name), ("kind", kind), ("proposition", proposition), ("owner", owner));

    private static IEnumerable<string> Said(params (string Name, object? Said)[] fields) =>
        fields.Where(f => f.Said is not null).Select(f => f.Name);

    private static DecidedField Department(Key key, string name) =>
        new(new(SubjectKind.Department, key), name);

    private static DecidedField Segment(Key key, string name) =>
        new(new(SubjectKind.CustomerSegment, key), name);

    private static DecidedField Stream(Key key, string name, string of = "") =>
        new(new(SubjectKind.ValueStream, key), name, of);

    private static DecidedField Objective(Key key, string name) =>
        new(new(SubjectKind.Objective, key), name);

    private static DecidedField Initiative(Key key, string name, string of = "") =>
        new(new(SubjectKind.Initiative, key), name, of);

    private static DecidedField Stage(Key key) => Initiative(key, "stage");

    private static DecidedField Outcome(Key key, string name, string of = "") =>
        new(new(SubjectKind.Outcome, key), name, of);

    private static DecidedField Linked(Key outcome, SubjectKind kind, Key to) =>
        Outcome(outcome, "link", new Subject(kind, to).ToString());

    private static DecidedField Feedback(Key key, string name, string of = "") =>
        new(new(SubjectKind.Feedback, key), name, of);

    private static string Staff(Key department, string role) =>
        Allocation.IdOf(department, role);
}
