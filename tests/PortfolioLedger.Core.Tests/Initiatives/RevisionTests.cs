using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.ValueStreams;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Initiatives;

/// <summary>
/// What an initiative was put forward with is revised from a day on; the past keeps what it was.
/// </summary>
public sealed class RevisionTests
{
    private static readonly Key Plan = Key.Parse("water-plan");
    private static readonly Key Sewage = Key.Parse("sewage");

    private static readonly ReviseInitiative ToOmar = new(Croton, Why, Sponsor: "omar");

    private static Journal InMarch => Given.AStrategy()
        .With(WaterSupply, new IdentifyValueStream(Sewage, "Sewage"))
        .With(Initiative(Plan) with { Name = "Water plan", Kind = InitiativeKind.Program })
        .With(Initiative() with
        {
            ValueStream = Water, Parent = Plan, Summary = "A new intake",
            ParticipatingDepartments = [Transport],
        })
        .On("2026-03-01");

    private static Grounds From(string day) => Why with { EffectiveOn = Day(day) };

    [Fact]
    public void A_sponsor_is_revised() => InMarch.When(ToOmar)
        .Then(Revised(sponsor: new("maria", "omar"))).ThenEffectiveOn("2026-03-01");

    [Fact]
    public void All_of_a_proposal_is_revised_at_once()
    {
        var revised = InMarch.When(new ReviseInitiative(Croton, Why, InitiativeKind.Product, "omar",
                Transport, [Waterworks], Sewage, Clear: [InitiativeOption.Parent]))
            .Then(new InitiativeRevised(Croton,
                new(InitiativeKind.Project, InitiativeKind.Product), new("maria", "omar"),
                new(Waterworks, Transport), new([Transport], [Waterworks]), new(Water, Sewage),
                new(Plan, null), Why)).Recorded();

        Assert.Equal("Changed the kind of Croton Falls from project to product, its sponsor from "
            + "maria to omar, its department from Waterworks to Transport, its participating "
            + "departments from Transport to Waterworks, its value stream from Water supply to "
            + "Sewage and its program from Water plan to none", Last(revised));
        var detail = InitiativeDetail.Compute(revised.Book, Croton)!;
        Assert.Equal((InitiativeKind.Product, "omar", Transport, Sewage, null),
            (detail.Kind, detail.Sponsor, detail.Department, detail.ValueStream, detail.Parent));
        Assert.Equal([Waterworks], detail.ParticipatingDepartments);
    }

    [Fact]
    public void What_had_no_value_is_set_and_what_is_optional_is_cleared()
    {
        var bare = Given.AStrategy().With(WaterSupply, Initiative());
        var set = bare.With(new ReviseInitiative(Croton, Why, ValueStream: Water));
        var cleared = set.With(new ReviseInitiative(Croton, Why, Sponsor: "omar",
            Clear: [InitiativeOption.ValueStream]));

        Assert.Equal("Set the value stream of Croton Falls to Water supply", Last(set));
        Assert.Equal("Changed the sponsor of Croton Falls from maria to omar and its value stream "
            + "from Water supply to none", Last(cleared));
        Assert.Equal((Water, null), (Shown(set.Book).ValueStream, Shown(cleared.Book).ValueStream));
    }

    [Fact]
    public void All_that_take_part_may_leave_either_way()
    {
        foreach (var revision in new[]
        {
            new ReviseInitiative(Croton, Why, ParticipatingDepartments: []),
            new ReviseInitiative(Croton, Why, Clear: [InitiativeOption.ParticipatingDepartments]),
        })
            Assert.Empty(Shown(InMarch.With(revision).Book).ParticipatingDepartments);
    }

    [Fact]
    public void Views_of_an_earlier_day_keep_what_it_was()
    {
        var book = InMarch.With(new ReviseInitiative(Croton, From("2026-04-01"),
            InitiativeKind.Product, "omar", Transport, [Waterworks], Sewage)).Book;

        foreach (var (day, sponsor, lead, stream) in new[]
        {
            ("2026-03-31", "maria", Waterworks, Water), ("2026-04-01", "omar", Transport, Sewage),
        })
        {
            var on = book.On(Day(day));
            var item = InitiativeList.Compute(on).Items.Single(i => i.Initiative == Croton);
            Assert.Equal(
                (sponsor, lead, stream), (item.Sponsor, item.Department, item.ValueStream));
            Assert.Equal(sponsor, Shown(on).Sponsor);
        }
    }

    [Fact]
    public void A_field_that_waits_for_its_day_stays_when_another_is_revised()
    {
        var book = InMarch.With(ToOmar with { Grounds = From("2026-04-01") },
            new ReviseInitiative(Croton, Why, Department: Transport)).Book;

        var (now, then) = (Shown(book), Shown(book.On(Day("2026-04-01"))));
        Assert.Equal(("maria", Transport), (now.Sponsor, now.Department));
        Assert.Equal(("omar", Transport), (then.Sponsor, then.Department));
    }

