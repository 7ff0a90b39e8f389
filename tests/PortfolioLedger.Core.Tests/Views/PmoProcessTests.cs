using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

public sealed class PmoProcessTests
{
    private static readonly EvidenceReference FeedbackRecord = new(EvidenceKind.Feedback, "fb-1");

    private static readonly EvidenceReference Paper = new(EvidenceKind.Document, "survey.pdf");

    /// <summary>An initiative that is planned for 1 June with 100 of money.</summary>
    private static History Planned(string key = "a") => new History().Record(Opened())
        .Record(Initiative(key), Budget(key, 100), Baseline(key, "2026-06-01"));

    private static ScheduleBaselined Baseline(string key, string completion) =>
        new(Key.Parse(key), History.Day(completion), null, Why);

    private static PmoProcess Of(History journal, string? split = null) => PmoProcess.Compute(
        journal.AsOf("2026-12-31"), null, split is null ? null : History.Day(split));

    private static ProcessFigures All(History journal) => Of(journal).Overall;

    [Theory]
    [InlineData("2026-06-01", 110, true)]
    [InlineData("2026-06-02", 100, false)]
    [InlineData("2026-05-20", 111, false)]
    public void Completed_within_schedule_and_budget_tolerance_is_a_success(
        string completed, decimal spent, bool success)
    {
        var ended = Assert.Single(Of(Planned().Record(Spend("a", spent)).On(completed)
            .Record(StageReached("a", Stage.Completed))).Items);

        Assert.Equal(success, ended.Succeeded);
        Assert.Equal(ended.EndedOn.DayNumber - History.Day("2026-06-01").DayNumber, ended.DaysLate);
    }

    [Fact]
    public void A_tolerance_of_days_is_kept_to_the_day()
    {
        var book = Planned().Record(Spend("a", 1)).On("2026-06-11")
            .Record(StageReached("a", Stage.Completed)).Book;

        Assert.True(PmoProcess.Compute(book, new(10)).Items[0].Succeeded);
        Assert.False(PmoProcess.Compute(book, new(9)).Items[0].Succeeded);
    }

    [Fact]
    public void The_killed_count_as_ended_without_success_and_the_merged_and_rejected_do_not_end()
    {
        var figures = All(
            Planned()
                .Record(Initiative("b"), Initiative("c"), Spend("a", 90))
                .Record(StageReached("b", Stage.Killed), StageReached("c", Stage.Rejected))
                .On("2026-05-01")
                .Record(StageReached("a", Stage.Completed))
        );

        Assert.Equal((2, 2, 1, .5m),
            (figures.Ended, figures.Judged, figures.Succeeded, figures.SuccessRate));
    }

    [Fact]
    public void What_cannot_be_judged_is_no_failure()
    {
        var figures = All(new History().Record(Opened(), Initiative("a"))
            .Record(StageReached("a", Stage.Completed)));

        Assert.Equal((1, 0, null), (figures.Ended, figures.Judged, figures.SuccessRate));
    }

    [Fact]
    public void Lead_time_runs_from_proposal_to_completion_also_after_closing()
    {
        var figures = All(new History().Record(Opened(), Initiative("a"), Initiative("b"))
            .On("2026-01-11").Record(StageReached("a", Stage.Completed))
            .On("2026-01-21").Record(StageReached("b", Stage.Completed))
            .On("2026-09-01").Record(StageReached("b", Stage.Closed)));

        Assert.Equal(15, figures.LeadTimeDays);
    }

    [Fact]
    public void A_reopened_initiative_has_not_ended_and_counts_as_a_reversal()
    {
        var figures = All(Planned().Record(StageReached("a", Stage.Completed))
            .Record(new InitiativeReopened(Key.Parse("a"), Why)));

        Assert.Equal((0, 1), (figures.Ended, figures.Reversals));
    }

