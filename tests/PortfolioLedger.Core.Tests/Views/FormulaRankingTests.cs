using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Tests.Valuation;
using PortfolioLedger.Core.Valuation;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>
/// Rankings by WSJF, RICE, productivity index and alignment, with the published numbers.
/// </summary>
public sealed class FormulaRankingTests
{
    private readonly History _journal = new History().Record(Opened());

    private Ranking View => Ranking.Compute(_journal.Book);

    private Ranking By(RankingOrder order) =>
        Ranking.Compute(_journal.Book, new RankingQuestion(order));

    private void Release(string key, Formula formula, params Criterion[] criteria) =>
        _journal.Record(
            new ScoringModelDrafted(Key.Parse(key), 1, formula, [.. criteria]),
            new ScoringModelReleased(Key.Parse(key), 1, Why)
        );

    private void Adopt(Formula formula, params Criterion[] criteria)
    {
        Release("board", formula, criteria);
        _journal.Record(Adopted("board", 1));
    }

    private void Score(string initiative, Criterion[] criteria, params decimal[] values)
    {
        _journal.Record(Initiative(initiative));
        for (var i = 0; i < values.Length; i++)
            _journal.Record(
                new CriterionScored(
                    Key.Parse(initiative),
                    Key.Parse("board"),
                    criteria[i].Id,
                    criteria[i].Min,
                    criteria[i].Max,
                    values[i],
                    Why,
                    criteria[i].Period
                )
            );
    }

    private void Case(string initiative, EcvInputs ecv) =>
        _journal.Record(
            Initiative(initiative),
            new FinancialCaseSubmitted(
                Key.Parse(initiative),
                new(
                    [new(new(2026, 1, 1), -100), new(new(2027, 1, 1), 121)],
                    Currency.Parse("USD"),
                    .1m,
                    ecv,
                    null
                )
            )
        );

    private void Candidates()
    {
        foreach (var (name, inputs, _, _) in EcvTests.Candidates)
            Case(name, inputs);
    }

    private static Criterion[] Wsjf =>
    [
        new("business-value", 0, 20), new("time-criticality", 0, 20), new("risk-reduction", 0, 20),
        new("job-size", 0, 20),
    ];

    private static Criterion[] Rice =>
        [
            new("reach", 0, 10_000, Period: "quarter"),
            new("impact", 0, 3),
            new("confidence", 0, 1),
            new("effort", 0, 50),
        ];

    private static string Order(Ranking ranking) =>
        string.Join(' ', ranking.Items.Select(i => i.Initiative.Value));

    [Fact]
    public void Wsjf_ranks_by_cost_of_delay_over_size()
    {
        Adopt(Formula.Wsjf, Wsjf);
        Score("a", Wsjf, 7, 9, 5, 2);
        Score("b", Wsjf, 20, 20, 20, 5);

        Assert.Equal(
            [("b", 12m), ("a", 10.5m)],
            View.Items.Select(i => (i.Initiative.Value, i.Score!.Value))
        );
        Assert.Equal([7m, 2m, 5m, 9m], View.Items[1].Criteria.Values);
    }

    [Fact]
    public void Rice_ranks_by_reach_impact_and_confidence_over_effort()
    {
        Adopt(Formula.Rice, Rice);
        Score("a", Rice, 2_000, 2, .8m, 3);

        Assert.Equal(1066.67m, Math.Round(View.Items[0].Score!.Value, 2));
    }

    [Fact]
    public void A_reach_of_another_period_is_another_score()
    {
        Adopt(Formula.Rice, [Rice[0] with { Period = "year" }, .. Rice[1..]]);
        Score("a", Rice, 2_000, 2, .8m, 3);

        Assert.Equal(["reach"], Assert.Single(View.Incomplete).Missing);
    }

    [Fact]
    public void Without_a_size_there_is_no_score()
    {
        Adopt(Formula.Wsjf, Wsjf);
        Score("a", Wsjf, 7, 9, 5, 0);
        Score("b", Wsjf, 7, 9);

        Assert.Equal(["job-size"], View.Incomplete[0].Missing);
        Assert.Equal(["risk-reduction", "job-size"], View.Incomplete[1].Missing);
    }

    [Fact]
    public void The_productivity_index_ranks_the_six_candidates_as_published()
    {
        Adopt(Formula.EcvIndex);
        Candidates();

        Assert.Equal("beta echo alpha foxtrot delta gamma", Order(View));
        Assert.Equal([3.9m, 3.14m, 1.667m, 1.55m, 1.5m, 1.049m],
            View.Items.Select(i => Math.Round(i.Score!.Value, 3)));
    }

