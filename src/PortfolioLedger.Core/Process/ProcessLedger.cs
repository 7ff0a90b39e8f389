using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Process;

/// <summary>What happened on one business day, counted.</summary>
/// <param name="Decisions">Facts of the decision class.</param>
/// <param name="WithEvidence">Those of them that name evidence.</param>
/// <param name="CitingFeedback">Those of them that name a customer's feedback.</param>
/// <param name="Decided">Submitted initiatives that were approved, rejected or deferred.</param>
/// <param name="DaysToDecide">Days from submission to that decision, added up.</param>
/// <param name="Reversals">
/// Decisions taken back: of the board superseded, initiatives reopened, approved ones deferred,
/// changes of a budget undone, priorities moved back.
/// </param>
/// <param name="Rebaselines">Schedules baselined again, financial cases put in place of one.</param>
/// <param name="OfficeSpend">Spend on the office itself; null when none is recorded.</param>
/// <param name="ChangesUndone">
/// Of the reversals, changes of a budget undone and priorities moved back.
/// </param>
public sealed record DayTally(
    int Decisions = 0, int WithEvidence = 0, int CitingFeedback = 0, int Decided = 0,
    int DaysToDecide = 0, int Reversals = 0, int Rebaselines = 0, decimal? OfficeSpend = null,
    int ChangesUndone = 0)
{
    /// <summary>Nothing happened.</summary>
    public static readonly DayTally None = new();

    /// <summary>Both together.</summary>
    public static DayTally operator +(DayTally a, DayTally b) => new(
        a.Decisions + b.Decisions, a.WithEvidence + b.WithEvidence,
        a.CitingFeedback + b.CitingFeedback, a.Decided + b.Decided,
        a.DaysToDecide + b.DaysToDecide, a.Reversals + b.Reversals, a.Rebaselines + b.Rebaselines,
        b.OfficeSpend is { } more ? (a.OfficeSpend ?? 0) + more : a.OfficeSpend,
        a.ChangesUndone + b.ChangesUndone);
}

/// <summary>Where an initiative stands in the process, in the order of the journal.</summary>
/// <param name="SubmittedOn">Since when it waits for a decision; null when it does not.</param>
/// <param name="Approved">The board approved it and did not take that back.</param>
/// <param name="Baselined">Its schedule has a baseline.</param>
public sealed record ProcessStep(
    DateOnly? SubmittedOn = null, bool Approved = false, bool Baselined = false)
{
    private const decimal Cent = 0.01m;

    /// <summary>The completion in force, by the day it took effect.</summary>
    public Register<bool> Completed { get; init; }

    /// <summary>The class the board gave it last; null before the first.</summary>
    public int? Priority { get; init; }

    /// <summary>The class before that one.</summary>
    public int? PriorityBefore { get; init; }

    /// <summary>By period, the budget before it was changed last; none since it was approved.</summary>
    public OrderedMap<string, decimal> BudgetsBefore { get; init; }

    /// <summary>How often a decision about it was taken back, by the business day of doing so.</summary>
    public OrderedMap<DateOnly, int> Reversals { get; init; }

    /// <summary>Whether a fact takes back what was decided about it before.</summary>
    internal bool IsTakenBackBy(IFact fact) => fact switch
    {
        InitiativeReopened => true,
        InitiativeDeferred => Approved,
        PriorityShifted f => f.To == PriorityBefore && f.To != Priority,
        BudgetChanged f => f.Delta.Amount != 0 && BudgetsBefore.TryGetValue(f.Period, out var before)
            && Math.Abs(f.NewTotal.Amount - before) < Cent,
        _ => false,
    };

    internal ProcessStep TakenBack(in Stamp stamp) => this with
    {
        Reversals = Reversals.SetItem(stamp.EffectiveOn, Reversals.GetValueOrDefault(stamp.EffectiveOn) + 1),
    };

    internal ProcessStep Shifted(PriorityShifted f) => (Priority ?? f.From) is { } before && before != f.To
        ? this with { Priority = f.To, PriorityBefore = before }
        : this with { Priority = f.To };

    internal ProcessStep Changed(BudgetChanged f) => this with
    {
        BudgetsBefore = BudgetsBefore.SetItem(f.Period, f.NewTotal.Amount - f.Delta.Amount),
    };
}