    [Fact]
    public void Decisions_wait_from_submission_to_approval_rejection_or_deferral()
    {
        var figures = All(
            new History()
                .Record(Opened(), Initiative("a"), Initiative("b"), Initiative("c"))
                .Record(StageReached("a", Stage.Submitted), StageReached("b", Stage.Submitted))
                .On("2026-01-05")
                .Record(StageReached("a", Stage.Approved))
                .On("2026-01-11")
                .Record(StageReached("b", Stage.Deferred))
                .Record(StageReached("c", Stage.Approved))
        );

        Assert.Equal((2, 7m), (figures.Decided, figures.DecisionLatencyDays));
    }

    [Fact]
    public void Deferring_what_was_approved_takes_a_decision_back()
    {
        var journal = new History().Record(
            Opened(),
            Initiative("a"),
            StageReached("a", Stage.Submitted),
            StageReached("a", Stage.Deferred)
        );

        Assert.Equal(0, All(journal).Reversals);
        Assert.Equal(1, All(journal.Record(StageReached("a", Stage.Submitted),
            StageReached("a", Stage.Approved), StageReached("a", Stage.Deferred))).Reversals);
    }

    [Fact]
    public void The_first_baseline_is_no_rebaseline()
    {
        Assert.Equal(0, All(Planned()).Rebaselines);
        Assert.Equal(1, All(Planned().Record(Baseline("a", "2026-08-01"))).Rebaselines);
    }

    [Fact]
    public void Decisions_with_evidence_are_counted_whatever_the_evidence()
    {
        var journal = new History().Record(Opened(), Initiative("a"));
        foreach (
            var evidence in (EvidenceReference[][])
                [
                    [],
                    [FeedbackRecord],
                    [Paper],
                    [FeedbackRecord, Paper],
                ]
        )
            journal.Record(
                new PriorityShifted(Key.Parse("a"), null, 2, Why with { Evidence = [.. evidence] })
            );

        var figures = All(journal);

        Assert.Equal(
            (4, 3, .75m),
            (figures.Decisions, figures.WithEvidence, figures.EvidenceShare)
        );
        Assert.Equal(2, Listening.Compute(journal.AsOf("2026-12-31")).DecisionsCitingFeedback);
    }

    [Fact]
    public void The_board_takes_days_from_tabling_to_taking_and_superseding_is_a_reversal()
    {
        var figures = All(
            new History()
                .Record(Opened())
                .Record(new DecisionTabled(Key.Parse("d"), "Fund?", null, null, null, null, null))
                .On("2026-01-09")
                .Record(new DecisionTaken(Key.Parse("d"), "fund", null, null, null, Why))
                .Record(
                    new DecisionTabled(Key.Parse("e"), "Stop?", null, null, null, null, null),
                    new DecisionSuperseded(Key.Parse("d"), Key.Parse("e"), Why)
                )
        );

        Assert.Equal((1, 8m, 1),
            (figures.BoardDecisions, figures.BoardLatencyDays, figures.Reversals));
    }

    [Fact]
    public void A_day_parts_what_was_before_from_what_came_since()
    {
        var journal = Planned()
            .Record(Initiative("b"))
            .On("2026-02-28")
            .Record(Priority("a", 1), Office(40), Round("r1", 3, 1))
            .On("2026-03-01")
            .Record(Priority("a", 2), Priority("b", 2), Office(60), Round("r2", 4, 0))
            .Record(Realised("2026-01", 500), Realised("2026-03", 300))
            .On("2026-04-02").Record(StageReached("b", Stage.Killed));

        var view = Of(journal, "2026-03-01");

        Assert.Equal(
            (0, 3, 40m, .75m, 500m, .08m),
            (
                view.Before!.Ended,
                view.Before.Decisions,
                view.Before.Cost,
                view.Before.Satisfaction,
                view.Before.Benefits,
                view.Before.CostOfBenefits
            )
        );
        Assert.Equal(
            (1, 3, 60m, 1m, 300m, .2m),
            (
                view.Since!.Ended,
                view.Since.Decisions,
                view.Since.Cost,
                view.Since.Satisfaction,
                view.Since.Benefits,
                view.Since.CostOfBenefits
            )
        );
        Assert.Equal(
            (6, 100m, 800m),
            (view.Overall.Decisions, view.Overall.Cost, view.Overall.Benefits)
        );
    }

