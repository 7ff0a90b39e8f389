using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Valuation;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

public sealed class MarketPositioningTests
{
    private static History Opening() => new History().Record(Opened()).Record(Objective("growth"));

    private static OutcomeDefined Defined(
        string key,
        MarketMetric? metric,
        string? segment = null
    ) =>
        new(
            Key.Parse(key),
            key,
            null,
            Direction.Increase,
            null,
            OutcomeCategory.MarketPositioning,
            null,
            segment is null ? null : Key.Parse(segment),
            null,
            metric
        );

    private static MarketFigure Only(History journal) =>
        Assert.Single(MarketPositioning.Compute(journal.AsOf("2026-12-31")).Items);

    [Fact]
    public void Sales_grow_by_what_they_are_more_than_before()
    {
        var figure = Only(Opening().Record(Defined("sales", MarketMetric.Sales))
            .Record(Measured("sales", 100, "2026-03-31"), Measured("sales", 110, "2026-06-30"),
                Measured("sales", 132, "2026-09-30")));

        Assert.Equal(("sales-growth", .2m, .1m, .1m, History.Day("2026-09-30")),
            (figure.Metric, figure.Value!.Value, figure.Previous!.Value, figure.Trend!.Value,
                figure.Period!.Value));
    }

    [Fact]
    public void New_leads_grow_alike_and_from_nothing_there_is_no_growth()
    {
        var journal = Opening().Record(Defined("leads", MarketMetric.NewLeads))
            .Record(Measured("leads", 0, "2026-03-31"), Measured("leads", 8, "2026-06-30"));

        var figure = Only(journal);
        Assert.Equal(("new-lead-growth", null, "the earlier measurement is not above 0"),
            (figure.Metric, figure.Value, figure.Unknown));
        Assert.Equal(.5m, Only(journal.Record(Measured("leads", 12, "2026-09-30"))).Value);
    }

    [Fact]
    public void A_customer_costs_sales_and_marketing_by_the_customers_won_on_that_day()
    {
        var journal = Opening().Record(Defined("cost", MarketMetric.SalesAndMarketingCost),
            Defined("won", MarketMetric.NewCustomers))
            .Record(Measured("cost", 9_000, "2026-03-31"), Measured("won", 30, "2026-03-31"),
                Measured("cost", 8_000, "2026-06-30"));

        Assert.Equal((null, 300m, "new customers of that day are not measured"),
            (Only(journal).Value, Only(journal).Previous, Only(journal).Unknown));
        var figure = Only(journal.Record(Measured("won", 40, "2026-06-30")));
        Assert.Equal(("cost-of-acquisition", 200m, -100m, 40L),
            (figure.Metric, figure.Value!.Value, figure.Trend!.Value, figure.N!.Value));
    }

    [Fact]
    public void Customers_won_in_another_segment_pay_for_nothing()
    {
        var figure = Only(
            Opening()
                .Record(
                    Defined("cost", MarketMetric.SalesAndMarketingCost, "homes"),
                    Defined("won", MarketMetric.NewCustomers, "firms")
                )
                .Record(Measured("cost", 9_000, "2026-03-31"), Measured("won", 30, "2026-03-31"))
        );

        Assert.Null(figure.Value);
    }

    [Fact]
    public void What_customers_say_of_a_product_stands_beside_with_how_many_answered()
    {
        var key = Key.Parse("app");
        SurveyRoundRecorded Round(string survey, int promoters, int detractors) =>
            new(
                Key.Parse(survey),
                SurveyAbout.Product,
                key,
                null,
                SurveyScale.Nps,
                ImmutableSortedDictionary<int, int>.Empty.Add(2, detractors).Add(10, promoters),
                null,
                null
            );

        var figure = Only(
            Opening()
                .Record(Initiative("app"), Claim("app", "growth", Strength.Medium))
                .Record(Round("r1", 5, 5))
                .On("2026-02-01")
                .Record(Round("r2", 8, 2))
        );

        Assert.Equal(
            ("nps", 60m, 0m, 60m, 10L),
            (
                figure.Metric,
                figure.Value!.Value,
                figure.Previous!.Value,
                figure.Trend!.Value,
                figure.N!.Value
            )
        );
        Assert.Equal(
            (key, Key.Parse("growth")),
            (figure.Initiative!.Value, figure.Objective!.Value)
        );
    }

