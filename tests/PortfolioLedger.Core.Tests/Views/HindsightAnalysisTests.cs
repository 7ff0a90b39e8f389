using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>
/// What was expected at the approval beside what came, and which criteria told it.
/// </summary>
public sealed class LookingBackTests
{
    private readonly History _journal = new History().Record(
        Opened(), new Core.Departments.DepartmentRegistered(Key.Parse("dep"), "Works"));

    private HindsightAnalysis View => HindsightAnalysis.Compute(_journal.Book);

    private ForecastError Error(string measure, string by = "all", string? group = null) =>
        View.Forecasts.Single(f => f.By == by && f.Group == group && f.Measure == measure);

    private void Approved(string key, decimal score, decimal budget)
    {
        _journal.Record(Initiative(key, "dep"), Score(key, "value", score), Budget(key, budget),
            StageReached(key, Stage.Approved));
    }

    private void Attained(string key, decimal value)
    {
        _journal.Record(Outcome($"{key}-outages", key));
        _journal.Record(Measured($"{key}-outages", value, "2026-01-01"));
    }

    [Fact]
    public void Budgets_of_then_are_compared_with_those_of_now()
    {
        Approved("a", 5, 100);
        Approved("b", 5, 200);
        _journal.Record(BudgetChange("a", 25, 125), BudgetChange("b", -40, 160));

        var error = Error("budget");
        Assert.Equal((2, 65m / 285, 15m / 285), (error.N, error.Wmape, error.Bias));
        Assert.Equal("a b", string.Join(' ', error.Cases));
        Assert.Equal(error.Wmape, Error("budget", "department", "dep").Wmape);
        Assert.Equal((100, 125), (View.Items[0].ExpectedBudget, View.Items[0].ActualBudget));
    }

    [Fact]
    public void Errors_are_parted_by_the_score_of_then()
    {
        Approved("a", 9, 100);
        Approved("b", 3, 100);
        _journal.Record(BudgetChange("b", 100, 200), Score("a", "value", 1));

        Assert.Equal(0, Error("budget", "criterion", "value [0..10] upper").Wmape);
        Assert.Equal(.5m, Error("budget", "criterion", "value [0..10] lower").Wmape);
    }

    [Fact]
    public void Completion_is_compared_in_days_from_the_approval()
    {
        _journal.Record(Initiative("a"), new ForecastCompletionChanged(
            Key.Parse("a"), null, History.Day("2026-01-11"), null));
        _journal.Record(StageReached("a", Stage.Approved));
        _journal
            .On("2026-01-21")
            .Record(StageReached("a", Stage.Active), StageReached("a", Stage.Completed));

        Assert.Equal((10, 20), (View.Items[0].ExpectedDays, View.Items[0].ActualDays));
        Assert.Equal((.5m, -.5m), (Error("completion").Wmape, Error("completion").Bias));
    }

    [Fact]
    public void What_is_unknown_is_null_with_a_reason()
    {
        _journal.Record(Initiative("a"), StageReached("a", Stage.Approved), Budget("a", 10));

        Assert.All(View.Forecasts, f =>
            Assert.True(f is { N: 0, Wmape: null, Unknown.Length: > 0 })
        );
        Assert.Empty(View.Criteria);
        Assert.Null(View.Rationales.Share);
        Assert.Null(View.Items[0].ExpectedBudget);
    }

    [Fact]
    public void A_criterion_that_orders_as_the_outcomes_do_correlates_fully_from_three_on()
    {
        foreach (var (key, score, measured) in new[] { ("a", 9m, 1m), ("b", 5m, 4m) })
        {
            Approved(key, score, 10);
            Attained(key, measured);
        }
        Assert.Equal((2, null), (View.Criteria[0].N, View.Criteria[0].Spearman));
        Assert.Contains("fewer than 3", View.Criteria[0].Unknown, StringComparison.Ordinal);

        Approved("c", 1, 10);
        Attained("c", 8);
        Assert.Equal((3, 1m, 1m, null), (View.Criteria[0].N, View.Criteria[0].Spearman,
            View.Criteria[0].KendallTauB, View.Criteria[0].Unknown));
    }