    [Fact]
    public void A_revision_that_reaches_back_says_only_what_it_became()
    {
        var omar = InMarch.With(ToOmar).On("2026-05-01");

        var nina = omar.When(ToOmar with { Sponsor = "nina", Grounds = From("2026-02-01") })
            .Then(Revised(From("2026-02-01"), sponsor: new(null, "nina"))).Recorded();
        var sooner = omar.When(ToOmar with { Grounds = From("2026-02-01") })
            .Then(Revised(From("2026-02-01"), sponsor: new(null, "omar"))).Recorded();

        Assert.Equal("Set the sponsor of Croton Falls to nina", Last(nina));
        Assert.Equal("omar", Shown(nina.Book).Sponsor);
        Assert.Equal("nina", Shown(nina.BookOn("2026-02-28")).Sponsor);
        Assert.Equal("maria", Shown(nina.BookOn("2026-01-31")).Sponsor);
        Assert.Equal("omar", Shown(sooner.BookOn("2026-02-28")).Sponsor);
    }

    [Fact]
    public void Rules_ask_who_is_sponsor_on_the_day()
    {
        var board = InMarch.With(ToOmar with { Grounds = From("2026-04-01") },
            new TableDecision(Key.Parse("d-7"), "Fund it?", Initiatives: [Croton]));
        var vote = new CastVote(Key.Parse("d-7"), "fund");

        board.When(vote, "maria").ThenRefused("conflict-of-interest", About(Croton));
        Assert.Null(board.When(vote, "omar").Refusal);
        board.On("2026-04-01").When(vote, "omar")
            .ThenRefused("conflict-of-interest", About(Croton));
        Assert.Null(board.On("2026-04-01").When(vote, "maria").Refusal);
    }

    [Fact]
    public void Rules_ask_which_department_leads_on_the_day()
    {
        var revised = InMarch.With(
            new ReviseInitiative(Croton, Why, Department: Transport),
            new ReviseInitiative(Plan, Why, Department: Transport));

        Assert.Null(revised.When(new RetireDepartment(Waterworks)).Refusal);
        revised.When(new RetireDepartment(Transport)).ThenRefused("owns-active-initiatives");
    }

    [Fact]
    public void Programs_are_rolled_up_from_the_parts_of_the_day()
    {
        var book = InMarch.With(Budget(100)).With(new ReviseInitiative(
            Croton, From("2026-04-01"), Clear: [InitiativeOption.Parent])).Book;

        Assert.Equal([Croton], Programs.Compute(book).Items.Single().Children);
        Assert.Empty(Programs.Compute(book.On(Day("2026-04-01"))).Items.Single().Children);
    }

    [Fact]
    public void Silos_are_those_of_the_departments_of_the_day()
    {
        var book = InMarch.With(Budget(100), Contribution(), new ReviseInitiative(
            Croton, From("2026-04-01"), Department: Transport, ValueStream: Sewage)).Book;

        Assert.Equal([(Waterworks, Water)], Cells(book));
        Assert.Equal([(Transport, Sewage)], Cells(book.On(Day("2026-04-01"))));
    }

    [Fact]
    public void States_are_compared_with_what_was_revised()
    {
        var before = InMarch.With(new ReviseInitiative(
            Croton, Why, Clear: [InitiativeOption.ValueStream]));
        var after = before.With(ToOmar, new DescribeInitiative(Croton, "A new intake and tunnel"),
            new ReviseInitiative(Croton, Why, ValueStream: Sewage,
                Clear: [InitiativeOption.Parent, InitiativeOption.ParticipatingDepartments]));
        var at = after.Book.Position;

        Assert.Equal(
            [
                new(Croton, "participating-departments", "transport", null, at),
                new(Croton, "program", "water-plan", null, at),
                new(Croton, "sponsor", "maria", "omar", at - 2),
                new(Croton, "summary", "A new intake", "A new intake and tunnel", at - 1),
                new(Croton, "value-stream", null, "sewage", at),
            ], StateDifference.Between(before.Book, after.Book));
    }

    [Fact]
    public void The_changes_since_the_last_meeting_name_it()
    {
        var before = InMarch;
        var after = before.With(ToOmar, new DescribeInitiative(Croton));

        Assert.Equal("Initiatives: 1 revised (Croton Falls); 1 described anew (Croton Falls).",
            Changes.Compute(before.Book, after.Book,
                    [.. after.Postings.Skip((int)before.Book.Position)])
                .Items.Single(i => i.Topic == "initiatives").Sentence);
    }

