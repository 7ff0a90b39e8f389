using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Valuation;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Outcomes;

/// <summary>
/// What an outcome was defined with is revised from a day on; no measurement is falsified.
/// </summary>
public sealed class OutcomeRevisionTests
{
    private static readonly Subject AboutOutages = new(SubjectKind.Outcome, Outages);

    private static readonly ReviseOutcome Rename = new(Outages, Why, "Hours without water");

    private static Journal Ready => Given.AStrategy()
        .With(OutageHours with { Owner = "maria", Frequency = "monthly" }).On("2026-03-01");

    [Fact]
    public void A_name_is_revised_and_the_past_keeps_the_old_one()
    {
        var revised = Ready.When(Rename with { Grounds = Why with { EffectiveOn = April } })
            .Then(new OutcomeRevised(Outages, new("Outage hours", "Hours without water"), null,
                null, null, null, null, null, null, Why with { EffectiveOn = April }))
            .Recorded();

        Assert.Equal("Outage hours", Shown(revised.Book).Name);
        Assert.Equal("Hours without water", Shown(revised.Book.On(April)).Name);
        Assert.Equal(
            "Changed the name of Hours without water from \"Outage hours\" to "
                + "\"Hours without water\"",
            revised.Entries[^1].Fact.Sentence(revised.Book.On(April)));
    }

    [Fact]
    public void Everything_else_that_is_no_unit_is_revised_and_cleared()
    {
        var set = Ready.With(new ReviseOutcome(Outages, Why, null, Direction.Increase,
            OutcomeKind.Intangible, OutcomeCategory.MarketPositioning, "omar", Households,
            "weekly", MarketMetric.Nps));
        var cleared = set.With(new ReviseOutcome(
            Outages, Why, Clear: [.. Enum.GetValues<OutcomeOption>()]));

        var now = Shown(set.Book);
        Assert.Equal(
            (Direction.Increase, OutcomeKind.Intangible, OutcomeCategory.MarketPositioning, "omar",
                Households, "weekly"),
            (now.Direction, now.Kind!.Value, now.Category!.Value, now.Owner, now.Segment!.Value,
                now.Frequency));
        Assert.Equal(["nps"], MarketPositioning.Compute(set.Book).Items.Select(i => i.Metric));
        var gone = Shown(cleared.Book);
        Assert.Equal((null, null, null, null, null),
            (gone.Kind, gone.Category, gone.Owner, gone.Segment, gone.Frequency));
        Assert.Empty(MarketPositioning.Compute(cleared.Book).Items);
    }

    [Fact]
    public void Its_unit_stays_because_its_values_are_in_it()
    {
        Assert.Contains("another outcome in days", Ready.When(Rename with { Unit = "days" })
            .ThenRefused("unit-in-use", AboutOutages).Detail, StringComparison.Ordinal);
        Assert.Null(Ready.When(Rename with { Unit = "hours" }).Refusal);
        Ready.When(new ReviseOutcome(Outages, Why, Unit: "hours"))
            .ThenRefused("nothing-changed", AboutOutages);
    }

    [Fact]
    public void Its_direction_stays_once_a_target_is_set()
    {
        var turn = new ReviseOutcome(Outages, Why, Direction: Direction.Increase);
        var aimed = Ready.With(new SetTarget(Outages, Day("2026-12-31"), Why, Max: 5));

        Assert.Null(Ready.When(turn).Refusal);
        aimed.When(turn).ThenRefused("direction-in-use", AboutOutages);
        aimed.WhenClaimed(turn, "2026-03-01").ThenRefused("direction-in-use");
        Assert.Null(aimed.When(turn with { Direction = Direction.Decrease, Name = "X" }).Refusal);
    }

    [Fact]
    public void A_target_has_to_fit_the_direction_of_the_day()
    {
        var turned = Ready.With(new ReviseOutcome(Outages, Why, Direction: Direction.Increase));

        turned.When(new SetTarget(Outages, Day("2026-12-31"), Why, Max: 5))
            .ThenRefused("target-wrong-side");
        Assert.Null(turned.When(new SetTarget(Outages, Day("2026-12-31"), Why, Min: 5)).Refusal);
    }

    [Fact]
    public void A_target_has_to_fit_a_direction_that_waits_for_its_day_too()
    {
        var waiting = Ready.With(new ReviseOutcome(
            Outages, Why with { EffectiveOn = April }, Direction: Direction.Increase));

        waiting.When(new SetTarget(Outages, Day("2026-12-31"), Why, Max: 5))
            .ThenRefused("target-wrong-side");
        Assert.Null(waiting.When(
            new SetTarget(Outages, Day("2026-12-31"), Why, Min: 1, Max: 5)).Refusal);
    }

    [Fact]
    public void What_is_unknown_over_or_in_force_already_is_refused()
    {
        Ready.When(Rename with { Outcome = Nobody }).ThenRefused("unknown-outcome");
        Ready.When(Rename with { Segment = Nobody }).ThenRefused("unknown-segment");
        Ready.With(new RetireCustomerSegment(Households))
            .When(Rename with { Segment = Households }).ThenRefused("segment-retired");
        Ready.When(new ReviseOutcome(Outages, Why, Owner: "maria"))
            .ThenRefused("nothing-changed", AboutOutages);
        Ready.With(new RetireOutcome(Outages)).When(Rename)
            .ThenRefused("outcome-retired", AboutOutages);
        Faulty.At(new ReviseOutcome(Outages, Why), "/name");
        Faulty.At(Rename with { Owner = "omar", Clear = [OutcomeOption.Owner] }, "/clear/0");
        Faulty.At(Rename with { Name = " ", Owner = " ", Frequency = "" }, "/name", "/owner",
            "/frequency");
    }

    [Fact]
    public void A_board_is_told_of_it_among_the_results()
    {
        var before = Ready;
        var after = before.With(Rename);

        Assert.Equal("Results: 1 revision of an outcome.", Changes.Compute(before.Book, after.Book,
                [.. after.Postings.Skip((int)before.Book.Position)])
            .Items.Single(i => i.Topic == "results").Sentence);
    }

    private static DateOnly April => Day("2026-04-01");

    private static OutcomeDetail Shown(Book book) => OutcomeDetail.Compute(book, Outages)!;
}
