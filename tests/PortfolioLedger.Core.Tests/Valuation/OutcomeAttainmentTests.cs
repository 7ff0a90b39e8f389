using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Valuation;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Valuation;

/// <summary>
/// (actual − baseline) / (target − baseline), or the threshold where that is undefined.
/// </summary>
public sealed class OutcomeAttainmentTests
{
    [Theory]
    [InlineData(7, "0.30")]
    [InlineData(-10, "2.00")]
    [InlineData(12, "-0.20")]
    [InlineData(10, "0")]
    [InlineData(0, "1")]
    public void From_ten_down_to_zero_it_is_never_clamped(int actual, string attainment) =>
        Assert.Equal(
            Number(attainment),
            OutcomeAttainment.Compute(actual, 10, null, 0, Direction.Decrease)
        );

    [Theory]
    [InlineData(50, "0")]
    [InlineData(65, "0.5")]
    [InlineData(95, "1.5")]
    [InlineData(35, "-0.5")]
    public void Upwards_it_is_measured_against_the_minimum(int actual, string attainment) =>
        Assert.Equal(
            Number(attainment),
            OutcomeAttainment.Compute(actual, 50, 80, null, Direction.Increase)
        );

    [Theory]
    [InlineData(5, 1)]
    [InlineData(4, 0)]
    public void Without_a_baseline_a_minimum_is_a_threshold(int actual, int attainment) =>
        Assert.Equal(
            attainment,
            OutcomeAttainment.Compute(actual, null, 5, null, Direction.Increase)
        );

    [Theory]
    [InlineData(5, 1)]
    [InlineData(6, 0)]
    public void Without_a_baseline_a_maximum_is_a_threshold(int actual, int attainment) =>
        Assert.Equal(
            attainment,
            OutcomeAttainment.Compute(actual, null, null, 5, Direction.Decrease)
        );

    [Theory]
    [InlineData(5, 1)]
    [InlineData(4, 0)]
    [InlineData(9, 1)]
    public void A_baseline_that_equals_the_target_makes_it_a_threshold(
        int actual,
        int attainment
    ) =>
        Assert.Equal(attainment, OutcomeAttainment.Compute(actual, 5, 5, null, Direction.Increase));

    [Theory]
    [InlineData(2, 1)]
    [InlineData(4, 1)]
    [InlineData(3, 1)]
    [InlineData(1, 0)]
    [InlineData(5, 0)]
    public void A_range_is_reached_inside_bounds_included(int actual, int attainment) =>
        Assert.Equal(attainment, OutcomeAttainment.Compute(actual, 9, 2, 4, Direction.Range));

    [Fact]
    public void Nothing_measured_or_no_target_is_unknown()
    {
        var journal = new History().Record(Outcome("outages")).Record(
            new OutcomeDefined(
                Key.Parse("bare"), "bare", null, Direction.Increase, null, null, null, null, null),
            Measured("bare", 1, "2026-01-01"));
        var outcomes = journal.Book.Outcomes;

        Assert.Null(outcomes.Find(Key.Parse("outages"))!.AttainmentOn(journal.Book.Day));
        Assert.Null(outcomes.Find(Key.Parse("bare"))!.AttainmentOn(journal.Book.Day));
    }

    [Fact]
    public void The_latest_measurement_by_its_own_day_counts_not_the_last_recorded()
    {
        var journal = new History().Record(Outcome("outages")).On("2026-07-01")
            .Record(Measured("outages", 2, "2026-06-30"), Measured("outages", 9, "2026-03-31"));

        Assert.Equal(.8m, Attained(journal, "2026-07-01"));
        Assert.Equal(.1m, Attained(journal, "2026-04-01"));
        Assert.Null(Attained(journal, "2026-03-30"));
    }

    [Fact]
    public void A_correction_replaces_the_measurement_of_its_day_but_not_what_was_known_before()
    {
        var journal = new History().Record(Outcome("outages"))
            .On("2026-04-01").Record(Measured("outages", 2, "2026-03-31"))
            .On("2026-05-01").RecordEffective("2026-03-31", new MeasurementCorrected(
                Key.Parse("outages"), new(2026, 3, 31), 5, null, null, "A meter was read twice."));

        Assert.Equal(.5m, Attained(journal, "2026-05-01"));
        var before = journal.AsOf("2026-04-30");
        Assert.Equal(.8m, before.Outcomes.Find(Key.Parse("outages"))!.AttainmentOn(before.Day));
    }

    private static decimal? Attained(History journal, string day)
    {
        var book = journal.AsOf("2026-12-31", day);
        return book.Outcomes.Find(Key.Parse("outages"))!.AttainmentOn(book.Day);
    }

    private static decimal Number(string text) =>
        decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
