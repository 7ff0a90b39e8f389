using CsCheck;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;
using static PortfolioLedger.Core.Tests.Books.History;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>The days over which the time of a page is moved.</summary>
public sealed class ChangeDaysTests
{
    private readonly History _journal = new History().Record(Opened());

    [Fact]
    public void They_are_the_days_of_decisions_and_of_closed_reviews()
    {
        _journal.On("2026-01-10").Record(PortfolioBudget(100), PortfolioBudget(5, "2027"));
        _journal.On("2026-01-12").Record(Initiative("no-decision"));
        _journal.On("2026-02-01").Record(
            new ReviewCycleOpened(Key.Parse("q1"), "First quarter", null, null));
        _journal.On("2026-03-31").Record(new ReviewCycleClosed(Key.Parse("q1")));

        Assert.Equal(
            [new ChangeDay(Day("2026-01-10"), null), new(Day("2026-03-31"), "First quarter")],
            ChangeDays.Of(_journal.Book).Days);
    }

    [Fact]
    public void A_decision_counts_on_the_day_it_takes_effect()
    {
        _journal.On("2026-01-10").RecordEffective("2026-05-01", PortfolioBudget(100));

        var days = ChangeDays.Of(_journal.Book);

        Assert.Empty(days.UpTo(Day("2026-04-30")));
        Assert.Equal(Day("2026-05-01"), Assert.Single(days.UpTo(Day("2026-05-01"))).Day);
        Assert.Null(days.After(Day("2026-01-01"), Day("2026-04-30")));
    }

    [Fact]
    public void Neighbours_are_those_that_going_through_all_finds() =>
        Gen.Select(Gen.Int[0, 40].List[0, 15], Gen.Int[0, 40], Gen.Int[0, 40])
            .Sample((offsets, at, end) =>
            {
                var first = Day("2026-01-01");
                DateOnly[] all = [.. offsets.Distinct().Order().Select(first.AddDays)];
                var days = new ChangeDays([.. all.Select(d => new ChangeDay(d, null))]);
                var (day, upTo) = (first.AddDays(at), first.AddDays(end));
                return days.Before(day) == all.Where(d => d < day).Cast<DateOnly?>().LastOrDefault()
                    && days.After(day, upTo) == all.Where(d => d > day && d <= upTo)
                        .Cast<DateOnly?>().FirstOrDefault()
                    && days.UpTo(day).Select(d => d.Day).SequenceEqual(all.Where(d => d <= day));
            }, iter: 500);
}