    [Fact]
    public void An_undefined_index_comes_first_flagged_and_without_a_number()
    {
        Adopt(Formula.EcvIndex);
        Candidates();
        Case("zero", new(1, new Share(1), new Share(1), 0, 0));
        _journal.Record(Initiative("unknown"));

        Assert.Equal("zero beta echo alpha foxtrot delta gamma", Order(View));
        Assert.Null(View.Items[0].Score);
        Assert.Equal(["ecv-index"], View.Items[0].Clamped);
        Assert.Equal(["ecv-index"], Assert.Single(View.Incomplete).Missing);
    }

    [Fact]
    public void As_a_criterion_an_undefined_index_counts_as_the_best_of_its_scale()
    {
        Adopt(Formula.Weighted, Criterion("index", 1, max: 4, source: CriterionSource.EcvIndex));
        Candidates();
        Case("zero", new(1, new Share(1), new Share(1), 0, 0));

        Assert.Equal("zero beta echo", Order(View)[..14]);
        Assert.Equal((4, 3.9m), (View.Items[0].Score, View.Items[1].Score));
        Assert.Equal(["index"], View.Items[0].Clamped);
        Assert.Empty(View.Items[0].Criteria);
    }

    [Fact]
    public void Value_and_present_value_of_the_case_are_criteria_too()
    {
        Adopt(
            Formula.Weighted,
            Criterion("npv", .5m, min: -100, max: 100, source: CriterionSource.Npv),
            Criterion("ecv", .5m, min: -100, max: 100, source: CriterionSource.Ecv)
        );
        Case("beta", EcvTests.Candidates[1].Inputs);
        _journal.Record(Initiative("bare"));

        Assert.Equal((10m + 19.5m) / 2, Assert.Single(View.Items).Score!.Value, 20);
        Assert.Equal(["npv", "ecv"], Assert.Single(View.Incomplete).Missing);
    }

    [Fact]
    public void The_importance_of_linked_voices_adds_up_and_none_is_none()
    {
        Adopt(Formula.Weighted, Criterion("demand", 1, source: CriterionSource.Feedback));
        _journal.Record(Initiative("a"), Initiative("b"));
        foreach (var (voice, importance) in new[] { ("fb-1", 3), ("fb-2", 2) })
            _journal.Record(
                new Core.Feedback.FeedbackReceived(
                    Key.Parse(voice),
                    null,
                    null,
                    SealedText.Seal("More of this.", new byte[16]),
                    null,
                    null
                ),
                new Core.Feedback.FeedbackLinked(Key.Parse(voice), Key.Parse("a"), importance)
            );

        Assert.Equal(
            [("a", 5m), ("b", 0m)],
            View.Items.Select(i => (i.Initiative.Value, i.Score!.Value))
        );
    }

    [Fact]
    public void Alignment_ranks_by_the_alignment_score()
    {
        _journal.Record(Objective("o1")).Record(Weights(("o1", 1)));
        Adopt(Formula.Alignment);
        _journal.Record(Initiative("a"), Initiative("b"), Claim("b", "o1", Strength.Medium));

        Assert.Equal("b a", Order(View));
        Assert.Equal(Math.Round(100m / 3, 10), Math.Round(View.Items[0].Score!.Value, 10));
        Assert.Equal(0, View.Items[1].Score);
    }

    [Fact]
    public void Other_orders_are_there_on_request_beside_the_model_in_force()
    {
        _journal.Record(Objective("o1")).Record(Weights(("o1", 1)));
        Adopt(Formula.Weighted, Criterion("value", 1));
        Candidates();
        _journal.Record(Claim("gamma", "o1", Strength.Strong));

        Assert.Equal("beta echo alpha foxtrot delta gamma", Order(By(RankingOrder.EcvIndex)));
        Assert.Null(By(RankingOrder.EcvIndex).Model);
        Assert.False(By(RankingOrder.EcvIndex).Restated);
        Assert.StartsWith("gamma", Order(By(RankingOrder.Alignment)), StringComparison.Ordinal);
        Assert.Empty(By(RankingOrder.Wsjf).Items);
        Assert.Equal(
            ["business-value", "time-criticality", "risk-reduction", "job-size"],
            By(RankingOrder.Wsjf).Incomplete[0].Missing
        );
        Assert.Equal(
            ["reach", "impact", "confidence", "effort"],
            By(RankingOrder.Rice).Incomplete[0].Missing
        );
    }

    [Fact]
    public void An_order_by_a_formula_uses_the_newest_released_model_that_has_it()
    {
        Adopt(Formula.Weighted, Criterion("value", 1));
        Release("old", Formula.Wsjf, [.. Wsjf.Select(c => c with { Max = 10 })]);
        Release("agile", Formula.Wsjf, Wsjf);
        Score("a", Wsjf, 7, 9, 5, 2);

        Assert.Equal(10.5m, Assert.Single(By(RankingOrder.Wsjf).Items).Score);
        Assert.Equal("agile", By(RankingOrder.Wsjf).Model!.Key.Value);
    }
}