    [Fact]
    public void An_outcome_of_the_market_without_a_metric_shows_its_level_target_and_objective()
    {
        var figure = Only(
            Opening()
                .Record(
                    Defined("days", null),
                    new TargetSet(Key.Parse("days"), 10, null, new(2026, 12, 31), Why),
                    new OutcomeLinked(
                        Key.Parse("days"),
                        new(SubjectKind.Objective, Key.Parse("growth")),
                        1,
                        Why
                    )
                )
                .Record(Measured("days", 7, "2026-03-31"))
        );

        Assert.Equal(("level", 7m, null), (figure.Metric, figure.Value!.Value, figure.Previous));
        Assert.Equal(
            (10m, Key.Parse("growth")),
            (figure.Target!.Min!.Value, figure.Objective!.Value)
        );
    }

    [Fact]
    public void Without_a_measurement_the_value_is_unknown_and_says_why() =>
        Assert.Equal((null, "nothing was measured"),
            (Only(Opening().Record(Defined("sales", MarketMetric.Sales))).Value,
                Only(Opening().Record(Defined("sales", MarketMetric.Sales))).Unknown));

    [Theory]
    [InlineData(MarketMetric.Csat, "csat")]
    [InlineData(MarketMetric.Nps, "nps")]
    [InlineData(MarketMetric.Ces, "ces")]
    public void Customer_experience_shows_value_n_previous_trend_target_and_objective(
        MarketMetric metric, string name)
    {
        var figure = Only(
            Opening()
                .Record(
                    Defined("said", metric),
                    new TargetSet(Key.Parse("said"), 10, null, new(2026, 12, 31), Why),
                    new OutcomeLinked(
                        Key.Parse("said"),
                        new(SubjectKind.Objective, Key.Parse("growth")),
                        1,
                        Why
                    )
                )
                .Record(
                    Measured("said", 4, "2026-03-31"),
                    Measured("said", 7, "2026-06-30") with
                    {
                        N = 120,
                    }
                )
        );

        Assert.Equal((name, 7m, 4m, 3m, 120L), (figure.Metric, figure.Value!.Value,
            figure.Previous!.Value, figure.Trend!.Value, figure.N!.Value));
        Assert.Equal((10m, Key.Parse("growth"), (Key?)null),
            (figure.Target!.Min!.Value, figure.Objective!.Value, figure.Initiative));
    }

    [Fact]
    public void A_figure_serves_the_objective_it_is_linked_to_most()
    {
        var journal = Opening()
            .Record(Objective("reach"))
            .Record(
                Defined("days", null),
                new OutcomeLinked(
                    Key.Parse("days"),
                    new(SubjectKind.Objective, Key.Parse("growth")),
                    1,
                    Why
                ),
                new OutcomeLinked(
                    Key.Parse("days"),
                    new(SubjectKind.Objective, Key.Parse("reach")),
                    2,
                    Why
                )
            );

        Assert.Equal("reach", Only(journal).Objective!.Value.Value);
        Assert.Equal(
            "growth",
            Only(
                journal.Record(
                    new OutcomeLinked(
                        Key.Parse("days"),
                        new(SubjectKind.Objective, Key.Parse("reach")),
                        0,
                        Why
                    )
                )
            ).Objective!.Value.Value
        );
    }

    [Fact]
    public void Only_products_and_the_market_are_in_it_and_nothing_retired() =>
        Assert.Empty(MarketPositioning.Compute(Opening().Record(Initiative("app")).Record(
            new OutcomeDefined(Key.Parse("other"), "other", null, Direction.Increase, null,
                OutcomeCategory.Productivity, null, null, null, null),
            Defined("gone", MarketMetric.Sales), new OutcomeRetired(Key.Parse("gone"), null))
            .Record(SurveysTests.Round("r", "app", SurveyScale.Nps, (10, 1)))
            .AsOf("2026-12-31")).Items);
}
