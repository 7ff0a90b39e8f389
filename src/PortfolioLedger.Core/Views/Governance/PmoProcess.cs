using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Process;

namespace PortfolioLedger.Core.Views;

/// <summary>How far an initiative may miss its plan and still count as a success.</summary>
/// <param name="Days">Days after the completion baselined last.</param>
/// <param name="BudgetShare">Spend above the approved budget, as a share of it.</param>
public sealed record SuccessTolerance(int Days = 0, decimal BudgetShare = .1m);

/// <summary>An initiative that ended, and whether it kept its plan.</summary>
/// <param name="Initiative">Which.</param>
/// <param name="Name">For people.</param>
/// <param name="Stage">Completed, closed or killed.</param>
/// <param name="EndedOn">The business day it was completed or killed.</param>
/// <param name="LeadTimeDays">From proposal to completion; null when it was killed.</param>
/// <param name="DaysLate">After the baseline, negative when early; null without a baseline.</param>
/// <param name="Spend">Recorded.</param>
/// <param name="Budget">Approved.</param>
/// <param name="Succeeded">
/// Completed within both tolerances; null when a baseline, a budget or the spend is unknown.
/// </param>
public sealed record EndedInitiative(
    Key Initiative, string Name, Stage Stage, DateOnly EndedOn, int? LeadTimeDays, int? DaysLate,
    decimal? Spend, decimal? Budget, bool? Succeeded)
{
    internal static EndedInitiative? Compute(
        Book book,
        Initiative initiative,
        SuccessTolerance tolerance
    )
    {
        var stage = initiative.StageOn(book.Day);
        if (stage is not (Stage.Completed or Stage.Closed or Stage.Killed))
            return null;
        var since = initiative.Stage.At(book.Day)!.EffectiveOn;
        var killed = stage == Stage.Killed;
        var on = killed ? since : book.Process.CompletedOn(initiative.Key, book.Day) ?? since;
        var late = on.DayNumber - initiative.BaselineCompletion.At(book.Day)?.Value.DayNumber;
        decimal? spend = initiative.Spend.On(book.Day), budget = initiative.BudgetOn(book.Day);
        return new(initiative.Key, initiative.NameOn(book.Day), stage, on,
            killed ? null : on.DayNumber - initiative.From.DayNumber, late, spend, budget,
            killed ? false
                : late is null || spend is null || budget is null ? null
                : late <= tolerance.Days && spend <= budget * (1 + tolerance.BudgetShare));
    }
}

