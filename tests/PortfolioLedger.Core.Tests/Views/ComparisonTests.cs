using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

public sealed class ComparisonTests
{
    private readonly History _worked = RankingExampleTests.Worked();

    [Fact]
    public void Ranks_and_scores_of_two_positions_stand_side_by_side()
    {
        var view = InitiativeComparison.OfRankings(
            _worked.AsOfPosition(100),
            _worked.AsOfPosition(102)
        );

        Assert.Equal(
            "p2 2>1 7.4>7.4, p3 3>2 5.6>7.4, p1 1>3 7.6>6.8",
            string.Join(
                ", ",
                view.Items.Select(i =>
                    string.Create(
                        System.Globalization.CultureInfo.InvariantCulture,
                        $"{i.Initiative} {i.FromRank}>{i.ToRank} "
                            + $"{i.FromScore:0.##}>{i.ToScore:0.##}"
                    )
                )
            )
        );
        Assert.Equal((3, 2), (view.Moved, view.Changed));
        Assert.Equal((100L, 102L), (view.FromPosition, view.ToPosition));
    }

    [Fact]
    public void Agreement_is_over_scores_so_that_ties_count()
    {
        // 7.6 7.4 5.6 against 6.8 7.4 7.4: two pairs discordant, one tied in the second.
        var view = InitiativeComparison.OfRankings(
            _worked.AsOfPosition(100),
            _worked.AsOfPosition(102)
        );

        Assert.Equal(-2 / Math.Sqrt(6), (double)view.KendallTauB!.Value, 12);
    }

    [Fact]
    public void What_came_and_what_went_is_named_and_listed()
    {
        _worked.Record(StageReached("p1", Core.Initiatives.Stage.Killed)).Record(Initiative("p0"))
            .Record(Score("p0", "value", 10), Score("p0", "risk", 0));

        var view = InitiativeComparison.OfRankings(_worked.AsOfPosition(103), _worked.Book);

        Assert.Equal("p0", Assert.Single(view.Entered).Value);
        Assert.Equal("p1", Assert.Single(view.Left).Value);
        Assert.Equal(["p0", "p3", "p2", "p1"], view.Items.Select(i => i.Initiative.Value));
        Assert.Equal((null, 1), (view.Items[0].FromRank, view.Items[0].ToRank));
        Assert.Equal((3, null), (view.Items[3].FromRank, view.Items[3].ToRank));
    }

    [Fact]
    public void An_empty_past_has_no_agreement()
    {
        var view = InitiativeComparison.OfRankings(
            Core.Books.Book.Empty(History.Portfolio),
            _worked.Book
        );

        Assert.Null(view.KendallTauB);
        Assert.Equal(3, view.Entered.Length);
    }

    [Fact]
    public void Alignments_are_compared_by_score()
    {
        var journal = new History().Record(Opened()).Record(Objective("o1")).Record(Objective("o2"))
            .Record(Weights(("o1", .5m), ("o2", .5m))).Record(Initiative("a"), Initiative("b"))
            .Record(Claim("a", "o1", Strength.Strong), Claim("b", "o2", Strength.Medium));
        var before = journal.Book;
        journal.Record(Weights(("o1", .2m), ("o2", .8m)));

        var view = InitiativeComparison.OfAlignments(before, journal.Book);

        Assert.Equal(["b", "a"], view.Items.Select(i => i.Initiative.Value));
        Assert.Equal([-1, 1], view.Items.Select(i => i.RankChange));
        Assert.Equal([10m, -30m], view.Items.Select(i => Math.Round(i.ScoreChange!.Value, 9)));
    }

    [Fact]
    public void Value_streams_are_compared_by_priority()
    {
        var journal = new History().Record(Opened()).Record(ValueStream("s"), ValueStream("t"))
            .Record(Resources("s", 100, 1), Resources("t", 100, 1))
            .Record(Importance("s", .6m), Importance("t", .4m));
        var before = journal.Book;
        journal.Record(Importance("s", .2m));

        var view = ValueStreamComparison.Compute(before, journal.Book);

        Assert.Equal(["t", "s"], view.Items.Select(i => i.ValueStream.Value));
        Assert.Equal((2, 1, 2), (view.Items[0].FromRank, view.Items[0].ToRank, view.Moved));
    }

    [Fact]
    public void Outcomes_are_compared_by_attainment_and_what_is_unmeasured_stays_unknown()
    {
        var journal = new History().Record(Opened()).Record(Outcome("x")).Record(Outcome("y"));
        var before = journal.Book;
        journal.Record(Measured("x", 7, "2026-01-01"));

        var view = OutcomeComparison.Compute(before, journal.Book);

        Assert.Equal(
            (null, 0.3m, null),
            (
                view.Items[0].FromAttainment,
                view.Items[0].ToAttainment,
                view.Items[0].AttainmentChange
            )
        );
        Assert.Equal(
            (OutcomeStatus.Unmeasured, OutcomeStatus.NotDue),
            (view.Items[0].FromStatus, view.Items[0].ToStatus)
        );
        Assert.Equal((1, null), (view.Changed, view.KendallTauB));
    }
}
