using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>What was delivered beside what it achieved: outcomes go from 10 to 0.</summary>
public sealed class OutcomesVersusOutputsTests
{
    private readonly History _journal = new History().Record(Opened()).Record(Initiative("a"));

    private OutcomesVersusOutputs View =>
        OutcomesVersusOutputs.Compute(_journal.AsOf("2026-06-30"));

    private OutcomeVersusOutput Row => View.Items[0];

    private void Has(bool output, bool outcome, decimal? measured)
    {
        if (output)
            _journal.Record(Delivered("a", "out", "2026-02-01"));
        if (outcome)
            _journal.Record(Outcome("outages", "a"));
        if (measured is { } value)
            _journal.Record(Measured("outages", value, "2026-03-31"));
    }

    [Theory]
    [InlineData(true, true, 0, Quadrant.ValueDelivered)]
    [InlineData(true, true, -10, Quadrant.ValueDelivered)]
    [InlineData(true, true, 7, Quadrant.DeliveredBelowTarget)]
    [InlineData(true, true, 12, Quadrant.DeliveredBelowTarget)]
    [InlineData(true, true, null, Quadrant.DeliveredUnmeasured)]
    [InlineData(true, false, null, Quadrant.DeliveredWithoutOutcome)]
    [InlineData(false, true, 0, Quadrant.OutcomeWithoutOutput)]
    [InlineData(false, true, 7, Quadrant.NothingYet)]
    [InlineData(false, false, null, Quadrant.NothingYet)]
    public void Outputs_and_attainment_make_the_quadrant(
        bool output, bool outcome, int? measured, Quadrant quadrant)
    {
        Has(output, outcome, measured);

        Assert.Equal(quadrant, Row.Quadrant);
        Assert.Equal(1, View.Portfolio.Quadrants[Enumeration<Quadrant>.NameOf(quadrant)]);
    }

    [Theory]
    [InlineData(1, "0.3", Quadrant.ValueDelivered)]
    [InlineData(1, "0.31", Quadrant.DeliveredBelowTarget)]
    [InlineData(2, "0.3", Quadrant.OutcomeWithoutOutput)]
    [InlineData(2, "0.31", Quadrant.NothingYet)]
    [InlineData(0, "0.3", Quadrant.ValueDelivered)]
    public void The_thresholds_are_parameters(
        int minOutputs,
        string minAttainment,
        Quadrant quadrant
    )
    {
        Has(true, true, 7);
        var least = decimal.Parse(minAttainment, System.Globalization.CultureInfo.InvariantCulture);
        var view = OutcomesVersusOutputs.Compute(_journal.AsOf("2026-06-30"), minOutputs, least);

        Assert.Equal(quadrant, view.Items[0].Quadrant);
    }

    [Fact]
    public void What_was_delivered_without_an_outcome_is_listed()
    {
        Has(true, false, null);
        _journal.Record(Initiative("b"));

        Assert.Equal(["a"], View.DeliveredWithoutOutcome.Select(k => k.Value));
    }

    [Fact]
    public void Late_outputs_are_not_on_time()
    {
        _journal.Record(Delivered("a", "early", "2026-02-01", "2026-02-01"))
            .Record(Delivered("a", "late", "2026-02-02", "2026-02-01"))
            .Record(Delivered("a", "unplanned", "2026-02-02"));

        Assert.Equal(3, Row.OutputsDelivered);
        Assert.Equal(.5m, Row.OnTimeShare);
    }

    [Fact]
    public void Planned_but_undelivered_outputs_are_not_on_time()
    {
        _journal.Record(Delivered("a", "done", "2026-02-01", "2026-02-28"))
            .RecordEffective("2026-02-01", Delivered("a", "promised", "2026-09-01", "2026-03-31"));

        Assert.Equal(1, Row.OutputsDelivered);
        Assert.Equal(.5m, Row.OnTimeShare);
    }

    [Fact]
    public void An_output_that_is_not_due_yet_is_not_on_time_either()
    {
        _journal.Record(
            Delivered("a", "done", "2026-02-01", "2026-02-28"),
            Planned("a", "later", "2026-12-31")
        );

        Assert.Equal((2, .5m), (Row.OutputsPlanned, Row.OnTimeShare));
    }

    [Fact]
    public void Without_planned_outputs_the_on_time_share_is_unknown()
    {
        Has(true, false, null);

        Assert.Null(Row.OnTimeShare);
        Assert.Null(View.Portfolio.OnTimeShare);
    }

