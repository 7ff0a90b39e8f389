using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>What is ranked, how criteria become a score, and what the budget covers.</summary>
public sealed class RankingTests
{
    private readonly History _journal = new History().Record(Opened());

    private Ranking View => Ranking.Compute(_journal.Book);

    private RankingTests Model(params Criterion[] criteria)
    {
        _journal.Record(Released("board", 1, criteria)).Record(Adopted("board", 1));
        return this;
    }

    /// <summary>Initiatives with a score, best first, and a budget each.</summary>
    private RankingTests Scored(params (string Key, decimal Score, decimal? Budget)[] initiatives)
    {
        foreach (var (key, score, budget) in initiatives)
        {
            _journal.Record(Initiative(key), Score(key, "value", score));
            if (budget is { } amount)
                _journal.Record(Budget(key, amount));
        }
        return this;
    }

    [Fact]
    public void Without_an_adopted_model_the_ranking_is_empty_and_its_model_null()
    {
        _journal.Record(Released("board", 1, Criterion("value", 1)));
        Scored(("a", 5, 10));

        Assert.Null(View.Model);
        Assert.Empty(View.Items);
        Assert.Empty(View.Incomplete);
    }

    [Fact]
    public void Without_a_portfolio_budget_nothing_is_said_about_funding()
    {
        Model(Criterion("value", 1)).Scored(("a", 5, 10));

        Assert.Null(View.Budget);
        Assert.Null(View.CutLine);
        Assert.Null(View.Items[0].Funded);
    }

    [Fact]
    public void What_does_not_fit_is_skipped_and_marks_the_cut_line()
    {
        _journal.Record(PortfolioBudget(100));
        Model(Criterion("value", 1)).Scored(("a", 9, 60), ("b", 8, 50), ("c", 7, 40), ("d", 6, 1));

        Assert.Equal([true, false, true, false], View.Items.Select(i => i.Funded));
        Assert.Equal(1, View.CutLine);
        Assert.Equal(100, View.Budget);
    }

    [Fact]
    public void When_all_fit_the_cut_line_is_below_the_last()
    {
        _journal.Record(PortfolioBudget(100));
        Model(Criterion("value", 1)).Scored(("a", 9, 60), ("b", 8, 40));

        Assert.All(View.Items, i => Assert.True(i.Funded));
        Assert.Equal(2, View.CutLine);
    }

    [Fact]
    public void The_portfolio_budget_is_investment_and_running_cost_of_all_periods_or_of_one()
    {
        _journal.Record(PortfolioBudget(100), PortfolioBudget(30, "2027"))
            .Record(new Core.Portfolios.PortfolioBudgetSet(History.Portfolio, "2028", 5, 2, Why));
        Model(Criterion("value", 1)).Scored(("a", 9, 60));

        Assert.Equal(137, View.Budget);
        Assert.Equal(
            30,
            Ranking.Compute(_journal.Book, new RankingQuestion(Period: "2027")).Budget
        );
    }

    [Fact]
    public void Negative_budgets_free_no_money()
    {
        _journal.Record(PortfolioBudget(100));
        Model(Criterion("value", 1)).Scored(("a", 9, -50), ("b", 8, 120));

        Assert.Equal([true, false], View.Items.Select(i => i.Funded));
    }

    [Fact]
    public void A_missing_score_makes_an_initiative_incomplete_never_zero()
    {
        Model(Criterion("value", .6m), Criterion("risk", .4m, Preference.Lower))
            .Scored(("a", 5, 10));
        _journal.Record(Initiative("b"));

        Assert.Empty(View.Items);
        Assert.Equal(["a", "b"], View.Incomplete.Select(i => i.Initiative.Value));
        Assert.Equal(["risk"], View.Incomplete[0].Missing);
        Assert.Equal(["value", "risk"], View.Incomplete[1].Missing);
    }

    [Fact]
    public void By_priority_the_class_comes_first_then_score_then_key()
    {
        Model(Criterion("value", 1)).Scored(("a", 5, 1), ("b", 5, 1), ("c", 9, 1), ("d", 3, 1));
        _journal.Record(Priority("d", 1), Priority("b", 2), Priority("a", 2));
        var byPriority = Ranking.Compute(_journal.Book, new RankingQuestion(RankingOrder.Priority));

        Assert.Equal(["d", "a", "b", "c"], byPriority.Items.Select(i => i.Initiative.Value));
        Assert.Equal([1, 2, 3, 4], byPriority.Items.Select(i => i.Rank));
    }

    [Fact]
    public void By_default_the_class_is_shown_and_ignored()
    {
        Model(Criterion("value", 1)).Scored(("a", 5, 1), ("c", 9, 1));
        _journal.Record(Priority("a", 1));

        Assert.Equal(
            [("c", null), ("a", 1)],
            View.Items.Select(i => (i.Initiative.Value, i.BoardPriority))
        );
    }

    [Theory]
    [InlineData(Stage.Deferred, true)]
    [InlineData(Stage.Paused, true)]
    [InlineData(Stage.Killed, false)]
    [InlineData(Stage.Completed, false)]
    [InlineData(Stage.Rejected, false)]
    [InlineData(Stage.Merged, false)]
    [InlineData(Stage.Closed, false)]
    public void Ended_initiatives_are_not_ranked_unless_asked_for(Stage stage, bool ranked)
    {
        Model(Criterion("value", 1)).Scored(("a", 5, 1));
        _journal.Record(StageReached("a", stage));
        var asked = Ranking.Compute(_journal.Book, new RankingQuestion(Stages: [stage]));

        Assert.Equal(ranked, !View.Items.IsEmpty);
        Assert.Single(asked.Items);
    }

