using CsCheck;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Initiatives;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Initiatives;

/// <summary>People are given for days and taken back for days.</summary>
public sealed class AllocationTests
{
    private const string Engineer = "engineer";

    private static readonly Journal Active = Given.AnInitiative(Stage.Active);

    private static AllocateResource Allocate(
        decimal fte, string from, string? to, Key? initiative = null) => new(
        initiative ?? Croton, Waterworks, Engineer, fte, Day(from), to is null ? null : Day(to));

    private static ReleaseResource Release(decimal fte, string from, string? to) => new(
        Croton, Waterworks, Engineer, fte, Day(from), to is null ? null : Day(to));

    private static decimal FteOn(Journal journal, string date) =>
        journal.Book.PeakFte(Waterworks, Engineer, Day(date), Day(date)).Fte;

    [Fact]
    public void People_are_allocated_for_days() =>
        Active.When(Allocate(2.5m, "2026-02-01", "2026-06-30")).Then(new ResourceAllocated(
            Croton, Waterworks, Engineer, 2.5m, Day("2026-02-01"), Day("2026-06-30")));

    [Fact]
    public void They_count_from_the_first_day_to_the_last()
    {
        var journal = Active.With(Allocate(2.5m, "2026-02-01", "2026-06-30"),
            Allocate(1, "2026-06-01", null));

        Assert.Equal([0m, 2.5m, 3.5m, 3.5m, 1m], new[]
            { "2026-01-31", "2026-02-01", "2026-06-01", "2026-06-30", "2026-07-01" }
            .Select(d => FteOn(journal, d)));
    }

    [Fact]
    public void What_is_released_is_free_again()
    {
        var journal = Active.With(Allocate(2.5m, "2026-02-01", null))
            .With(Release(1, "2026-04-01", "2026-04-30"));

        Assert.Equal([2.5m, 1.5m, 1.5m, 2.5m], new[]
            { "2026-03-31", "2026-04-01", "2026-04-30", "2026-05-01" }
            .Select(d => FteOn(journal, d)));
    }

    [Theory]
    [InlineData("2026-01-31", "2026-02-10")]
    [InlineData("2026-06-30", "2026-07-01")]
    [InlineData("2026-02-01", null)]
    [InlineData("2027-01-01", "2027-01-02")]
    public void Nobody_is_released_on_a_day_without_them(string from, string? to) =>
        Active.With(Allocate(2, "2026-02-01", "2026-06-30")).When(Release(1, from, to))
            .ThenRefused("not-allocated", About(Croton));

    [Fact]
    public void No_more_are_released_than_are_there_on_each_day()
    {
        var journal = Active.With(Allocate(2, "2026-02-01", null))
            .With(Release(1.5m, "2026-04-01", "2026-04-30"));

        journal.When(Release(1, "2026-03-01", "2026-05-31")).ThenRefused("not-allocated");
        journal.When(Release(0.5m, "2026-03-01", "2026-05-31")).Then(new ResourceReleased(
            Croton, Waterworks, Engineer, 0.5m, Day("2026-03-01"), Day("2026-05-31")));
    }

    [Fact]
    public void The_peak_is_the_busiest_day_over_all_initiatives_that_count()
    {
        var delta = Key.Parse("delta");
        var journal = Active.With(Initiative(delta)).With(
            Allocate(2, "2026-02-01", "2026-06-30"), Allocate(3, "2026-05-01", null, delta));

        Assert.Equal((5m, Day("2026-05-01")), journal.Book.PeakFte(
            Waterworks, Engineer, Day("2026-01-01"), Day("2026-12-31")));
        Assert.Equal((5m, Day("2026-06-01")), journal.Book.PeakFte(
            Waterworks, Engineer, Day("2026-06-01"), Day("2026-12-31")));
        Assert.Equal((2m, Day("2026-02-01")), journal.Book.PeakFte(
            Waterworks, Engineer, Day("2026-01-01"), Day("2026-04-30")));
        Assert.Equal(3, FteOn(journal.With(new CompleteInitiative(Croton)), "2026-05-01"));
    }

    [Fact]
    public void No_day_of_a_period_has_more_people_than_the_department()
    {
        var journal = Active.With(new SetCapacity("2026-q2", Waterworks, Engineer, 3))
            .With(Allocate(2, "2026-01-15", "2026-05-31"));
        var about = new Subject(SubjectKind.Department, Waterworks);

        Assert.Contains(
            "allocate at most 1",
            journal
                .When(Allocate(1.5m, "2026-05-01", null))
                .ThenRefused("over-capacity", about)
                .Detail,
            StringComparison.Ordinal
        );
        Assert.Null(journal.When(Allocate(1.5m, "2026-06-01", null)).Refusal);
        Assert.Null(journal.When(Allocate(9, "2026-01-15", "2026-03-31")).Refusal);
        Assert.Null(journal.When(Allocate(1, "2026-01-15", null)).Refusal);
        Assert.Null(journal.When(Allocate(9, "2026-04-01", null) with { Role = "driver" }).Refusal);
    }

    [Fact]
    public void Departments_that_were_merged_have_their_people_together()
    {
        var journal = Active.With(new SetCapacity("2026", Waterworks, Engineer, 3),
            new SetCapacity("2026", Transport, Engineer, 2), Allocate(3, "2026-02-01", null),
            new MergeDepartment(Transport, Waterworks));

        Assert.Null(journal.When(Allocate(2, "2026-02-01", null)).Refusal);
        journal.When(Allocate(2.5m, "2026-02-01", null)).ThenRefused("over-capacity");
    }

    [Fact]
    public void What_is_wrong_is_named()
    {
        Faulty.At(Allocate(0, "2026-02-01", "2026-01-31") with { Role = " " },
            "/role", "/fte", "/to");
        Faulty.At(Release(-1, "2026-02-01", "2026-01-31") with { Role = "" },
            "/role", "/fte", "/to");
    }

    [Fact]
    public void The_department_must_be_known() =>
        Active.When(Allocate(1, "2026-02-01", null) with { Department = Nobody })
            .ThenRefused("unknown-department");

    /// <summary>FTE-days counted day by day are those of the steps.</summary>
    [Fact]
    public void Days_add_up() => Gen.Select(
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 20], Gen.Int[1, 9]).Array[0, 8],
        Gen.Int[0, 50], Gen.Int[0, 30]).Sample((allocations, first, length) =>
    {
        var stamp = new Stamp(1, Start, default, Start, new Actor(Journal.Clerk, Role.Contributor));
        var people = allocations.Aggregate(Allocation.Nobody(Waterworks, Engineer), (p, a) => p.Add(
            a.Item3 / 4m, Start.AddDays(a.Item1), Start.AddDays(a.Item1 + a.Item2), stamp));
        var (from, to) = (Start.AddDays(first), Start.AddDays(first + length));
        var byDay = Enumerable.Range(first, length + 1).Select(d => allocations
            .Where(a => a.Item1 <= d && d <= a.Item1 + a.Item2).Sum(a => a.Item3 / 4m)).ToList();

        Assert.Equal(byDay.Sum(), people.FteDays(from, to, Start));
        Assert.Equal(byDay[0], people.FteOn(from, Start));
        Assert.Null(people.ShortOf(byDay.Min(), from, to));
        var more = byDay.Min() + 0.25m;
        Assert.Equal(from.AddDays(byDay.FindIndex(d => d < more)), people.ShortOf(more, from, to));
    });
}
