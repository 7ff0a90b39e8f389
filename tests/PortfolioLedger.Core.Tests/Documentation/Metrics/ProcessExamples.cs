using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Tests.Views;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;
using static PortfolioLedger.Core.Tests.Documentation.Metrics.Words;

namespace PortfolioLedger.Core.Tests.Documentation.Metrics;

/// <summary>Worked examples of the process of the PMO, and of control.</summary>
internal static class ProcessExamples
{
    public static readonly MetricExample[] All =
    [
        new("Success rate", Success),
        new("Lead time", Lead),
        new("Decision latency", Latency),
        new("Latency of the board", Board),
        new("Decisions with evidence", Evidence),
        new("Reversals and rebaselines", Reversals),
        new("Satisfaction with the PMO", Satisfaction),
        new("Cost of the PMO against benefits", Cost),
        new("Rationales borne out", BorneOutShare),
        new("Reconciliation", Control),
    ];

    private static ProcessFigures Of(History journal) =>
        PmoProcess.Compute(journal.AsOf("2026-12-31")).Overall;

    private static History Initiatives(params string[] keys) =>
        new History().Record([Opened(), .. keys.Select(k => Initiative(k))]);

    private static ScheduleBaselined Baseline(string key, string completion) =>
        new(Key.Parse(key), History.Day(completion), null, Why);

    private static string Success()
    {
        decimal budget = 100, kept = 110, over = 111;
        var figures = Of(Initiatives("a", "b", "c", "d")
            .Record(Budget("a", budget), Budget("b", budget), Baseline("a", "2026-06-01"),
                Baseline("b", "2026-06-01"),
                Spend("a", kept), Spend("b", over))
            .On("2026-06-01").Record(StageReached("a", Stage.Completed),
                StageReached("b", Stage.Completed),
                StageReached("c", Stage.Killed), StageReached("d", Stage.Completed)));
        return $"of three that were completed on their day one spent {N(kept)} of {N(budget)}, "
            + $"one {N(over)}, and of one "
            + $"nothing is known; one was killed. Ended {R(figures.Ended)}, judged "
            + $"{R(figures.Judged)}, succeeded "
            + $"{R(figures.Succeeded)}: {R(figures.SuccessRate)}.";
    }

    private static string Lead()
    {
        var figures = Of(Initiatives("a", "b").On("2026-01-11")
            .Record(StageReached("a", Stage.Completed))
            .On("2026-01-21").Record(StageReached("b", Stage.Completed)));
        return "proposed on 2026-01-01, completed on 2026-01-11 and 2026-01-21: "
            + $"{R(figures.LeadTimeDays)} days.";
    }

    private static string Latency()
    {
        var figures = Of(Initiatives("a", "b")
            .Record(StageReached("a", Stage.Submitted), StageReached("b", Stage.Submitted))
            .On("2026-01-05").Record(StageReached("a", Stage.Approved))
            .On("2026-01-11").Record(StageReached("b", Stage.Deferred)));
        return "submitted on 2026-01-01, approved on 2026-01-05, deferred on 2026-01-11: decided "
            + $"{R(figures.Decided)}, {R(figures.DecisionLatencyDays)} days.";
    }

    private static DecisionTabled Tabled(string key) =>
        new(Key.Parse(key), "Fund?", null, null, null, null, null);

    private static DecisionTaken Taken(string key) =>
        new(Key.Parse(key), "fund", null, null, null, Why);

    private static string Board()
    {
        var figures = Of(new History().Record(Opened(), Tabled("d"), Tabled("e")).On("2026-01-09")
            .Record(Taken("d"))
            .On("2026-01-13").Record(Taken("e")));
        return "tabled on 2026-01-01, taken on 2026-01-09 and 2026-01-13: "
            + $"{R(figures.BoardDecisions)} decisions, "
            + $"{R(figures.BoardLatencyDays)} days.";
    }

    private static string Evidence()
    {
        var journal = Initiatives("a");
        foreach (var evidence in (EvidenceReference[][])[[], [new(EvidenceKind.Feedback, "fb-1")],
            [new(EvidenceKind.Document, "survey.pdf")],
            [new(EvidenceKind.Document, "minutes.pdf")]])
            journal.Record(new PriorityShifted(Key.Parse("a"), null, 2,
                Why with { Evidence = [.. evidence] }));
        var figures = Of(journal);
        return $"of {R(figures.Decisions)} decisions {R(figures.WithEvidence)} name evidence: "
            + $"{R(figures.EvidenceShare)}.";
    }