    [Fact]
    public void Only_what_is_said_and_spent_about_the_office_itself_counts()
    {
        var figures = All(
            Planned()
                .Record(Round("r1", 3, 1), Office(40), Spend("a", 7))
                .Record(
                    Round("r2", 0, 9) with
                    {
                        About = SurveyAbout.Product,
                        Initiative = Key.Parse("a"),
                    },
                    Round("r3", 0, 9) with
                    {
                        Scale = SurveyScale.Nps,
                    }
                )
        );

        Assert.Equal((.75m, 4, 40m), (figures.Satisfaction, figures.SatisfactionN, figures.Cost));
    }

    [Fact]
    public void Every_figure_is_parted_by_the_day()
    {
        var journal = new History()
            .Record(Opened(), Initiative("a"), Initiative("b"))
            .Record(StageReached("a", Stage.Submitted))
            .Record(Baseline("a", "2026-06-01"))
            .On("2026-01-03")
            .Record(StageReached("a", Stage.Approved))
            .On("2026-03-01")
            .Record(StageReached("b", Stage.Submitted), Baseline("a", "2026-08-01"))
            .On("2026-03-11")
            .Record(StageReached("b", Stage.Approved), StageReached("b", Stage.Deferred))
            .On("2026-03-21")
            .Record(StageReached("a", Stage.Completed));
        var view = Of(journal, "2026-03-01");

        Assert.Equal((2m, 1, 0, 0, null), (view.Before!.DecisionLatencyDays, view.Before.Decided,
            view.Before.Reversals, view.Before.Rebaselines, view.Before.LeadTimeDays));
        Assert.Equal((10m, 1, 1, 1, 79m), (view.Since!.DecisionLatencyDays, view.Since.Decided,
            view.Since.Reversals, view.Since.Rebaselines, view.Since.LeadTimeDays));
        Assert.Equal((6m, 2), (view.Overall.DecisionLatencyDays, view.Overall.Decided));
        Assert.Equal((null, History.Day("2026-02-28"), History.Day("2026-03-01")),
            (view.Before.From, view.Before.To, view.Since.From!.Value));
    }


    [Fact]
    public void What_takes_effect_later_does_not_count_yet()
    {
        var journal = Planned().RecordEffective("2026-07-01", Priority("a", 1));

        Assert.Equal(2, PmoProcess.Compute(journal.AsOf("2026-06-30")).Overall.Decisions);
        Assert.Equal(3, PmoProcess.Compute(journal.AsOf("2026-07-01")).Overall.Decisions);
    }

    [Fact]
    public void Without_any_history_everything_is_unknown_and_nothing_zero()
    {
        var figures = All(new History());

        Assert.Null(figures.SuccessRate);
        Assert.Null(figures.LeadTimeDays);
        Assert.Null(figures.DecisionLatencyDays);
        Assert.Null(figures.EvidenceShare);
        Assert.Null(figures.Satisfaction);
        Assert.Null(figures.Cost);
        Assert.Null(figures.CostOfBenefits);
    }

    private static SpendRecorded Office(decimal amount) =>
        new(Key.Parse("a"), "2026-01", Usd(amount), "pmo", null);

    private static SurveyRoundRecorded Round(string key, int satisfied, int not) =>
        new(
            Key.Parse(key),
            SurveyAbout.Pmo,
            null,
            null,
            SurveyScale.Csat,
            System
                .Collections.Immutable.ImmutableSortedDictionary<int, int>.Empty.Add(5, satisfied)
                .Add(1, not),
            null,
            null
        );

    private static BenefitRealised Realised(string period, decimal amount) =>
        new(Key.Parse("o"), null, period, BenefitKind.Benefit, null, null, Usd(amount));
}