    [Fact]
    public void Reviews_reversals_and_latencies_come_with_their_cases()
    {
        foreach (var key in new[] { "d-1", "d-2", "d-3" })
            _journal.Record(
                new DecisionTabled(Key.Parse(key), "Fund it?", null, null, null, null, null)
            );
        _journal.On("2026-01-11");
        foreach (var key in new[] { "d-1", "d-2" })
            _journal.Record(new DecisionTaken(Key.Parse(key), "fund", null, null, null, Why));
        _journal.Record(new DecisionReviewed(Key.Parse("d-1"), BorneOut.No, null),
            new DecisionReviewed(Key.Parse("d-2"), BorneOut.Yes, null),
            new DecisionSuperseded(Key.Parse("d-1"), Key.Parse("d-2"), Why));

        Assert.Equal(
            (2, 1, 1, .5m),
            (View.Rationales.N, View.Rationales.Yes, View.Rationales.No, View.Rationales.Share)
        );
        Assert.Equal("d-1", string.Join(' ', View.Rationales.NotBorneOut));
        Assert.Equal(
            (3, 1, 1m / 3),
            (View.Reversals.N, View.Reversals.Reversed, View.Reversals.Rate)
        );
        Assert.Equal("d-1", string.Join(' ', View.Reversals.Superseded));
        var latency = View.Latencies.Single(l => l.Step == "tabled-to-taken");
        Assert.Equal((2, 10m), (latency.N, latency.MedianDays));
    }

    [Fact]
    public void Only_what_was_decided_in_the_span_counts()
    {
        Approved("a", 5, 100);
        _journal.On("2026-03-01");
        Approved("b", 5, 100);

        Assert.Equal(
            "b",
            string.Join(
                ' ',
                HindsightAnalysis
                    .Compute(_journal.Book, History.Day("2026-02-01"))
                    .Items.Select(i => i.Initiative)
            )
        );
        Assert.Equal(
            "a",
            string.Join(
                ' ',
                HindsightAnalysis
                    .Compute(_journal.Book, null, History.Day("2026-02-01"))
                    .Items.Select(i => i.Initiative)
            )
        );
    }

    [Fact]
    public void A_budget_change_taken_back_and_a_priority_moved_back_are_reversals_of_their_initiatives()
    {
        _journal
            .Record(
                Initiative("a"),
                Budget("a", 100),
                Initiative("b"),
                Initiative("c"),
                Budget("c", 10)
            )
            .Record(
                BudgetChange("a", 25, 125),
                new PriorityShifted(Key.Parse("b"), null, 3, Why),
                new PriorityShifted(Key.Parse("b"), 3, 1, Why),
                BudgetChange("c", 5, 15)
            );
        Assert.Equal(0, View.Reversals.Reversed);

        _journal.On("2026-02-01").Record(BudgetChange("a", -25, 100), BudgetChange("c", -4, 11),
            new PriorityShifted(Key.Parse("b"), 1, 3, Why));

        Assert.Equal(
            (9, 2, 2m / 9),
            (View.Reversals.N, View.Reversals.Reversed, View.Reversals.Rate)
        );
        Assert.Equal(
            "a 1, b 1",
            string.Join(", ", View.Reversals.Initiatives.Select(i => $"{i.Key} {i.Value}"))
        );
        Assert.Equal(
            0,
            HindsightAnalysis
                .Compute(_journal.Book, null, History.Day("2026-01-31"))
                .Reversals.Reversed
        );
    }

    [Fact]
    public void A_budget_approved_anew_is_changed_afresh_and_periods_do_not_mix()
    {
        _journal.Record(Initiative("a"), Budget("a", 100), Budget("a", 100, "2027"))
            .Record(BudgetChange("a", 25, 125), Budget("a", 150), BudgetChange("a", -50, 100),
                BudgetChange("a", 50, 150, "2027"), BudgetChange("a", -50, 50));

        Assert.Equal(0, View.Reversals.Reversed);
    }

    [Fact]
    public void Every_number_that_is_null_has_its_reason()
    {
        _journal.Record(Initiative("a"), StageReached("a", Stage.Approved));

        Assert.Equal(
            [
                "expectedBudget",
                "actualBudget",
                "expectedDays",
                "actualDays",
                "expectedBenefits",
                "actualBenefits",
                "attainment",
            ],
            View.Items[0].Unknown.Select(u => u.Split(':')[0])
        );
        Assert.Contains(
            "no decision of the board",
            View.Rationales.Unknown,
            StringComparison.Ordinal
        );
        Assert.Null(View.Reversals.Unknown);
        Assert.NotNull(View.Latencies.Single(l => l.Step == "tabled-to-taken").Unknown);
        Assert.Null(View.Latencies.Single(l => l.Step == "proposed-to-approved").Unknown);
        Assert.Contains(
            "nothing was decided",
            HindsightAnalysis
                .Compute(_journal.Book, History.Day("2027-01-01"), History.Day("2027-12-31"))
                .Reversals.Unknown,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_bias_over_actuals_that_cancel_out_is_unknown_and_says_why()
    {
        foreach (var (key, later) in new[] { ("a", 50m), ("b", -50m) })
        {
            Approved(key, 5, 10);
            _journal.Record(BudgetChange(key, later - 10, later));
        }

        Assert.Equal((1m, null), (Error("budget").Wmape, Error("budget").Bias));
        Assert.Equal("bias: the actual values add up to 0", Error("budget").Unknown);
    }
}
