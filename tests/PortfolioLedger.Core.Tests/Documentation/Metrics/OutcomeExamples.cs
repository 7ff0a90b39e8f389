using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Tests.Views;
using PortfolioLedger.Core.Valuation;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;
using static PortfolioLedger.Core.Tests.Documentation.Metrics.Words;

namespace PortfolioLedger.Core.Tests.Documentation.Metrics;

/// <summary>Worked examples of outcomes, customers and the market.</summary>
internal static class OutcomeExamples
{
    public static readonly MetricExample[] All =
    [
        new("Attainment of an outcome", () => $"baseline 10, target 0: 7 gives {R(Attained(7))}, "
            + $"−10 gives {R(Attained(-10))}, 12 gives {R(Attained(12))}."),
        new("Roll-up of outcomes", RollUp),
        new("Outputs on time", OnTime),
        new("Customer satisfaction", () =>
            $"{Marks(SurveyScale.Csat, (1, 20), (2, 30), (3, 50), (4, 90), (5, 60))}"),
        new("Net promoter score", () => Marks(SurveyScale.Nps, (0, 10), (6, 20), (7, 10), (8, 10),
            (9, 20), (10, 30))),
        new("Customer effort score", () => Marks(SurveyScale.Ces, (1, 1), (4, 1), (7, 3))),
        new("Listening to customers", Listened),
        new("Growth of sales", Growth),
        new("Cost of acquisition", Acquisition),
        new("Customer experience", Experience),
    ];

    private static decimal? Attained(decimal actual) =>
        OutcomeAttainment.Compute(actual, 10, null, 0, Direction.Decrease);

    private static string RollUp()
    {
        decimal first = 7, second = 0, weight = 3;
        var journal = new History().Record(Opened(), Initiative("a")).Record(Outcome("x", "a"))
            .Record(Outcome("y"))
            .Record(Linked("y", "a", weight)).Record(Outcome("z", "a"))
            .Record(Measured("x", first, "2026-03-01"), Measured("y", second, "2026-03-01"));
        var row = OutcomesVersusOutputs.Compute(journal.AsOf("2026-06-30")).Items[0];
        return $"three outcomes go from 10 to 0 and are linked with weights 1, {N(weight)} and 1; "
            + "the first stands at "
            + $"{N(first)}, the second at {N(second)}, the third was not measured: attainment "
            + $"{R(row.Attainment)}, "
            + $"measured {R(row.Measured)} of {R(row.Linked)}.";
    }

    private static string OnTime()
    {
        var journal = new History().Record(Opened(), Initiative("a")).Record(
            Delivered("a", "kept", "2026-02-01", "2026-02-28"),
            Delivered("a", "late", "2026-03-02", "2026-02-28"),
            Planned("a", "open", "2026-03-31"), Delivered("a", "unplanned", "2026-02-01"));
        var row = OutcomesVersusOutputs.Compute(journal.AsOf("2026-06-30")).Items[0];
        return "of four outputs one came when planned, one late, one not, one without a plan: "
            + "delivered "
            + $"{R(row.OutputsDelivered)}, planned {R(row.OutputsPlanned)}, on time "
            + $"{R(row.OnTimeShare)}; without a linked "
            + "outcome the quadrant is "
            + $"`{Core.Kernel.Enumeration<Quadrant>.NameOf(row.Quadrant)}`.";
    }

    private static string Marks(SurveyScale scale, params (int Mark, int Count)[] counts)
    {
        var item = Assert.Single(Surveys.Compute(new History().Record(Opened(), Initiative("a"),
            SurveysTests.Round("r", "a", scale, counts) with { Invited = 1_000 }).Book).Items);
        return $"{string.Join(", ", counts.Select(c => $"{N(c.Count)} answers of {N(c.Mark)}"))}: "
            + $"{R(item.Score)} with n "
            + $"{R(item.N)}; of 1,000 invited {R(item.ResponseShare)} answered.";
    }