    [Fact]
    public void A_summary_needs_no_grounds_and_can_go()
    {
        var told = InMarch.When(new DescribeInitiative(Croton, "A tunnel", Day("2026-04-01")))
            .Then(new InitiativeDescribed(Croton, new("A new intake", "A tunnel"))).Recorded();
        var gone = told.On("2026-05-01").When(new DescribeInitiative(Croton))
            .Then(new InitiativeDescribed(Croton, new("A tunnel", null))).Recorded();

        Assert.Equal("Changed the summary of Croton Falls from \"A new intake\" to \"A tunnel\"",
            Last(told));
        Assert.Equal("Changed the summary of Croton Falls from \"A tunnel\" to none", Last(gone));
        Assert.Equal(("A new intake", "A tunnel", null), (Shown(told.Book).Summary,
            Shown(told.Book.On(Day("2026-04-01"))).Summary, Shown(gone.Book).Summary));
        gone.When(new DescribeInitiative(Croton)).ThenRefused("nothing-changed", About(Croton));
        Faulty.At(new DescribeInitiative(Croton, " "), "/summary");
    }

    [Fact]
    public void What_is_in_force_already_is_no_revision()
    {
        InMarch.When(ToOmar with { Sponsor = "maria" })
            .ThenRefused("nothing-changed", About(Croton));
        InMarch.When(new ReviseInitiative(Croton, Why, ParticipatingDepartments: [Transport],
            ValueStream: Water)).ThenRefused("nothing-changed");
        InMarch.When(ToOmar with { Department = Waterworks })
            .Then(Revised(sponsor: new("maria", "omar")));
    }

    [Fact]
    public void Something_is_revised_and_nothing_given_and_cleared()
    {
        Faulty.At(new ReviseInitiative(Croton, Why), "/kind");
        Faulty.At(new ReviseInitiative(Croton, Why, Parent: Plan,
            Clear: [InitiativeOption.ValueStream, InitiativeOption.Parent]), "/clear/1");
        Faulty.At(new ReviseInitiative(Croton, Why,
            Clear: [InitiativeOption.Parent, InitiativeOption.Parent]), "/clear/1");
        Faulty.At(ToOmar with { Sponsor = " " }, "/sponsor");
        Faulty.At(new ReviseInitiative(Croton, Why,
            ParticipatingDepartments: [Transport, Transport]), "/participatingDepartments/1");
    }

    [Fact]
    public void Who_and_what_is_named_must_be_there()
    {
        InMarch.When(ToOmar with { Initiative = Nobody }).ThenRefused("unknown-initiative");
        InMarch.When(ToOmar with { Department = Nobody }).ThenRefused("unknown-department");
        InMarch.When(ToOmar with { ParticipatingDepartments = [Nobody] })
            .ThenRefused("unknown-department");
        InMarch.When(ToOmar with { ValueStream = Nobody }).ThenRefused("unknown-value-stream");
        InMarch.When(ToOmar with { Parent = Nobody }).ThenRefused("unknown-initiative");
        InMarch.When(ToOmar with { Grounds = From("2025-12-31") })
            .ThenRefused("before-creation", About(Croton));
    }

    [Fact]
    public void What_is_over_takes_part_in_nothing_new()
    {
        var over = InMarch.With(new RegisterDepartment(Key.Parse("archive"), "Archive"),
            new RetireDepartment(Key.Parse("archive")), new RetireValueStream(Sewage, Why));

        over.When(ToOmar with { Department = Key.Parse("archive") })
            .ThenRefused("department-retired");
        over.When(ToOmar with { ParticipatingDepartments = [Key.Parse("archive")] })
            .ThenRefused("department-retired");
        over.When(ToOmar with { ValueStream = Sewage }).ThenRefused("value-stream-retired");
        Assert.Null(over.WhenClaimed(ToOmar with
        {
            Department = Key.Parse("archive"), ValueStream = Sewage,
        }, "2026-03-01").Refusal);
    }

    [Theory]
    [InlineData(Stage.Killed)]
    [InlineData(Stage.Closed)]
    [InlineData(Stage.Rejected)]
    public void What_has_ended_stays_as_it_was(Stage stage) =>
        InMarch.Having(Croton, stage).When(ToOmar).ThenRefused("not-active", About(Croton));

    [Fact]
    public void Parents_make_no_circle_on_whatever_level()
    {
        var (top, middle, low) = (Key.Parse("top"), Key.Parse("middle"), Key.Parse("low"));
        var nested = Given.AStrategy().With(
            Program(top), Program(middle) with { Parent = top }, Program(low) with
            {
                Parent = middle,
            });

        foreach (var parent in (Key[])[top, middle, low])
        {
            nested.When(new ReviseInitiative(top, Why, Parent: parent))
                .ThenRefused("cycle-in-parents", About(top));
            nested.WhenClaimed(new ReviseInitiative(top, Why, Parent: parent))
                .ThenRefused("cycle-in-parents", About(top));
        }
        Assert.Null(nested.When(new ReviseInitiative(low, Why, Parent: top)).Refusal);
    }

