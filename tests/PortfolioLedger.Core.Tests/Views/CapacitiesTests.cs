using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

public sealed class CapacitiesTests
{
    private static readonly Key It = Key.Parse("it");

    private static History Staffed(string period = "2026-q2") => new History().Record(Opened(),
        new DepartmentRegistered(It, "IT"), new CapacitySet(period, It, "developer", 4),
        Initiative("a"), Initiative("b"));

    private static ResourceAllocated Given(
        string initiative, decimal fte, string from, string? to, string department = "it") => new(
        Key.Parse(initiative), Key.Parse(department), "developer", fte, History.Day(from),
        to is null ? null : History.Day(to));

    private static (decimal? Allocated, DateOnly? PeakOn, decimal? Over) Only(History journal)
    {
        var item = Assert.Single(Capacities.Compute(journal.AsOf("2026-12-31")).Items);
        return (item.Allocated, item.PeakOn, item.OverAllocation);
    }

    [Fact]
    public void Nobody_allocated_is_none_and_not_over() =>
        Assert.Equal((0m, null, 0m), Only(Staffed()));

    [Fact]
    public void The_most_on_any_day_of_the_period_counts() =>
        Assert.Equal((5m, History.Day("2026-05-01"), 1m), Only(Staffed()
            .Record(Given("a", 3, "2026-01-01", "2026-05-31"), Given("b", 2, "2026-05-01", null))));

    [Fact]
    public void People_of_another_period_do_not_count() =>
        Assert.Equal((2m, History.Day("2026-04-01"), 0m), Only(Staffed()
            .Record(Given("a", 9, "2026-01-01", "2026-03-31"), Given("a", 9, "2026-07-01", null),
                Given("b", 2, "2026-01-01", null))));

    [Fact]
    public void Initiatives_that_ended_free_their_people() =>
        Assert.Equal((0m, null, 0m), Only(Staffed().Record(Given("a", 9, "2026-01-01", null))
            .Record(StageReached("a", Stage.Killed))));

    [Fact]
    public void People_of_a_merged_department_count_with_the_one_it_went_into() =>
        Assert.Equal((5m, History.Day("2026-04-01"), 1m), Only(Staffed()
            .Record(new DepartmentRegistered(Key.Parse("web"), "Web"),
                Given("a", 3, "2026-01-01", null), Given("b", 2, "2026-01-01", null, "web"),
                new DepartmentMerged(Key.Parse("web"), It))));

    [Fact]
    public void For_a_period_without_days_nothing_is_known() =>
        Assert.Equal((null, null, null), Only(Staffed("whole-life")
            .Record(Given("a", 9, "2026-01-01", null))));

    [Fact]
    public void People_given_away_without_a_stated_capacity_are_named_and_not_called_over()
    {
        var journal = Staffed()
            .Record(
                Given("a", 1, "2026-05-01", null),
                Given("b", 2, "2026-06-01", "2026-06-30"),
                new ResourceAllocated(
                    Key.Parse("a"),
                    It,
                    "tester",
                    3,
                    History.Day("2026-02-01"),
                    null
                ),
                new ResourceAllocated(
                    Key.Parse("b"),
                    It,
                    "tester",
                    2,
                    History.Day("2026-05-01"),
                    null
                )
            );
        var view = Capacities.Compute(journal.AsOf("2026-12-31"));

        Assert.Equal([new(It, "IT", "tester", 5, History.Day("2026-05-01"))], view.Unstated);
        Assert.Equal(["developer"], view.Items.Select(i => i.Role));
        Assert.Empty(Capacities.Compute(Staffed().Record(Given("a", 9, "2026-01-01", null)).Book)
            .Unstated);
    }

    [Fact]
    public void People_given_away_on_days_outside_every_stated_period_are_named()
    {
        var journal = Staffed().Record(new CapacitySet("2026-q4", It, "developer", 4),
            Given("a", 1, "2026-03-31", "2026-06-30"), Given("b", 2, "2026-09-01", "2027-02-28"),
            Given("a", 2, "2027-01-15", "2027-01-31"));
        var view = Capacities.Compute(journal.AsOf("2026-12-31"));

        Assert.Equal([new(It, "IT", "developer", 4, History.Day("2027-01-15"))], view.Outside);
        Assert.Empty(view.Unstated);
        Assert.Empty(Capacities.Compute(journal.AsOf("2026-12-31"), "2026-q2").Outside);
    }

    [Theory]
    [InlineData("2026-03-31", "2026-04-30", "2026-03-31")]
    [InlineData("2026-06-30", "2026-07-01", "2026-07-01")]
    [InlineData("2026-06-30", null, "2026-07-01")]
    [InlineData("2026-04-01", "2026-06-30", null)]
    public void The_days_beside_a_stated_period_are_outside(string from, string? to, string? on) =>
        Assert.Equal(on is null ? null : History.Day(on), Capacities.Compute(Staffed()
            .Record(Given("a", 1, from, to)).AsOf("2026-12-31")).Outside.SingleOrDefault()?.PeakOn);

    [Fact]
    public void Overlapping_periods_leave_no_day_out()
    {
        var journal = Staffed("2026").Record(new CapacitySet("2026-q2", It, "developer", 4),
            new CapacitySet("2027", It, "developer", 4), Given("a", 1, "2026-01-01", "2027-12-31"));

        Assert.Empty(Capacities.Compute(journal.AsOf("2026-12-31")).Outside);
    }

    [Fact]
    public void Nobody_is_outside_of_a_period_that_names_no_days() =>
        Assert.Empty(
            Capacities
                .Compute(
                    Staffed("whole-life")
                        .Record(Given("a", 9, "2026-01-01", null))
                        .AsOf("2026-12-31")
                )
                .Outside
        );

    [Fact]
    public void For_one_period_only_its_capacity_and_its_days_count()
    {
        var journal = Staffed().Record(Given("a", 3, "2026-07-01", "2026-09-30"));

        Assert.Empty(Capacities.Compute(journal.AsOf("2026-12-31")).Unstated);
        Assert.Equal([new(It, "IT", "developer", 3, History.Day("2026-07-01"))],
            Capacities.Compute(journal.AsOf("2026-12-31"), "2026-q3").Unstated);
        Assert.Empty(Capacities.Compute(journal.AsOf("2026-12-31"), "2026-q4").Unstated);
    }
}
