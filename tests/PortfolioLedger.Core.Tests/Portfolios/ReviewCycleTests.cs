using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Portfolios;

/// <summary>Review cycles are named points in the history of a portfolio.</summary>
public sealed class ReviewCycleTests
{
    private static readonly Key Spring = Key.Parse("spring");

    private static OpenReviewCycle Open =>
        new(Spring, "Spring review", Day("2026-01-01"), Day("2026-03-31"));

    [Fact]
    public void A_cycle_is_opened_and_closed_once()
    {
        var open = Given
            .APortfolio()
            .When(Open)
            .Then(
                new ReviewCycleOpened(Spring, "Spring review", Day("2026-01-01"), Day("2026-03-31"))
            )
            .Recorded();
        var closed = open.When(new CloseReviewCycle(Spring))
            .Then(new ReviewCycleClosed(Spring))
            .Recorded();

        open.When(Open).ThenRefused("already-exists");
        closed.When(new CloseReviewCycle(Spring)).ThenRefused(
            "cycle-not-open", new Subject(SubjectKind.ReviewCycle, Spring));
        open.When(new CloseReviewCycle(Nobody)).ThenRefused("unknown-review-cycle");
    }

    [Fact]
    public void A_cycle_of_one_day_is_named_by_that_day() =>
        Given
            .APortfolio()
            .When(new OpenReviewCycle(Spring, "Spring review", On: Day("2026-03-12")))
            .Then(
                new ReviewCycleOpened(Spring, "Spring review", Day("2026-03-12"), Day("2026-03-12"))
            );

    [Fact]
    public void Its_days_fit_together()
    {
        Faulty.At(Open with { To = Day("2025-12-31") }, "/to");
        Faulty.At(Open with { On = Day("2026-02-01") }, "/on");
        Faulty.At(Open with { Name = " " }, "/name");
        Faulty.At(Open with { To = null });
    }

    [Fact]
    public void A_cycle_stands_for_its_closing_and_for_now_while_it_is_open()
    {
        var open = Given.APortfolio().With(Open).With(Sample.Departments);
        var closed = open.With(new CloseReviewCycle(Spring));
        var later = closed.With(new RegisterDepartment(Nobody, "Others"));

        Assert.Equal(4, open.Book.Details.FindCycle(Spring)!.Position(open.Book));
        Assert.Equal(5, closed.Book.Details.FindCycle(Spring)!.Position(closed.Book));
        Assert.Equal(5, later.Book.Details.FindCycle(Spring)!.Position(later.Book));
        Assert.Null(open.Book.Details.LastClosedCycle(open.Today, 4));
        Assert.Null(later.Book.Details.LastClosedCycle(later.Today, 4));
        Assert.Equal(Spring, later.Book.Details.LastClosedCycle(later.Today, 5)?.Key);
    }

    [Fact]
    public void A_closing_holds_from_its_day_on()
    {
        var journal = Given.APortfolio().With(Open, new CloseReviewCycle(Spring, Day("2026-04-01")))
            .With(Sample.Departments);
        var later = journal.Book.On(Day("2026-04-01"));

        Assert.Equal(5, journal.Book.Details.FindCycle(Spring)!.Position(journal.Book));
        Assert.Equal(3, later.Details.FindCycle(Spring)!.Position(later));
        journal.When(new CloseReviewCycle(Spring)).ThenRefused("cycle-not-open");
    }

    [Fact]
    public void The_list_shows_the_cycles_in_the_order_they_were_opened()
    {
        var journal = Given
            .APortfolio()
            .With(Open)
            .On("2026-04-01")
            .With(new CloseReviewCycle(Spring))
            .With(new OpenReviewCycle(Key.Parse("a-year"), "The year"));
        var items = ReviewCycleList.Compute(journal.Book).Items;

        Assert.Equal(["spring", "a-year"], items.Select(c => c.Cycle.Value));
        Assert.Equal((false, 2L, (long?)3, Day("2026-04-01")),
            (items[0].Open, items[0].OpenedAt, items[0].ClosedAt, items[0].ClosedOn!.Value));
        Assert.Equal((true, null, null), (items[1].Open, items[1].ClosedAt, items[1].ClosedOn));
    }
}
