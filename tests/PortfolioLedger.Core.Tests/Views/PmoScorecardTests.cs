using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Stakeholders;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

public sealed class PmoScorecardTests
{
    private static History Opening() => new History().Record(Opened());

    private static (decimal? Part, decimal? Whole, decimal? Value) Number(
        History journal, string metric, string? panel = null)
    {
        var number = PmoScorecard.Compute(journal.AsOf("2026-12-31")).Items
            .Single(n => n.Metric == metric && (panel is null || n.Panel == panel));
        return (number.Numerator, number.Denominator, number.Value);
    }

    [Fact]
    public void An_empty_portfolio_has_every_number_unknown()
    {
        var card = PmoScorecard.Compute(Opening().Book);

        Assert.Equal(10, card.Panels.Length);
        Assert.All(card.Items, n => Assert.True(n.Value is null, n.Metric));
        Assert.Equal(card.Panels.Select(p => p.Panel), card.Items.Select(n => n.Panel).Distinct());
    }

    [Fact]
    public void Every_value_is_its_numerator_by_its_denominator_and_every_number_has_a_unit()
    {
        var card = PmoScorecard.Compute(Book());

        Assert.All(card.Items.Where(n => n.Value is not null), n => Assert.Equal(
            (n.Unit == "points" ? 100 : 1) * n.Numerator / n.Denominator, n.Value));
        Assert.All(card.Items, n => Assert.Contains(n.Unit, (string[])["share", "points"]));

        static Core.Books.Book Book() => Worked().AsOf("2026-12-31");
    }

    /// <summary>The worked example of the alignment: 44.0 points, a fit of 72.5.</summary>
    private static History Worked() => Opening()
        .Record([.. Objective("o1"), .. Objective("o2"), .. Objective("o3"),
            Weights(("o1", .5m), ("o2", .3m), ("o3", .2m))])
        .Record(Initiative("a", "water"), Initiative("b"), Initiative("c"))
        .Record(Budget("a", 600_000), Budget("b", 300_000), Budget("c", 100_000))
        .Record(Claim("a", "o1", Strength.Strong), Claim("b", "o1", Strength.Medium),
            Claim("b", "o2", Strength.Strong));

    [Fact]
    public void Alignment_and_fit_are_those_of_the_alignment()
    {
        var view = Alignment.Compute(Worked().AsOf("2026-12-31"));

        Assert.Equal((440_000m, 1_000_000m, 44m), Number(Worked(), "alignment"));
        Assert.Equal((725_000m, 1_000_000m, 72.5m), Number(Worked(), "strategic-fit", "strategy"));
        Assert.Equal(view.StrategicFit, Number(Worked(), "strategic-fit", "question-teams").Value);
        Assert.Equal((900_000m, 1_000_000m, .9m), Number(Worked(), "money-with-objective"));
        Assert.Equal((2m, 3m), (Number(Worked(), "objectives-funded").Part,
            Number(Worked(), "objectives-funded").Whole));
    }

    [Fact]
    public void Value_streams_count_by_what_is_stated_of_them()
    {
        var journal = Opening()
            .Record(
                ValueStream("v1"),
                ValueStream("v2"),
                ValueStream("v3"),
                Importance("v1", .5m),
                Importance("v2", .5m),
                Resources("v1", 100, 1),
                Resources("v3", 100, 1)
            );

        Assert.Equal((2m, 3m), (Number(journal, "importance-assessed").Part,
            Number(journal, "importance-assessed").Whole));
        Assert.Equal(2, Number(journal, "resources-stated").Part);
        Assert.Equal(1, Number(journal, "importance-and-resources-stated").Part);
    }

    [Fact]
    public void Objectives_are_known_when_they_are_approved_and_acknowledged_as_they_stand()
    {
        var journal = Opening().Record([.. Objective("o1"), .. Objective("o2"), Proposed("o3")]);
        journal.Record(
            new StrategyAcknowledged([Key.Parse("o1"), Key.Parse("o2")], journal.Position, null)
        );

        Assert.Equal((2m, 3m), (Number(journal, "objectives-approved").Part,
            Number(journal, "objectives-approved").Whole));
        Assert.Equal((2m, 2m, 1m), Number(journal, "objectives-acknowledged"));
        journal.Record(new ObjectiveRevised(
            Key.Parse("o1"), ObjectiveField.Statement, "To be reached.", "Sooner.", Why));
        Assert.Equal((1m, 2m, .5m), Number(journal, "objectives-acknowledged"));
    }

    [Fact]
    public void A_stakeholder_is_informed_for_ninety_days()
    {
        var journal = Opening().Record(Person("s1"), Person("s2"), Person("s3"))
            .On("2026-10-02").Record(Told("c1", "s1", "2026-10-02")).On("2026-10-01")
            .Record(Told("c2", "s2", "2026-10-01"));

        Assert.Equal((1m, 3m), (Number(journal, "stakeholders-informed").Part,
            Number(journal, "stakeholders-informed").Whole));
    }

    [Fact]
    public void Needs_are_understood_when_somebody_named_them()
    {
        var journal = Opening().Record(FeedbackRecord("f1"), FeedbackRecord("f2"))
            .Record(new FeedbackClassified(Key.Parse("f1"), "bills", "a bill I can read", null),
                new FeedbackClassified(Key.Parse("f2"), "bills", null, null));

        Assert.Equal((1m, 2m, .5m), Number(journal, "needs-named"));
    }

    [Fact]
    public void Outcomes_count_as_measured_met_and_linked_to_what_was_delivered()
    {
        var journal = Opening().Record(Initiative("a"), Initiative("b")).Record(Outcome("o1", "a"))
            .Record(Outcome("o2")).Record(Measured("o1", 0, "2026-03-31"))
            .Record(Delivered("a", "x", "2026-02-01"), Delivered("b", "y", "2026-02-01"));

        Assert.Equal((1m, 2m, .5m), Number(journal, "outcomes-measured"));
        Assert.Equal((1m, 2m, .5m), Number(journal, "targets-met"));
        Assert.Equal((1m, 2m, .5m), Number(journal, "delivered-with-outcome"));
    }

    private static StakeholderRegistered Person(string key) => new(Key.Parse(key), null, null);

    private static CommunicationRecorded Told(string key, string who, string on) =>
        new(Key.Parse(key), [Key.Parse(who)], null, null, History.Day(on), null);

    private static FeedbackReceived FeedbackRecord(string key) =>
        new(Key.Parse(key), null, null, new SealedText("3q2+7w=="), null, null);
}