/// <summary>
/// How the portfolio is decided on, counted as facts are posted: day by day, so that any span of
/// business days can be told, and no answer reads the journal.
/// </summary>
/// <param name="Days">By the business day on which it takes effect.</param>
/// <param name="Blocks">The same added up over 64 days each, by day number / 64.</param>
/// <param name="Spans">The same added up over 4,096 days each, by day number / 4,096.</param>
/// <param name="Steps">By initiative.</param>
public sealed record ProcessLedger(
    OrderedMap<DateOnly, DayTally> Days, OrderedMap<int, DayTally> Blocks,
    OrderedMap<int, DayTally> Spans, OrderedMap<Key, ProcessStep> Steps)
    : IJournalSection, ISection<ProcessLedger>
{
    /// <summary>Days of a block, and blocks of a span.</summary>
    private const int Many = 64;

    /// <summary>Nothing yet.</summary>
    public static ProcessLedger Empty { get; } = new(default, default, default, default);

    /// <summary>The category of spend that is the cost of the office itself.</summary>
    public const string OfficeCategory = "pmo";

    /// <summary>
    /// Everything that took effect from one day to another, both included: whole spans and blocks
    /// between, single days only at the ends, however long the history is.
    /// </summary>
    public DayTally Between(DateOnly from, DateOnly to)
    {
        var sum = DayTally.None;
        var end = to.DayNumber + 1;
        for (var day = from.DayNumber; day < end;)
            if (day % (Many * Many) == 0 && day + (Many * Many) <= end)
            {
                sum = Plus(sum, Spans.GetValueOrDefault(day / (Many * Many)));
                day += Many * Many;
            }
            else if (day % Many == 0 && day + Many <= end)
            {
                sum = Plus(sum, Blocks.GetValueOrDefault(day / Many));
                day += Many;
            }
            else
                sum = Plus(sum, Days.GetValueOrDefault(DateOnly.FromDayNumber(day++)));
        return sum;
    }

    /// <summary>The day the completion in force took effect; null when there is none.</summary>
    public DateOnly? CompletedOn(Key initiative, DateOnly day) =>
        Steps.GetValueOrDefault(initiative)?.Completed.At(day) is { Value: true } completed
            ? completed.EffectiveOn : null;

    /// <summary>
    /// How often decisions about an initiative were taken back from one day to another, both included.
    /// </summary>
    public int ReversalsOf(Key initiative, DateOnly from, DateOnly to)
    {
        var sum = 0;
        if (Steps.GetValueOrDefault(initiative) is { } step)
            foreach (var (day, times) in step.Reversals)
                if (day >= from && day <= to)
                    sum += times;
        return sum;
    }

    ISection IJournalSection.Post(IFact fact, in Stamp stamp) => Post(fact, stamp);

    /// <summary>The ledger after a fact.</summary>
    public ProcessLedger Post(IFact fact, in Stamp stamp)
    {
        var step = fact is IInitiativeFact { Initiative: var key } ? Steps.GetValueOrDefault(key) : null;
        var takenBack = step?.IsTakenBackBy(fact) ?? fact is InitiativeReopened;
        var counted = fact is IGrounded decision ? Counted(decision.Grounds) : DayTally.None;
        counted = (fact, step) switch
        {
            (InitiativeApproved or InitiativeRejected, { SubmittedOn: { } since }) =>
                counted + Waited(since, stamp),
            (InitiativeDeferred, { SubmittedOn: { } since }) => counted + Waited(since, stamp),
            (ScheduleBaselined, { Baselined: true }) or (FinancialCaseRebaselined, _) =>
                counted + new DayTally(Rebaselines: 1),
            (SpendRecorded { Category: OfficeCategory, Amount.Amount: var spent }, _) =>
                counted + new DayTally(OfficeSpend: spent),
            _ => counted,
        };
        if (takenBack || fact is DecisionSuperseded)
            counted += new DayTally(
                Reversals: 1, ChangesUndone: fact is BudgetChanged or PriorityShifted ? 1 : 0);
        var before = step ?? new();
        return Added(counted, stamp).Stepped(fact, takenBack ? before.TakenBack(stamp) : before, stamp);
    }

    private ProcessLedger Added(DayTally counted, in Stamp stamp) => counted == DayTally.None ? this
        : this with
        {
            Days = Added(Days, stamp.EffectiveOn, counted),
            Blocks = Added(Blocks, stamp.EffectiveOn.DayNumber / Many, counted),
            Spans = Added(Spans, stamp.EffectiveOn.DayNumber / (Many * Many), counted),
        };

    private static OrderedMap<T, DayTally> Added<T>(
        OrderedMap<T, DayTally> tallies, T key, DayTally counted) where T : IComparable<T> =>
        tallies.SetItem(key, Plus(counted, tallies.GetValueOrDefault(key)));

    private static DayTally Plus(DayTally sum, DayTally? more) => more is null ? sum : sum + more;

    private ProcessLedger Stepped(IFact fact, ProcessStep step, in Stamp stamp) => fact switch
    {
        InitiativeSubmitted f => With(f.Initiative, step with { SubmittedOn = stamp.EffectiveOn }),
        InitiativeApproved f => With(f.Initiative, step with { SubmittedOn = null, Approved = true }),
        InitiativeRejected f => With(f.Initiative, step with { SubmittedOn = null }),
        InitiativeDeferred f => With(f.Initiative, step with { SubmittedOn = null, Approved = false }),
        ScheduleBaselined f when !step.Baselined => With(f.Initiative, step with { Baselined = true }),
        InitiativeCompleted f => With(f.Initiative,
            step with { Completed = step.Completed.Set(true, stamp) }),
        InitiativeReopened f => With(f.Initiative,
            step with { Completed = step.Completed.Set(false, stamp) }),
        PriorityShifted f => With(f.Initiative, step.Shifted(f)),
        BudgetChanged f => With(f.Initiative, step.Changed(f)),
        BudgetApproved f when step.BudgetsBefore.ContainsKey(f.Period) => With(
            f.Initiative, step with { BudgetsBefore = step.BudgetsBefore.Remove(f.Period) }),
        _ => this,
    };

    private ProcessLedger With(Key initiative, ProcessStep step) =>
        this with { Steps = Steps.SetItem(initiative, step) };

    private static DayTally Counted(Grounds grounds) => grounds.Evidence is { Length: > 0 } evidence
        ? new(1, 1, evidence.Any(e => e.Kind == EvidenceKind.Feedback) ? 1 : 0) : new(1);

    /// <summary>A decision cannot be older than what it decides on, whatever was dated how.</summary>
    private static DayTally Waited(DateOnly since, in Stamp stamp) => new(
        Decided: 1, DaysToDecide: Math.Max(stamp.EffectiveOn.DayNumber - since.DayNumber, 0));
}

/// <summary>Where a book keeps them.</summary>
public static class ProcessSection
{
    extension(Book book)
    {
        /// <summary>How it is decided on: decisions, evidence, reversals, latencies, counted.</summary>
        public ProcessLedger Process => book.Section<ProcessLedger>();
    }
}
