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