/// <summary>How the portfolio was decided on and carried out in a span of business days.</summary>
/// <param name="From">The first day; null from the beginning.</param>
/// <param name="To">The last day.</param>
/// <param name="Ended">Initiatives completed, closed or killed.</param>
/// <param name="Judged">Those of them of which it can be said whether they succeeded.</param>
/// <param name="Succeeded">Those completed within the tolerances of schedule and budget.</param>
/// <param name="SuccessRate">Succeeded / judged.</param>
/// <param name="LeadTimeDays">Median from proposal to completion.</param>
/// <param name="Decided">Submissions that were approved, rejected or deferred.</param>
/// <param name="DecisionLatencyDays">Mean from submission to that decision.</param>
/// <param name="BoardDecisions">Decisions of the board that were taken.</param>
/// <param name="BoardLatencyDays">Median from tabling to taking.</param>
/// <param name="Decisions">All facts of the decision class.</param>
/// <param name="WithEvidence">Those of them that name evidence.</param>
/// <param name="EvidenceShare">Of all decisions.</param>
/// <param name="Reversals">
/// Decisions superseded, initiatives reopened, approved ones deferred, changes of a budget undone,
/// priorities moved back.
/// </param>
/// <param name="Rebaselines">Schedules and financial cases baselined again.</param>
/// <param name="Satisfaction">Satisfied with the PMO, of those asked last, as a share.</param>
/// <param name="SatisfactionN">How many answered.</param>
/// <param name="Cost">Spend of the category <c>pmo</c>.</param>
/// <param name="Benefits">Realised benefits of periods that ended in the span.</param>
/// <param name="CostOfBenefits">Cost / benefits.</param>
public sealed record ProcessFigures(
    DateOnly? From,
    DateOnly To,
    int Ended,
    int Judged,
    int Succeeded,
    decimal? SuccessRate,
    decimal? LeadTimeDays,
    int Decided,
    decimal? DecisionLatencyDays,
    int BoardDecisions,
    decimal? BoardLatencyDays,
    int Decisions,
    int WithEvidence,
    decimal? EvidenceShare,
    int Reversals,
    int Rebaselines,
    decimal? Satisfaction,
    int? SatisfactionN,
    decimal? Cost,
    decimal? Benefits,
    decimal? CostOfBenefits
)
{
    internal static ProcessFigures Compute(
        Book book, ImmutableArray<EndedInitiative> all, DateOnly? from, DateOnly to,
        bool withChangesUndone)
    {
        var first = from ?? DateOnly.MinValue;
        bool Within(DateOnly day) => day >= first && day <= to;
        var ended = all.Where(e => Within(e.EndedOn)).ToImmutableArray();
        int judged = ended.Count(e => e.Succeeded is not null),
            kept = ended.Count(e => e.Succeeded == true);
        var tally = book.Process.Between(first, to);
        var taken = book.Governance.On(book.Day)
            .Select(d => (d.From, On: d.Resolution.At(book.Day)?.EffectiveOn))
            .Where(d => d.On is { } on && Within(on))
            .Select(d => d.On!.Value.DayNumber - d.From.DayNumber).ToImmutableArray();
        var asked = Surveys.AboutThePmo(book, first, to);
        var benefits = Sums.OfKnown(
            Views
                .Benefits.LinesOf(book)
                .Where(l => Periods.DaysOf(l.Period) is { } days && Within(days.To))
                .Select(l => l.Realised)
        );
        return new(
            from,
            to,
            ended.Length,
            judged,
            kept,
            Sums.Share(kept, judged),
            Sums.Median(ended.Select(e => e.LeadTimeDays).OfType<int>()),
            tally.Decided,
            Sums.Share(tally.DaysToDecide, tally.Decided),
            taken.Length,
            Sums.Median(taken),
            tally.Decisions,
            tally.WithEvidence,
            Sums.Share(tally.WithEvidence, tally.Decisions),
            withChangesUndone ? tally.Reversals : tally.Reversals - tally.ChangesUndone,
            tally.Rebaselines,
            asked?.Score(),
            asked?.Answers(),
            tally.OfficeSpend,
            benefits,
            Sums.Share(tally.OfficeSpend, benefits)
        );
    }
}

/// <summary>
/// How well the PMO's own process works: overall and, when a day is named, before it and from it
/// on.
/// </summary>
/// <param name="Tolerance">What still counts as a success.</param>
/// <param name="Overall">All of it.</param>
/// <param name="Before">What took effect before the day named; null when none is.</param>
/// <param name="Since">What took effect from that day on.</param>
/// <param name="Items">Initiatives that ended, the latest first.</param>
public sealed record PmoProcess(
    SuccessTolerance Tolerance,
    ProcessFigures Overall,
    ProcessFigures? Before,
    ProcessFigures? Since,
    ImmutableArray<EndedInitiative> Items
) : IView, IListView<PmoProcess, EndedInitiative>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "process";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 2;

    public PmoProcess Page(ImmutableArray<EndedInitiative> items) => this with { Items = items };

    /// <summary>The process of a book.</summary>
    /// <param name="book">Of which.</param>
    /// <param name="tolerance">What still counts as a success.</param>
    /// <param name="split">The day that parts before from since; none if null.</param>
    public static PmoProcess Compute(
        Book book, SuccessTolerance? tolerance = null, DateOnly? split = null) =>
        Compute(book, tolerance, split, withChangesUndone: true);

    internal static PmoProcess Compute(
        Book book, SuccessTolerance? tolerance, DateOnly? split, bool withChangesUndone)
    {
        var given = tolerance ?? new();
        var ended = book
            .Initiatives.On(book.Day)
            .Select(i => EndedInitiative.Compute(book, i, given))
            .OfType<EndedInitiative>()
            .OrderByDescending(e => e.EndedOn)
            .ThenBy(e => e.Initiative)
            .ToImmutableArray();
        ProcessFigures Figures(DateOnly? from, DateOnly to) =>
            ProcessFigures.Compute(book, ended, from, to, withChangesUndone);
        return new(given, Figures(null, book.Day),
            split is { } end ? Figures(null, end.AddDays(-1)) : null,
            split is { } begin ? Figures(begin, book.Day) : null, ended);
    }
}