    private static string Listened()
    {
        static FeedbackReceived FeedbackRecord(string key, string segment) =>
            new(Key.Parse(key), Key.Parse(segment), null, new SealedText("3q2+7w=="), null, null);
        var cited = Why with { Evidence = [new(EvidenceKind.Feedback, "f1")] };
        var view = Listening.Compute(
            new History()
                .Record(Opened(), Initiative("a"))
                .Record(
                    FeedbackRecord("f1", "homes"),
                    FeedbackRecord("f2", "homes"),
                    FeedbackRecord("f3", "homes"),
                    FeedbackRecord("f4", "firms")
                )
                .Record(new FeedbackLinked(Key.Parse("f1"), Key.Parse("a"), 2))
                .Record(
                    Budget("a", 1) with
                    {
                        Grounds = cited,
                    },
                    Budget("a", 2),
                    Budget("a", 3),
                    Budget("a", 4)
                )
                .On("2026-01-11")
                .Record(new FeedbackAnswered(Key.Parse("f1"), null))
                .On("2026-01-31")
                .Record(new FeedbackAnswered(Key.Parse("f4"), null))
                .Book
        );
        return "homes gave feedback three times, firms once; one piece from homes is linked; of "
            + "four "
            + "decisions one cites it; "
            + $"answers came after 10 and 30 days. Linked {R(view.LinkedShare)}, answered "
            + $"{R(view.AnsweredShare)}, "
            + $"median {R(view.MedianDaysToAnswer)} days; on 31 January two pieces wait, median "
            + $"{R(view.MedianDaysOpen)} days; heard but not served "
            + $"{string.Join(", ", view.HeardNotServed)}, citing feedback "
            + $"{R(view.DecisionsCitingFeedbackShare)}.";
    }

    private static History Measuring(MarketMetric metric,
        params (string On, decimal Value)[] values)
    {
        var key = Core.Kernel.Enumeration<MarketMetric>.NameOf(metric);
        return new History().Record(Opened()).Record(Also(key, metric, values));
    }

    private static IFact[] Also(string key, MarketMetric metric,
        (string On, decimal Value)[] values) =>
    [
        new OutcomeDefined(Key.Parse(key), key, null, Direction.Increase, null, null, null, null,
            null, metric),
        .. values.Select(v => Measured(key, v.Value, v.On)),
    ];

    private static MarketFigure Only(History journal) =>
        Assert.Single(MarketPositioning.Compute(journal.AsOf("2026-12-31")).Items);

    private static string Growth()
    {
        decimal[] sales = [100, 110, 132];
        var figure = Only(Measuring(MarketMetric.Sales,
            ("2026-03-31", sales[0]), ("2026-06-30", sales[1]), ("2026-09-30", sales[2])));
        return $"sales of {L(sales)} in three quarters: growth {R(figure.Value)}, previous "
            + $"{R(figure.Previous)}, trend "
            + $"{R(figure.Trend)}.";
    }

    private static string Acquisition()
    {
        (string On, decimal Cost, decimal Won)[] quarters = [("2026-03-31", 22_000, 100),
            ("2026-06-30", 19_600, 98)];
        var figure = Only(Measuring(MarketMetric.SalesAndMarketingCost,
            [.. quarters.Select(q => (q.On, q.Cost))])
            .Record(Also("won", MarketMetric.NewCustomers,
                [.. quarters.Select(q => (q.On, q.Won))])));
        return $"{N(quarters[0].Cost)} for {N(quarters[0].Won)} customers, then "
            + $"{N(quarters[1].Cost)} for "
            + $"{N(quarters[1].Won)}: {R(figure.Value)} each with n {R(figure.N)}, previous "
            + $"{R(figure.Previous)}, trend "
            + $"{R(figure.Trend)}.";
    }

    private static string Experience()
    {
        static SurveyRoundRecorded Round(string key, int promoters, int detractors) =>
            SurveysTests.Round(key, "app", SurveyScale.Nps, (2, detractors), (10, promoters))
                with { About = SurveyAbout.Product };
        int[] first = [5, 5], second = [8, 2];
        var figure = Only(new History().Record(Opened(), Initiative("app"))
            .Record(Round("r1", first[0], first[1]))
            .On("2026-02-01").Record(Round("r2", second[0], second[1])));
        return $"{N(first[0])} promoters and {N(first[1])} detractors of a product, a round later "
            + $"{N(second[0])} and "
            + $"{N(second[1])}: NPS {R(figure.Value)} with n {R(figure.N)}, previous "
            + $"{R(figure.Previous)}, trend "
            + $"{R(figure.Trend)}.";
    }
}
