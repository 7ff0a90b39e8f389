using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>Programs, and what else an initiative shows about its delivery.</summary>
public sealed class ProgramsTests
{
    private static readonly Key P = Key.Parse("p");

    /// <summary>
    /// p holds a and q; q holds b: A_a = 50, A_b = 15 (see the alignment example).
    /// </summary>
    private static History Worked() => new History().Record(Opened())
        .Record(Objective("o1")).Record(Objective("o2")).Record(Weights(("o1", .5m), ("o2", .5m)))
        .Record(Program("p"), Program("q", "p"), Part("a", "p"), Part("b", "q"), Initiative("c"))
        .Record(Claim("a", "o1", Strength.Strong), Claim("b", "o2", Strength.Medium, .9m));

    private static InitiativeProposed Program(string key, string? parent = null) =>
        Part(key, parent) with { Kind = InitiativeKind.Program };

    private static InitiativeProposed Part(string key, string? parent) =>
        Initiative(key) with { Parent = parent is null ? null : Key.Parse(parent) };

    private static ProgramItem Of(History journal, string program = "p") =>
        Programs
            .Compute(journal.AsOf("2026-06-30"))
            .Items.Single(i => i.Program == Key.Parse(program));

    [Fact]
    public void Budget_spend_and_alignment_of_all_levels_are_rolled_up()
    {
        var program = Of(Worked().Record(Budget("a", 300), Budget("b", 100), Budget("c", 999))
            .Record(Spend("b", 40)).Record(Spend("p", 2)));

        Assert.Equal((400m, 42m, 3), (program.Budget, program.Spend, program.Initiatives));
        Assert.Equal(((300 * 50m) + (100 * 15m)) / 400, program.Alignment);
        Assert.Equal(["a", "q"], program.Children.Select(k => k.Value));
    }

    [Fact]
    public void Without_budgets_the_sums_are_unknown()
    {
        var program = Of(Worked(), "q");

        Assert.Equal((null, null, null), (program.Budget, program.Spend, program.Alignment));
        Assert.Null(program.OnTimeShare);
    }

    [Fact]
    public void What_was_killed_keeps_its_spend_but_not_its_budget()
    {
        var program = Of(Worked().Record(Budget("a", 300), Budget("b", 100), Spend("a", 7),
            StageReached("a", Stage.Killed)));

        Assert.Equal((100m, 7m, 15m), (program.Budget, program.Spend, program.Alignment));
    }

    [Fact]
    public void Outputs_are_counted_with_their_plans()
    {
        var program = Of(
            Worked()
                .Record(
                    Delivered("a", "one", "2026-02-01", "2026-02-01"),
                    Planned("b", "two", "2026-03-01")
                )
                .Record(Delivered("b", "three", "2026-02-01"))
        );

        Assert.Equal((2, 2, .5m),
            (program.OutputsPlanned, program.OutputsDelivered, program.OnTimeShare));
    }

    [Fact]
    public void A_program_shows_its_roll_up_and_a_project_none()
    {
        var book = Worked().Record(Budget("a", 300)).AsOf("2026-06-30");

        Assert.Equal(300, InitiativeDetail.Compute(book, P)!.Program!.Budget);
        Assert.Null(InitiativeDetail.Compute(book, Key.Parse("a"))!.Program);
    }

    [Fact]
    public void A_merged_initiative_and_its_successor_show_each_other()
    {
        var book = Worked().Record(new InitiativeMerged(Key.Parse("a"), Key.Parse("c"), Why)).Book;

        Assert.Equal(
            Key.Parse("c"),
            InitiativeDetail.Compute(book, Key.Parse("a"))!.EarlyEnd!.MergedInto
        );
        Assert.Equal([Key.Parse("a")], InitiativeDetail.Compute(book, Key.Parse("c"))!.MergedFrom);
        Assert.Single(InitiativeDetail.Compute(book, Key.Parse("a"))!.Contributions);
        Assert.Empty(InitiativeDetail.Compute(book, Key.Parse("c"))!.Contributions);
    }

    [Fact]
    public void A_killed_initiative_shows_why_and_what_was_spent_in_vain()
    {
        var book = Worked().Record(new InitiativeKilled(Key.Parse("a"), "late", Usd(5), Why)).Book;

        Assert.Equal(
            new EarlyEnd("late", 5, null),
            InitiativeDetail.Compute(book, Key.Parse("a"))!.EarlyEnd
        );
        Assert.Null(InitiativeDetail.Compute(book, Key.Parse("b"))!.EarlyEnd);
    }

    [Fact]
    public void Staffing_assurance_and_dependencies_are_shown()
    {
        Key a = Key.Parse("a"), north = Key.Parse("north");
        var book = Worked().Record(
            new ResourceAllocated(a, north, "engineer", 2, new(2026, 2, 1), new(2026, 8, 31)),
            new ResourceReleased(a, north, "engineer", .5m, new(2026, 6, 1), new(2026, 6, 30)),
            new DependencyDeclared(a, Key.Parse("b"), null, "Same crane."),
            new DependencyDeclared(a, Key.Parse("c"), null, null),
            new DependencyRemoved(a, Key.Parse("c")),
            new AssuranceRated(a, "rag", "amber", "nora", Why),
            new EffortRecorded(a, "2026-01", north, null, 8)).AsOf("2026-06-30");
        var detail = InitiativeDetail.Compute(book, a)!;
        var people = Assert.Single(detail.Allocations);

        Assert.Equal((north, "engineer", 1.5m), (people.Department, people.Role, people.Fte));
        Assert.Equal([2m, 1.5m, 2m, 0m], people.Course.Select(c => c.Fte));
        Assert.Equal(8, detail.EffortHours);
        Assert.Equal(("b", "Same crane."), (
            Assert.Single(detail.DependsOn).Initiative.Value, detail.DependsOn[0].Reason));
        Assert.Equal([a], InitiativeDetail.Compute(book, Key.Parse("b"))!.NeededBy);
        var given = Assert.Single(detail.Assurance);
        Assert.Equal(
            ("rag", "amber", 2, 3),
            (given.Scale, given.Rating, given.Level, given.Levels)
        );
    }

    [Fact]
    public void A_deliverable_shows_its_share_and_where_it_stands()
    {
        var items = Deliverables
            .Compute(
                Worked()
                    .Record(Delivered("a", "a-late", "2026-03-01", "2026-02-01"))
                    .Record(
                        Delivered("a", "b-free", "2026-03-01"),
                        Planned("a", "c-due", "2026-06-29"),
                        Planned("a", "d-later", "2026-06-30", .5m)
                    )
                    .AsOf("2026-06-30")
            )
            .Items;

        Assert.Equal([OutputStatus.DeliveredLate, OutputStatus.Delivered, OutputStatus.Overdue,
            OutputStatus.Planned], items.Select(i => i.Status));
        Assert.Equal([50m, 50m, 50m, 25m], items.Select(i => i.StrategicPriority!.Value));
    }

    [Fact]
    public void A_delivery_to_come_is_not_accepted_yet()
    {
        var item = Assert.Single(Deliverables.Compute(Worked().RecordEffective("2026-02-01",
            Delivered("a", "out", "2026-09-01") with { AcceptedBy = "maria" })
            .AsOf("2026-06-30")).Items);

        Assert.Equal((null, null, OutputStatus.Planned),
            (item.DeliveredOn, item.AcceptedBy, item.Status));
    }
}
