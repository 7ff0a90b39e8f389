using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>Lists of what is in the ledger, as in force on the day of the book.</summary>
public sealed class RegisterViewsTests
{
    [Fact]
    public void Objectives_show_their_weight_zero_before_the_next_weighting_null_when_they_carry_none()
    {
        var journal = AlignmentTests.Worked().Record(Objective("o4")).Record(Proposed("o5"))
            .Record(Objective("vision", ObjectiveLevel.Vision));

        Assert.Equal(
            [("o1", .5m), ("o2", .3m), ("o3", .2m), ("o4", 0m), ("o5", null), ("vision", null)],
            ObjectiveList.Compute(journal.Book).Items.Select(o => (o.Objective.Value, o.Weight))
        );
    }

    [Fact]
    public void A_retirement_to_come_shows_no_successor_yet()
    {
        var journal = AlignmentTests.Worked().RecordEffective("2026-07-01",
            new ObjectiveRetired(Key.Parse("o1"), Key.Parse("o2"), Why));

        Assert.Null(ObjectiveList.Compute(journal.AsOf("2026-06-30")).Items[0].Successor);
        var then = ObjectiveList.Compute(journal.AsOf("2026-07-01")).Items[0];
        Assert.Equal((ObjectiveStatus.Retired, "o2"), (then.Status, then.Successor?.Value));
    }

    [Fact]
    public void Initiatives_show_money_over_all_periods_and_the_last_event_that_touched_them()
    {
        var journal = AlignmentTests.Worked().Record(Budget("a", 50_000, "2027"), Spend("a", 7));
        var version = journal.Position;
        journal.Record(Spend("b", 1));
        var item = InitiativeList.Compute(journal.Book).Items[0];

        Assert.Equal((650_000m, 7m, version), (item.Budget, item.Spend, item.Version));
        Assert.Null(InitiativeList.Compute(journal.Book).Items[2].Spend);
        Assert.Equal(item.Version, InitiativeDetail.Compute(journal.Book, Key.Parse("a"))!.Version);
    }

    [Fact]
    public void Ended_initiatives_stay_listed_with_their_stage()
    {
        var journal = AlignmentTests.Worked().Record(StageReached("a", Stage.Killed));

        Assert.Equal(Stage.Killed, InitiativeList.Compute(journal.Book).Items[0].Stage);
    }

    [Fact]
    public void An_initiative_does_not_exist_before_its_effective_day()
    {
        var journal = AlignmentTests.Worked().RecordEffective("2026-07-01", Initiative("later"));

        Assert.Null(InitiativeDetail.Compute(journal.AsOf("2026-06-30"), Key.Parse("later")));
        Assert.NotNull(InitiativeDetail.Compute(journal.AsOf("2026-07-01"), Key.Parse("later")));
    }

    [Fact]
    public void The_strategic_priority_of_a_deliverable_is_the_alignment_of_its_initiative()
    {
        var journal = AlignmentTests.Worked().Record(Delivered("a", "out", "2026-01-01"));

        Assert.Equal(50, Assert.Single(Deliverables.Compute(journal.Book).Items).StrategicPriority);
    }

    [Fact]
    public void Of_the_scoring_models_one_version_is_in_force()
    {
        var journal = RankingExampleTests.Worked();

        Assert.Equal([(1, true, true), (2, true, false)], Models(journal.AsOfPosition(102)));
        Assert.Equal([(1, true, false), (2, true, true)], Models(journal.AsOfPosition(103)));
    }

    [Fact]
    public void A_published_ranking_is_reproduced_by_the_fold_to_its_position()
    {
        var journal = RankingExampleTests.Worked();
        var then = journal.AsOfPosition(102);
        var verdict = new PublishRanking(Key.Parse("march"), Why)
            .Decide(then, new Caller(new Actor("board", Role.Approver)));
        journal.Record(Assert.Single(verdict.Facts));
        var published = journal.Book.Scoring.Rankings[Key.Parse("march")];

        Assert.Equal(["p2", "p3", "p1"], published.Ranking.Ordered.Select(r => r.Initiative.Value));
        Assert.True(PublishedRankingDetail.From(published, then).Reproduced);
        Assert.False(PublishedRankingDetail.From(published, journal.AsOfPosition(101)).Reproduced);
    }

    private static IEnumerable<(int, bool, bool)> Models(Core.Books.Book book) =>
        ScoringModelList.Compute(book).Items.Select(m => (m.Version, m.Released, m.InForce));
}