    private static string Reversals()
    {
        decimal first = 100, more = 50;
        int low = 3, high = 1;
        var journal = Initiatives("a", "b").Record(
            Tabled("d"), Tabled("e"), Taken("d"),
            new DecisionSuperseded(Key.Parse("d"), Key.Parse("e"), Why),
            StageReached("a", Stage.Submitted), StageReached("a", Stage.Approved),
            StageReached("a", Stage.Deferred), StageReached("b", Stage.Completed),
            new InitiativeReopened(Key.Parse("b"), Why),
            Budget("b", first), BudgetChange("b", more, first + more),
            BudgetChange("b", -more, first),
            Priority("b", low), Priority("b", high), Priority("b", low),
            Baseline("a", "2026-06-01"), Baseline("a", "2026-08-01"));
        var figures = Of(journal);
        return "a decision of the board superseded, an approved initiative deferred, one reopened, "
            + $"a budget raised from {N(first)} to {N(first + more)} and cut to {N(first)}, a "
            + $"priority moved from {N(low)} to {N(high)} and back: {R(figures.Reversals)} "
            + $"reversals; a schedule baselined twice: {R(figures.Rebaselines)} rebaseline. In all "
            + $"{R(figures.Decisions)} decisions, a rate of reversals of "
            + $"{R(HindsightAnalysis.Compute(journal.AsOf("2026-12-31")).Reversals.Rate)}.";
    }

    private static SurveyRoundRecorded Round(string key, int satisfied, int not) =>
        SurveysTests.Round(key, "a", SurveyScale.Csat, (1, not), (5, satisfied))
            with { About = SurveyAbout.Pmo, Initiative = null };

    private static string Satisfaction()
    {
        int[] first = [3, 1], second = [4, 0];
        var view = PmoProcess.Compute(new History().On("2026-02-28")
            .Record(Opened(), Round("r1", first[0], first[1]))
            .On("2026-03-01").Record(Round("r2", second[0], second[1])).Book, null,
                History.Day("2026-03-01"));
        return $"{N(first[0])} of {N(first[0] + first[1])} are satisfied in February, "
            + $"{N(second[0])} of "
            + $"{N(second[0] + second[1])} in March: with `split=2026-03-01` "
            + $"{R(view.Before!.Satisfaction)} before and "
            + $"{R(view.Since!.Satisfaction)} since, n {R(view.Since.SatisfactionN)}.";
    }

    private static string Cost()
    {
        decimal cost = 60, benefits = 300;
        var figures = Of(BenefitsTests.Worked().Record(
            new SpendRecorded(Key.Parse("a"), "2026-01", Usd(cost), "pmo", null), Spend("a", 999),
            BenefitsTests.Came("a", "2026-03", benefits)));
        return $"{N(cost)} spent on the PMO, benefits of {N(benefits)} in March 2026: cost "
            + $"{R(figures.Cost)}, benefits "
            + $"{R(figures.Benefits)}, {R(figures.CostOfBenefits)}.";
    }

    private static string BorneOutShare()
    {
        var journal = new History().Record(Opened());
        foreach (var (key, review) in ((string, BorneOut?)[])
            [("d1", BorneOut.Yes), ("d2", BorneOut.Yes), ("d3", BorneOut.No),
                ("d4", BorneOut.TooEarly), ("d5", null)])
        {
            journal.Record(Tabled(key), Taken(key));
            if (review is { } said)
                journal.Record(new DecisionReviewed(Key.Parse(key), said, null));
        }
        var said1 = HindsightAnalysis.Compute(journal.Book).Rationales;
        return $"of {R(said1.N)} decisions {R(said1.Yes)} were borne out, {R(said1.No)} was not, "
            + $"{R(said1.TooEarly)} is too "
            + $"early to say and {R(said1.Unreviewed)} was not reviewed: {R(said1.Share)}.";
    }

    private static string Control()
    {
        decimal opening = 600, change = 50, closing = 660;
        var journal = new History().Record(Opened(), Initiative("a"), Budget("a", opening),
            BudgetChange("a", change, closing),
            new ForecastCompletionChanged(Key.Parse("a"), new(2026, 3, 1), new(2026, 3, 11), 7));
        var view = Reconciliation.Compute(journal.Book);
        return $"a budget of {N(opening)} changes by {N(change)} to {N(closing)}: difference "
            + $"{R(view.Items[0].Difference)}. A "
            + "completion moves from 1 to 11 March by 7 days: difference "
            + $"{R(view.Items[1].Difference)}. Checked "
            + $"{R(view.Checked.Budget)} step of budget and {R(view.Checked.Schedule)} of "
            + "schedule.";
    }
}
