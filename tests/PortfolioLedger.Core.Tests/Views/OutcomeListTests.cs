using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>Outcomes against their targets, due on 2026-12-31.</summary>
public sealed class OutcomeListTests
{
    private readonly History _journal = new History().Record(Opened()).Record(Outcome("outages"));

    private OutcomeItem On(string day) =>
        OutcomeList.Compute(_journal.AsOf("2027-06-30", day)).Items.Single();

    [Theory]
    [InlineData(null, "2026-12-31", OutcomeStatus.Unmeasured)]
    [InlineData(0, "2026-06-30", OutcomeStatus.Met)]
    [InlineData(7, "2026-12-30", OutcomeStatus.NotDue)]
    [InlineData(7, "2026-12-31", OutcomeStatus.NotMet)]
    public void The_status_follows_measurement_target_and_day(
        int? value,
        string day,
        OutcomeStatus status
    )
    {
        if (value is { } measured)
            _journal.On("2026-04-01").Record(Measured("outages", measured, "2026-03-31"));

        Assert.Equal(status, On(day).Status);
    }

    [Fact]
    public void Baseline_target_and_latest_measurement_are_shown_as_in_force()
    {
        _journal
            .On("2026-04-01")
            .Record(Measured("outages", 7, "2026-03-31"), Linked("outages", "croton"));
        var item = On("2026-04-01");

        Assert.Equal((10m, 0m), (item.Baseline!.Value, item.Target!.Max));
        Assert.Equal((7m, .3m), (item.Latest!.Value, item.Attainment));
        Assert.Equal(["initiative/croton"], item.Links.Select(l => l.ToString()));
        Assert.Null(On("2026-03-30").Latest);
    }

    [Fact]
    public void A_correction_counts_from_when_it_is_known_and_earlier_answers_keep_the_mistake()
    {
        _journal.On("2026-04-01").Record(Measured("outages", 7, "2026-03-31"))
            .On("2026-05-01").Record(new MeasurementCorrected(
                Key.Parse("outages"), new(2026, 3, 31), 4, null, null, "A gauge was broken."));

        Assert.Equal(7, OutcomeList.Compute(_journal.AsOf("2026-04-30")).Items[0].Latest!.Value);
        Assert.Equal(4, OutcomeList.Compute(_journal.AsOf("2026-05-01")).Items[0].Latest!.Value);
        Assert.Equal(
            4,
            OutcomeList.Compute(_journal.AsOf("2026-05-01", "2026-03-31")).Items[0].Latest!.Value
        );
    }

    [Fact]
    public void One_outcome_shows_all_measurements_oldest_first()
    {
        _journal.On("2026-07-01")
            .Record(Measured("outages", 4, "2026-06-30"), Measured("outages", 7, "2026-03-31"));
        var detail = OutcomeDetail.Compute(_journal.Book, Key.Parse("outages"))!;

        Assert.Equal([7m, 4m], detail.Measurements.Select(m => m.Value));
        Assert.Equal(_journal.Position, detail.Version);
        Assert.Null(OutcomeDetail.Compute(_journal.Book, Key.Parse("unheard-of")));
    }
}
