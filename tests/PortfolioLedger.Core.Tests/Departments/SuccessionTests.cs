using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Departments;

/// <summary>Departments and customer segments get other names, successors and an end.</summary>
public sealed class SuccessionTests
{
    private static readonly Key Works = Key.Parse("works");
    private static readonly Key Firms = Key.Parse("firms");

    private static Journal WithSuccessors =>
        Given
            .AStrategy()
            .With(
                new RegisterDepartment(Works, "Public works"),
                new RegisterCustomerSegment(Firms, "Firms")
            );

    [Fact]
    public void A_new_name_holds_from_its_day_on_and_the_old_one_before()
    {
        var journal = Given.AStrategy().On("2026-03-01")
            .With(new RenameDepartment(Transport, "Roads and rails", Day("2026-04-01")));

        Assert.Equal("Transport", journal.Book.NameOf(new(SubjectKind.Department, Transport)));
        Assert.Equal("Roads and rails",
            journal.Book.On(Day("2026-04-01")).NameOf(new(SubjectKind.Department, Transport)));
    }

    [Fact]
    public void A_segment_is_renamed_merged_and_retired()
    {
        WithSuccessors.When(new RenameCustomerSegment(Firms, "Companies"))
            .Then(new CustomerSegmentRenamed(Firms, "Companies"));
        WithSuccessors.When(new MergeCustomerSegment(Firms, Households))
            .Then(new CustomerSegmentMerged(Firms, Households));
        WithSuccessors
            .When(new RetireCustomerSegment(Firms))
            .Then(new CustomerSegmentRetired(Firms));
    }

    [Fact]
    public void Who_takes_over_must_be_another_one_in_being()
    {
        WithSuccessors.When(new MergeDepartment(Works, Nobody))
            .ThenRefused("unknown-successor", new Subject(SubjectKind.Department, Nobody));
        WithSuccessors.When(new MergeDepartment(Works, Works)).ThenRefused("unknown-successor");
        WithSuccessors
            .With(new RetireDepartment(Transport))
            .When(new MergeDepartment(Works, Transport))
            .ThenRefused("unknown-successor");
        WithSuccessors.When(new MergeCustomerSegment(Firms, Nobody))
            .ThenRefused("unknown-successor", new Subject(SubjectKind.CustomerSegment, Nobody));
    }

    [Fact]
    public void Who_names_a_merged_one_is_told_which_is_in_being_now()
    {
        var roads = Key.Parse("roads");
        var merged = WithSuccessors.With(new RegisterDepartment(roads, "Roads"),
            new MergeDepartment(roads, Works), new MergeDepartment(Works, Transport));
        var late = Initiative() with { Department = roads };

        Assert.Equal("'roads' was merged into 'transport'; name 'transport' instead.",
            merged.When(late).ThenRefused("department-retired").Detail);
        Assert.Equal("'roads' was merged into 'works', which is over as well; name another one.",
            merged.With(new RetireDepartment(Transport)).When(late)
                .ThenRefused("department-retired").Detail);
    }

    [Fact]
    public void What_has_ended_takes_part_in_nothing_new()
    {
        var merged = WithSuccessors.With(
            new MergeDepartment(Works, Transport), new RetireCustomerSegment(Firms));

        var refusal = merged.When(Initiative() with { Department = Works })
            .ThenRefused("department-retired", new Subject(SubjectKind.Department, Works));
        Assert.Contains("'transport'", refusal.Detail, StringComparison.Ordinal);
        merged.When(Initiative() with { ParticipatingDepartments = [Works] })
            .ThenRefused("department-retired");
        merged.When(new RenameDepartment(Works, "Works")).ThenRefused("department-retired");
        merged.When(new MergeDepartment(Works, Waterworks)).ThenRefused("department-retired");
        merged.When(new RetireDepartment(Works)).ThenRefused("department-retired");
        merged
            .When(new SetCapacity("2026", Works, "engineer", 1))
            .ThenRefused("department-retired");
        merged
            .When(Complaint with { Segment = Firms })
            .ThenRefused("segment-retired", new Subject(SubjectKind.CustomerSegment, Firms));
    }

