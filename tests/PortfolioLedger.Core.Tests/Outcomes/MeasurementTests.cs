using PortfolioLedger.Core.Outcomes;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Outcomes;

public sealed class MeasurementTests
{
    private static readonly Subject AboutOutages = new(SubjectKind.Outcome, Outages);

    private static Journal InJuly => Given.AnOutcome().On("2026-07-05");

    private static MeasureOutcome Measure(decimal value, string on) => new(Outages, value, Day(on));

    private static CorrectMeasurement Correct(decimal value, string on) =>
        new(Outages, Day(on), value);

    [Fact]
    public void An_outcome_is_measured_on_a_day() =>
        InJuly.When(new MeasureOutcome(Outages, 7, Day("2026-06-30"), 12, "SCADA", "hours"))
            .Then(new OutcomeMeasured(Outages, 7, Day("2026-06-30"), 12, "SCADA"))
            .ThenEffectiveOn("2026-06-30");

    [Fact]
    public void A_measurement_may_be_older_than_the_outcomes_definition() =>
        InJuly.When(Measure(7, "2025-06-30"))
            .Then(new OutcomeMeasured(Outages, 7, Day("2025-06-30"), null, null))
            .ThenEffectiveOn("2026-01-05");

    [Fact]
    public void Another_unit_is_refused()
    {
        InJuly.When(Measure(7, "2026-06-30") with { Unit = "minutes" })
            .ThenRefused("unit-mismatch", AboutOutages);
        InJuly.With(Measure(7, "2026-06-30"))
            .When(Correct(8, "2026-06-30") with { Unit = "minutes" })
            .ThenRefused("unit-mismatch", AboutOutages);
    }

    [Fact]
    public void A_day_is_measured_once() =>
        InJuly.With(Measure(7, "2026-06-30")).When(Measure(8, "2026-06-30"))
            .ThenRefused("duplicate-measurement", AboutOutages);

    [Fact]
    public void Nothing_is_measured_in_the_future()
    {
        InJuly.When(Measure(7, "2026-07-06")).ThenRefused("future-measurement", AboutOutages);
        InJuly.When(Measure(7, "2026-07-05"))
            .Then(new OutcomeMeasured(Outages, 7, Day("2026-07-05"), null, null));
    }

    [Fact]
    public void A_measurement_is_corrected_on_its_own_day() =>
        InJuly.With(Measure(7, "2026-06-30"))
            .When(new CorrectMeasurement(
                Outages, Day("2026-06-30"), 8, 13, "SCADA", "hours", "A gauge was broken."))
            .Then(new MeasurementCorrected(
                Outages, Day("2026-06-30"), 8, 13, "SCADA", "A gauge was broken."))
            .ThenEffectiveOn("2026-06-30");

    [Fact]
    public void Only_what_was_measured_is_corrected() =>
        InJuly.When(Correct(8, "2026-06-30")).ThenRefused("unknown-measurement", AboutOutages);

    [Fact]
    public void A_correction_counts_even_when_the_measurement_took_effect_later_than_its_day()
    {
        var corrected = InJuly
            .With(Measure(7, "2026-06-30") with { EffectiveOn = Day("2026-07-03") })
            .With(Correct(8, "2026-06-30"));

        Assert.Equal(8, corrected.Book.Outcomes.Find(Outages)!.LatestOn(corrected.Today)!.Value);
    }

    [Fact]
    public void An_unknown_outcome_is_not_measured()
    {
        Given.AStrategy().When(Measure(7, "2026-01-05"))
            .ThenRefused("unknown-outcome", AboutOutages);
        Given.AStrategy().When(Correct(7, "2026-01-05"))
            .ThenRefused("unknown-outcome", AboutOutages);
    }

    [Fact]
    public void Fields_are_checked()
    {
        Faulty.At(Measure(7, "2026-06-30") with { N = 0, Method = " " }, "/method", "/n");
        Faulty.At(Correct(7, "2026-06-30") with { Method = "", Reason = " " },
            "/method", "/reason");
        Faulty.At(Measure(7, "2026-06-30") with { N = 1 });
    }

    [Fact]
    public void A_correction_keeps_what_it_does_not_correct() =>
        Given.AnOutcome().On("2026-07-01")
            .With(new MeasureOutcome(Outages, 7, Day("2026-06-30"), N: 12, Method: "SCADA"))
            .When(new CorrectMeasurement(Outages, Day("2026-06-30"), 6))
            .Then(new MeasurementCorrected(Outages, Day("2026-06-30"), 6, 12, "SCADA", null));
}
