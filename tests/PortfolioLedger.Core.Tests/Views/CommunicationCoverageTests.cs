using PortfolioLedger.Core.Stakeholders;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>Who was told something when, and who knows the objectives in force.</summary>
public sealed class CommunicationCoverageTests
{
    private static readonly Key Sh1 = Key.Parse("sh-1");
    private static readonly Key Sh2 = Key.Parse("sh-2");

    private static Journal Known => Given.AStrategy().With(
        new RegisterStakeholder(Sh1, Group: StakeholderGroup.Board),
        new RegisterStakeholder(Sh2, Group: StakeholderGroup.Board));

    [Fact]
    public void Days_are_counted_from_the_last_contact_of_anybody_in_the_group()
    {
        var journal = Known
            .On("2026-02-01")
            .With(Told("a", "2026-01-20", Sh1), Told("b", "2026-01-10", Sh1));
        var board = CommunicationCoverage
            .Compute(journal.Book.On(Day("2026-02-03")))
            .Items.Single(g => g.Group == StakeholderGroup.Board);

        Assert.Equal(new(StakeholderGroup.Board, 2, 1, Day("2026-01-20"), 14), board);
        Assert.Equal(
            [("sh-1", Day("2026-01-20")), ("sh-2", (DateOnly?)null)],
            StakeholderList
                .Compute(journal.Book)
                .Items.Select(s => (s.Stakeholder.Value, s.LastContactOn))
        );
        Assert.Equal(
            ["a", "b"],
            CommunicationList.Compute(journal.Book).Items.Select(c => c.Communication.Value)
        );
    }

    [Fact]
    public void A_group_that_nobody_told_anything_is_shown_as_such()
    {
        var groups = CommunicationCoverage.Compute(Known.Book).Items;

        Assert.Equal(
            Enum.GetValues<StakeholderGroup>().Cast<StakeholderGroup?>(),
            groups.Select(g => g.Group)
        );
        Assert.All(groups, g => Assert.Null(g.DaysSince));
        Assert.Null(CommunicationCoverage.Compute(
            Known.With(new RegisterStakeholder(Key.Parse("sh-3"))).Book).Items[^1].Group);
    }

    [Fact]
    public void A_department_with_active_work_shows_what_it_was_told_and_did_not_acknowledge()
    {
        var working = Given.AnInitiative(Core.Initiatives.Stage.Active)
            .With(new RegisterStakeholder(Sh1, Department: Waterworks));
        var told = working.On("2026-02-01").With(Told("a", "2026-02-01", Sh1));
        DepartmentAwareness Of(Journal journal) =>
            CommunicationCoverage.Compute(journal.Book).Departments
                .Single(d => d.Department == Waterworks);
        var served = Of(working).Objectives;

        Assert.NotEmpty(served);
        Assert.Equal([Croton], Of(working).Initiatives);
        Assert.Equal((null, false, false), Said(working));
        Assert.Equal(served.AsEnumerable(), Of(working).NotAcknowledged);
        Assert.Equal((Day("2026-02-01"), true, false), Said(told));
        Assert.Equal((Day("2026-02-01"), true, true),
            Said(told.With(new AcknowledgeStrategy(served, null, Sh1))));
        Assert.Empty(CommunicationCoverage.Compute(Known.Book).Departments);

        (DateOnly?, bool, bool) Said(Journal journal) =>
            (Of(journal).LastToldOn, Of(journal).Told, Of(journal).Acknowledged);
    }

    [Fact]
    public void Who_acts_in_a_department_acknowledges_for_it()
    {
        var working = Given.AnInitiative(Core.Initiatives.Stage.Active);
        var served = CommunicationCoverage.Compute(working.Book).Departments
            .Single(d => d.Department == Waterworks).Objectives;
        var last = working.Entries[^1];
        var read = working.Book.Post(last with
        {
            Position = last.Position + 1,
            Actor = new("mo", Role.Contributor, Waterworks.Value),
            Fact = new StrategyAcknowledged(served, last.Position, null),
        });

        Assert.Empty(CommunicationCoverage.Compute(read).Departments
            .Single(d => d.Department == Waterworks).NotAcknowledged);
    }

    [Fact]
    public void An_acknowledgement_holds_until_the_objective_changes()
    {
        var read = Known
            .With(new AcknowledgeStrategy([Growth], null, Sh1))
            .WithBy("mo", new AcknowledgeStrategy([Growth]));
        var revised = read.With(
            new ReviseObjective(Growth, ObjectiveField.Title, Why, "Grow in the region", "Grow")
        );
        var again = revised.With(new AcknowledgeStrategy([Growth], null, Sh1));

        Assert.Equal(("mo sh-1", ""), By(read));
        Assert.Equal(("", "mo sh-1"), By(revised));
        Assert.Equal(("sh-1", "mo"), By(again));
    }

    [Fact]
    public void An_acknowledgement_of_an_old_position_is_one_of_what_was_before() =>
        Assert.Equal(("", "sh-1"), By(Known.With(new AcknowledgeStrategy([Growth], 1, Sh1))));

    [Fact]
    public void Only_objectives_in_force_are_to_be_known() =>
        Assert.Equal(["resilience", "service"], CommunicationCoverage.Compute(
            Known.With(new RetireObjective(Growth, Why), Objective(Key.Parse("new"), "New")).Book)
            .Objectives.Select(o => o.Objective.Value));

    private static (string Now, string Before) By(Journal journal)
    {
        var known = CommunicationCoverage
            .Compute(journal.Book)
            .Objectives.Single(o => o.Objective == Growth);
        return (string.Join(' ', known.AcknowledgedBy), string.Join(' ', known.AcknowledgedBefore));
    }

    private static RecordCommunication Told(string key, string on, params Key[] audience) =>
        new(Key.Parse(key), [.. audience], Day(on));
}