    [Fact]
    public void Attainment_is_the_mean_of_what_was_measured_weighted_by_link()
    {
        _journal.Record(Outcome("one", "a")).Record(Outcome("two")).Record(Linked("two", "a", 3))
            .Record(Outcome("three", "a"))
            .Record(Measured("one", 7, "2026-03-01"), Measured("two", 0, "2026-03-01"));

        Assert.Equal(((.3m * 1) + (1m * 3)) / 4, Row.Attainment);
        Assert.Equal((2, 3), (Row.Measured, Row.Linked));
        Assert.Equal(.65m, View.Portfolio.Attainment);
        Assert.Equal((2, 3), (View.Portfolio.Measured, View.Portfolio.Outcomes));
    }

    [Fact]
    public void An_outcome_linked_to_an_output_counts_for_its_initiative()
    {
        Has(true, false, null);
        _journal.Record(Outcome("outages")).Record(new Core.Outcomes.OutcomeLinked(
            Key.Parse("outages"), new(SubjectKind.Output, Key.Parse("out")), 1, Why));

        Assert.Equal(Quadrant.DeliveredUnmeasured, Row.Quadrant);
    }

    [Fact]
    public void An_output_planned_for_an_outcome_links_it_unless_the_board_said_otherwise()
    {
        _journal
            .Record(Outcome("outages"))
            .Record(Planned("a", "out", "2026-02-01", outcome: "outages"));
        Assert.Equal(1, Row.Linked);

        _journal.Record(new Core.Outcomes.OutcomeLinked(
            Key.Parse("outages"), new(SubjectKind.Output, Key.Parse("out")), 0, Why));
        Assert.Equal(0, Row.Linked);
    }

    [Fact]
    public void A_plan_that_was_not_kept_is_not_on_time()
    {
        _journal.Record(
            Delivered("a", "done", "2026-02-01", "2026-02-28"),
            Planned("a", "open", "2026-03-31")
        );

        Assert.Equal((1, 2, .5m), (Row.OutputsDelivered, Row.OutputsPlanned, Row.OnTimeShare));
        Assert.Equal((2, .5m), (View.Portfolio.OutputsPlanned, View.Portfolio.OnTimeShare));
    }

    [Fact]
    public void A_retired_outcome_counts_no_more()
    {
        Has(true, true, 7);
        _journal
            .On("2026-06-01")
            .Record(new Core.Outcomes.OutcomeRetired(Key.Parse("outages"), null));

        Assert.Equal((0, Quadrant.DeliveredWithoutOutcome), (Row.Linked, Row.Quadrant));
        Assert.Equal(1, OutcomesVersusOutputs.Compute(_journal.AsOf("2026-05-31")).Items[0].Linked);
        Assert.True(OutcomeList.Compute(_journal.AsOf("2026-06-30")).Items[0].Retired);
    }

    [Fact]
    public void Satisfaction_and_benefits_stand_beside()
    {
        _journal.Record(Outcome("x")).Record(Initiative("b"))
            .Record(SurveysTests.Round("one", "a", Core.Feedback.SurveyScale.Csat, (5, 3), (1, 1)),
                SurveysTests.Round("two", "b", Core.Feedback.SurveyScale.Csat, (1, 4)))
            .Record(BenefitsTests.Plan("a", "2026", 400), BenefitsTests.Came("a", "2026", 100));

        Assert.Equal(
            (.75m, 4, 400m, 100m),
            (Row.Csat, Row.CsatN, Row.BenefitsPlanned, Row.BenefitsRealised)
        );
        Assert.Equal(
            (.375m, 8, 400m),
            (View.Portfolio.Csat, View.Portfolio.CsatN, View.Portfolio.BenefitsPlanned)
        );
        Assert.Null(View.Items[1].BenefitsPlanned);
    }

    [Fact]
    public void A_link_of_weight_zero_is_none()
    {
        Has(true, true, 0);
        _journal.Record(Linked("outages", "a", 0));

        Assert.Equal(Quadrant.DeliveredWithoutOutcome, Row.Quadrant);
    }

    [Fact]
    public void Spend_that_was_never_recorded_is_unknown()
    {
        Assert.Null(Row.Spend);
        Assert.Null(View.Portfolio.Spend);

        _journal.Record(Spend("a", 5));
        Assert.Equal(5, Row.Spend);
    }

    [Fact]
    public void What_is_delivered_later_is_not_delivered_yet()
    {
        Has(true, false, null);

        Assert.Equal(0, OutcomesVersusOutputs.Compute(_journal.AsOf("2026-06-30", "2026-01-31"))
            .Items[0].OutputsDelivered);
    }

    [Fact]
    public void The_portfolio_adds_up_what_was_spent_and_realised()
    {
        _journal.Record(Initiative("b"), Spend("a", 5), Spend("b", 7)).Record(Outcome("x"))
            .Record(BenefitsTests.Came("a", "2026", 100), BenefitsTests.Came(null, "2026", 20));

        Assert.Equal((12m, 120m), (View.Portfolio.Spend, View.Portfolio.BenefitsRealised));
        Assert.Equal(History.Portfolio, View.Portfolio.Portfolio);
    }
}