    [Fact]
    public void A_department_that_leads_initiatives_cannot_be_retired_but_merged()
    {
        var leading = Given.AnInitiative(Stage.Active);

        leading.When(new RetireDepartment(Waterworks)).ThenRefused(
            "owns-active-initiatives", new Subject(SubjectKind.Department, Waterworks));
        leading.When(new MergeDepartment(Waterworks, Transport))
            .Then(new DepartmentMerged(Waterworks, Transport));
        leading
            .With(new MergeDepartment(Waterworks, Transport))
            .When(new RetireDepartment(Transport))
            .ThenRefused("owns-active-initiatives");
        leading.With(new CompleteInitiative(Croton)).When(new RetireDepartment(Waterworks))
            .Then(new DepartmentRetired(Waterworks));
    }

    [Fact]
    public void What_was_recorded_under_the_old_key_stays_and_sums_show_the_successor_from_its_day_on()
    {
        var journal = Given
            .AnInitiative(Stage.Active)
            .With(
                new SetCapacity("2026", Waterworks, "engineer", 3),
                new SetCapacity("2026", Transport, "engineer", 4.5m)
            )
            .With(new MergeDepartment(Waterworks, Transport, Day("2026-02-01")));
        var after = journal.Book.On(Day("2026-02-01"));

        Assert.Equal([("transport", 4.5m), ("waterworks", 3m)],
            Capacities.Compute(journal.Book).Items.Select(c => (c.Department.Value, c.Fte)));
        Assert.Equal([("transport", 7.5m)],
            Capacities.Compute(after).Items.Select(c => (c.Department.Value, c.Fte)));
        Assert.Equal("waterworks", InitiativeDetail.Compute(after, Croton)!.Department?.Value);
        Assert.Equal(["department/waterworks"], Alone(journal.Book));
        Assert.Equal(["department/transport"], Alone(after));
    }

    [Fact]
    public void The_list_says_since_when_and_until_when()
    {
        var journal = WithSuccessors.With(new MergeDepartment(Works, Transport, Day("2026-02-01")));

        Assert.Equal((null, null), Row(journal.Book));
        Assert.Equal((Day("2026-02-01"), Transport), Row(journal.Book.On(Day("2026-02-01"))));

        static (DateOnly?, Key?) Row(Book book)
        {
            var row = RegisteredList.Departments(book).Items.Single(d => d.Key == Works);
            return (row.Until, row.MergedInto);
        }
    }

    [Fact]
    public void Mergers_are_followed_to_the_last_one()
    {
        var journal = WithSuccessors.With(
            new MergeDepartment(Works, Transport), new MergeDepartment(Transport, Waterworks));

        Assert.Equal(Waterworks, journal.Book.Departments.SuccessorOn(Works, journal.Today));
        Assert.Equal(Nobody, journal.Book.Departments.SuccessorOn(Nobody, journal.Today));
    }

    [Fact]
    public void Capacity_is_stated_by_period_and_role_and_replaced_by_a_later_statement()
    {
        var journal = Given.AStrategy().With(new SetCapacity("2026", Transport, "engineer", 3))
            .With(new SetCapacity("2026", Transport, "engineer", 2.5m))
            .With(
                new SetCapacity("2026", Transport, "planner", 1),
                new SetCapacity("2027", Transport, "planner", 9)
            );

        Assert.Equal(
            [("engineer", 2.5m), ("planner", 1m)],
            Capacities.Compute(journal.Book, "2026").Items.Select(c => (c.Role, c.Fte))
        );
        Assert.Equal(
            9,
            journal.Book.Departments.Find(Transport)!.CapacityOn(journal.Today, "2027", "planner")
        );
        Assert.Null(
            journal.Book.Departments.Find(Transport)!.CapacityOn(journal.Today, "2028", "planner")
        );
    }

    [Fact]
    public void Fields_are_checked()
    {
        Faulty.At(new SetCapacity("in spring", Transport, " ", -1), "/period", "/role", "/fte");
        Faulty.At(new RenameDepartment(Transport, " "), "/name");
        Faulty.At(new RenameCustomerSegment(Firms, ""), "/name");
    }

    private static IEnumerable<string> Alone(Book book) => Alignment.Compute(book).Gaps
        .Where(g => g.Kind == "department-alone").Select(g => g.Subject.ToString());
}