    [Fact]
    public void Parents_make_no_circle_on_a_day_to_come()
    {
        var (a, b) = (Key.Parse("a"), Key.Parse("b"));
        var waiting = Given.AStrategy().With(Program(a), Program(b))
            .With(new ReviseInitiative(a, From("2026-06-01"), Parent: b));

        waiting.When(new ReviseInitiative(b, Why, Parent: a))
            .ThenRefused("cycle-in-parents", About(b));
        // Where it has another parent by then there is no circle.
        Assert.Null(waiting.With(Program(Plan))
            .With(new ReviseInitiative(b, From("2026-05-01"), Parent: Plan))
            .When(new ReviseInitiative(b, Why, Parent: a)).Refusal);
    }

    [Fact]
    public void A_circle_of_days_that_are_over_is_counted_once()
    {
        var (a, b) = (Key.Parse("a"), Key.Parse("b"));
        var circle = Given.AStrategy().With(Program(a), Program(b))
            .With(new ReviseInitiative(a, Why, Parent: b)).On("2026-03-01")
            .With(new ReviseInitiative(a, Why, Clear: [InitiativeOption.Parent]))
            .With(new ReviseInitiative(b, From("2026-02-01"), Parent: a));

        Assert.Equal([(a, 1), (b, 1)], Programs.Compute(circle.BookOn("2026-02-15")).Items
            .Select(p => (p.Program, p.Initiatives)));
    }

    [Fact]
    public void Only_programs_have_parts()
    {
        var alone = InMarch.With(Initiative(Key.Parse("delta")));

        alone.When(new ReviseInitiative(Croton, Why, Parent: Key.Parse("delta")))
            .ThenRefused("not-a-program", About(Key.Parse("delta")));
        alone.With(new KillInitiative(Plan, Why, "too-late"))
            .When(new ReviseInitiative(Key.Parse("delta"), Why, Parent: Plan))
            .ThenRefused("not-active", About(Plan));
    }

    [Fact]
    public void A_program_with_parts_stays_one()
    {
        var toProject = new ReviseInitiative(Plan, Why, InitiativeKind.Project);
        var leaving = InMarch.With(new ReviseInitiative(
            Croton, From("2026-04-01"), Clear: [InitiativeOption.Parent]));
        var coming = Given.AStrategy().With(Program(Plan), Initiative())
            .With(new ReviseInitiative(Croton, From("2026-04-01"), Parent: Plan));

        Assert.Contains("croton", InMarch.When(toProject)
            .ThenRefused("program-with-parts", About(Plan)).Detail, StringComparison.Ordinal);
        leaving.When(toProject).ThenRefused("program-with-parts");
        Assert.Null(leaving.When(toProject with { Grounds = From("2026-04-01") }).Refusal);
        coming.When(toProject).ThenRefused("program-with-parts");
        Given.AStrategy().With(Program(Plan)).With(WaterSupply with { Program = Plan })
            .When(toProject).ThenRefused("program-with-parts");
    }

    [Fact]
    public void Histories_of_what_it_joins_name_it()
    {
        var revised = InMarch.With(new ReviseInitiative(Croton, Why, Department: Transport,
            ValueStream: Sewage, ParticipatingDepartments: [Waterworks]));

        Assert.Equal(
            [
                About(Croton), new(SubjectKind.Department, Transport),
                new(SubjectKind.Department, Waterworks), new(SubjectKind.ValueStream, Sewage),
            ], revised.Entries[^1].Fact.Subjects());
        Assert.Equal(About(Plan), InMarch.With(Initiative(Key.Parse("delta")))
            .With(new ReviseInitiative(Key.Parse("delta"), Why, Parent: Plan))
            .Entries[^1].Fact.Subjects()[^1]);
    }

    private static InitiativeRevised Revised(
        Grounds? grounds = null, Revised<string>? sponsor = null) =>
        new(Croton, null, sponsor, null, null, null, null, grounds ?? Why);

    private static ProposeInitiative Program(Key key) =>
        Initiative(key) with { Kind = InitiativeKind.Program };

    private static InitiativeDetail Shown(Book book) => InitiativeDetail.Compute(book, Croton)!;

    private static string Last(Journal journal) =>
        journal.Entries[^1].Fact.Sentence(journal.Book);

    private static IEnumerable<(Key?, Key?)> Cells(Book book) =>
        Silos.Compute(book).Items.Select(c => (c.Department, c.ValueStream));
}
