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
/// <param name="Rebaselines">
/// Schedules baselined again, financial cases put in place of one.
/// </param>
/// <param name="OfficeSpend">Spend on the office itself; null when none is recorded.</param>
/// <param name="ChangesUndone">
/// Of the reversals, changes of a budget undone and priorities moved back.
/// </param>
/// <param name="Imported">Of the decisions, those that an import recorded.</param>
/// <param name="ImportedCitingFeedback">Of these, those that name a customer's feedback.</param>
public sealed record DayTally(
    int Decisions = 0, int WithEvidence = 0, int CitingFeedback = 0, int Decided = 0,
    int DaysToDecide = 0, int Reversals = 0, int Rebaselines = 0, decimal? OfficeSpend = null,
    int ChangesUndone = 0, int Imported = 0, int ImportedCitingFeedback = 0)
{
    /// <summary>Nothing happened.</summary>
    public static readonly DayTally None = new();

    /// <summary>A schedule or a financial case was put in place of another.</summary>
    internal static readonly DayTally Rebaseline = new(Rebaselines: 1);

    /// <summary>Both together.</summary>
    public static DayTally operator +(DayTally a, DayTally b) => new(
        a.Decisions + b.Decisions, a.WithEvidence + b.WithEvidence,
        a.CitingFeedback + b.CitingFeedback, a.Decided + b.Decided,
        a.DaysToDecide + b.DaysToDecide, a.Reversals + b.Reversals, a.Rebaselines + b.Rebaselines,
        b.OfficeSpend is { } more ? (a.OfficeSpend ?? 0) + more : a.OfficeSpend,
        a.ChangesUndone + b.ChangesUndone, a.Imported + b.Imported,
        a.ImportedCitingFeedback + b.ImportedCitingFeedback);
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

    /// <summary>
    /// By period, the budget before it was changed last; none since it was approved.
    /// </summary>
    public OrderedMap<string, decimal> BudgetsBefore { get; init; }

    /// <summary>
    /// How often a decision about it was taken back, by the business day of doing so.
    /// </summary>
    public OrderedMap<DateOnly, int> Reversals { get; init; }

    /// <summary>Nothing was decided yet.</summary>
    internal static readonly ProcessStep None = new();

    /// <summary>Whether a budget of a period was so much before it was changed last.</summary>
    internal bool IsBudgetBefore(string period, decimal amount) =>
        BudgetsBefore.TryGetValue(period, out var before) && Math.Abs(amount - before) < Cent;

    /// <summary>
    /// What a decision about a submitted initiative counts; null when none was submitted. A
    /// decision cannot be older than what it decides on, whatever was dated how.
    /// </summary>
    internal DayTally? Waited(in Stamp stamp) => SubmittedOn is not { } since ? null : new(
        Decided: 1, DaysToDecide: Math.Max(stamp.EffectiveOn.DayNumber - since.DayNumber, 0));

    internal ProcessStep TakenBack(in Stamp stamp) => this with
    {
        Reversals = Reversals.SetItem(
            stamp.EffectiveOn, Reversals.GetValueOrDefault(stamp.EffectiveOn) + 1),
    };

    /// <summary>After another class of priority was given.</summary>
    internal ProcessStep Shifted(int? from, int to) =>
        (Priority ?? from) is { } before && before != to
            ? this with { Priority = to, PriorityBefore = before }
            : this with { Priority = to };

    /// <summary>After the budget of a period was changed from an amount.</summary>
    internal ProcessStep Changed(string period, decimal before) =>
        this with { BudgetsBefore = BudgetsBefore.SetItem(period, before) };
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
    /// How often decisions about an initiative were taken back from one day to another, both
    /// included.
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
        // To take an import back is no decision about the portfolio: nothing is to remain of it.
        var counted = fact is IGrounded decision and not IReversesEntries
            ? Counted(decision.Grounds, stamp.Actor.Imports()) : DayTally.None;
        if (fact is not IProcessFact of || fact is IOutsideProcess)
            return Added(counted, stamp);
        var before = of.ProcessOf is { } key ? Steps.GetValueOrDefault(key) : null;
        var effect = of.InProcess(before ?? ProcessStep.None, stamp);
        if (effect.Counted is { } more)
            counted += more;
        if (effect.TakesBack is { } reversal)
            counted += new DayTally(
                Reversals: 1, ChangesUndone: reversal == Reversal.Change ? 1 : 0);
        var ledger = Added(counted, stamp);
        return of.ProcessOf is { } initiative && effect.After is { } after
            ? ledger.With(initiative, effect.TakesBack is null ? after : after.TakenBack(stamp))
            : ledger;
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

    private ProcessLedger With(Key initiative, ProcessStep step) =>
        this with { Steps = Steps.SetItem(initiative, step) };

    private static DayTally Counted(Grounds grounds, bool imported)
    {
        var evidence = grounds.Evidence ?? [];
        var citing = evidence.Any(e => e.Kind == EvidenceKind.Feedback) ? 1 : 0;
        return new(1, evidence.IsEmpty ? 0 : 1, citing, Imported: imported ? 1 : 0,
            ImportedCitingFeedback: imported ? citing : 0);
    }
}

/// <summary>Where a book keeps them.</summary>
public static class ProcessSection
{
    extension(Book book)
    {
        /// <summary>How it is decided on, counted: evidence, reversals, latencies.</summary>
        public ProcessLedger Process => book.Section<ProcessLedger>();
    }
}