    [Fact]
    public void Criteria_are_mapped_to_the_scale_of_the_first()
    {
        Model(Criterion("value", .5m), Criterion("reach", .5m, min: 0, max: 200))
            .Scored(("a", 4, 1));
        _journal.Record(Score("a", "reach", 50, 0, 200));

        Assert.Equal((.5m * 4) + (.5m * 2.5m), View.Items[0].Score);
        Assert.Equal(50, View.Items[0].Criteria["reach"]);
    }

    [Fact]
    public void The_first_scale_may_start_anywhere()
    {
        Model(Criterion("value", .5m, min: 1, max: 5), Criterion("reach", .5m, min: -10, max: 10));
        _journal.Record(
            Initiative("a"),
            Score("a", "value", 3, 1, 5),
            Score("a", "reach", 5, -10, 10)
        );

        Assert.Equal((.5m * 3) + (.5m * 4), View.Items[0].Score);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(4, 2)]
    public void Lower_is_better_counts_max_plus_min_minus_score(int score, int counted)
    {
        Model(Criterion("risk", 1, Preference.Lower, 1, 5));
        _journal.Record(Initiative("a"), Score("a", "risk", score, 1, 5));

        Assert.Equal(counted, View.Items[0].Score);
    }

    [Theory]
    [InlineData(400, 2, false)]
    [InlineData(2_000, 10, false)]
    [InlineData(2_001, 10, true)]
    [InlineData(-1, 0, true)]
    public void Computed_criteria_outside_their_scale_are_clamped_and_flagged(
        int budget, int score, bool clamped)
    {
        Model(
                Criterion("value", 0),
                Criterion("money", 1, min: 0, max: 2_000, source: CriterionSource.Budget)
            )
            .Scored(("a", 4, budget));

        Assert.Equal(score, View.Items[0].Score);
        Assert.Equal(clamped ? ["money"] : [], View.Items[0].Clamped);
        Assert.Equal(budget, View.Items[0].Criteria["money"]);
    }

    [Fact]
    public void Alignment_spend_and_attainment_are_criteria_too()
    {
        _journal.Record(Objective("o1")).Record(Weights(("o1", 1)));
        Model(Criterion("fit", .2m, max: 100, source: CriterionSource.Alignment),
            Criterion("spent", .3m, Preference.Lower, 0, 100, CriterionSource.Spend),
            Criterion("reached", .5m, min: 0, max: 1, source: CriterionSource.Attainment)
        );
        _journal
            .Record(Initiative("a"), Claim("a", "o1", Strength.Medium, .9m), Spend("a", 25))
            .Record(Outcome("outages", "a"))
            .On("2026-03-01")
            .Record(Measured("outages", 7, "2026-02-28"));

        var item = Assert.Single(View.Items);
        Assert.Equal((.2m * 30) + (.3m * 75) + (.5m * 30), item.Score);
        Assert.Equal([30m, .3m, 25m], item.Criteria.Values);
    }

    [Fact]
    public void A_computed_criterion_that_is_unknown_makes_incomplete()
    {
        Model(Criterion("reached", 1, max: 1, source: CriterionSource.Attainment));
        _journal.Record(Initiative("a"));

        Assert.Equal(["reached"], Assert.Single(View.Incomplete).Missing);
    }

    [Fact]
    public void A_score_stays_when_another_model_has_the_same_criterion()
    {
        Model(Criterion("value", 1)).Scored(("a", 5, 1));
        _journal.Record(Released("next", 1, Criterion("value", 1))).Record(Adopted("next", 1));

        Assert.Equal(5, Assert.Single(View.Items).Score);
        Assert.Equal("next", View.Model!.Key.Value);
    }

    [Fact]
    public void A_score_on_another_scale_is_another_criterion()
    {
        Model(Criterion("value", 1)).Scored(("a", 5, 1));
        _journal
            .Record(Released("next", 1, Criterion("value", 1, max: 5)))
            .Record(Adopted("next", 1));

        Assert.Equal(["value"], Assert.Single(View.Incomplete).Missing);
    }

    [Fact]
    public void A_new_idea_changes_no_old_score()
    {
        Model(Criterion("value", .5m), Criterion("risk", .5m, Preference.Lower));
        _journal.Record(Initiative("a"), Score("a", "value", 4), Score("a", "risk", 3));
        var before = View.Items.Single().Score;
        _journal.Record(Initiative("b"), Score("b", "value", 10), Score("b", "risk", 0));

        Assert.Equal(
            (5.5m, 5.5m),
            (before, View.Items.Single(i => i.Initiative.Value == "a").Score)
        );
    }

    [Fact]
    public void A_score_is_divided_by_the_sum_of_the_weights()
    {
        Model(Criterion("value", .5m), Criterion("reach", .3m));
        _journal.Record(Initiative("a"), Score("a", "value", 4), Score("a", "reach", 8));

        Assert.Equal(((.5m * 4) + (.3m * 8)) / .8m, View.Items.Single().Score);
    }
}
