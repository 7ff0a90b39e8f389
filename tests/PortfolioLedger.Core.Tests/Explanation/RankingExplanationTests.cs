using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Tests.Views;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Explanation;

/// <summary>
/// The worked example: position 101 raises the risk of P1, 102 the value of P3, 103 adopts a model
/// with other weights.
/// </summary>
public sealed class RankingExplanationTests
{
    private readonly History _worked = RankingExampleTests.Worked();

    [Theory]
    [InlineData("p1", "101: -0.8 +1, 102: 0 +1, 103: 0.3 0", "-0.5", 2)]
    [InlineData("p2", "101: 0 -1, 103: -0.1 +1", "-0.1", 0)]
    [InlineData("p3", "102: 1.8 -1, 103: 0.4 -1", "2.2", -2)]
    public void Each_decision_of_the_worked_example_contributes_what_it_changed(
        string initiative, string causes, string scoreChange, int rankChange)
    {
        var explained = _worked.Explain(initiative, 100, 103);

        Assert.Equal(
            causes,
            string.Join(
                ", ",
                explained.Causes.Select(c =>
                    FormattableString.Invariant(
                        $"{c.Position}: {c.ScoreChange:0.####} {c.RankChange:+0;-0;0}"
                    )
                )
            )
        );
        Assert.Equal(scoreChange, FormattableString.Invariant($"{explained.ScoreChange:0.####}"));
        Assert.Equal(rankChange, explained.RankChange);
    }

    [Fact]
    public void The_summary_says_what_moved_it_and_who_overtook_it()
    {
        var summary = _worked.Explain("p1", 100, 102).Summary;

        Assert.Equal(
            "p1 fell from rank 1 to 3. Its score fell from 7.6 to 6.8 because risk went from 3 to "
                + "5 (\"Decided by the board in its meeting\", board, 2026-01-01). It was "
                + "overtaken by p3.",
            summary
        );
    }

    [Fact]
    public void Only_the_rank_moves_when_another_one_overtakes()
    {
        var cause = Assert.Single(_worked.Explain("p1", 101, 102).Causes);

        Assert.Equal(
            ("initiative/p3", 0m, 1),
            (cause.Subject.ToString(), cause.ScoreChange, cause.RankChange)
        );
        Assert.Equal(
            (6.8m, 6.8m, 2, 3),
            (cause.ScoreBefore, cause.ScoreAfter, cause.RankBefore, cause.RankAfter)
        );
    }

    [Fact]
    public void A_new_model_is_a_cause_of_its_own()
    {
        var cause = Assert.Single(_worked.Explain("p1", 102, 103).Causes);

        Assert.Equal(("scoring-model-adopted", 0.3m), (cause.Type, cause.ScoreChange));
    }

    [Fact]
    public void Nothing_in_between_has_no_causes()
    {
        var explained = _worked.Explain("p1", 20, 90);

        Assert.Empty(explained.Causes);
        Assert.Equal("p1 stayed at rank 1. Its score stayed at 7.6.", explained.Summary);
    }

    [Fact]
    public void A_decision_recorded_earlier_counts_when_its_day_comes()
    {
        var journal = Scored().On("2026-02-01")
            .RecordEffective("2026-03-01", Score("a", "value", 9));

        var explained = journal.Explain("a", "2026-02-15", "2026-03-15");

        var cause = Assert.Single(explained.Causes);
        Assert.True(cause.CameIntoEffect);
        Assert.Equal(
            (journal.Position, 4m, -1),
            (cause.Position, cause.ScoreChange, cause.RankChange)
        );
        Assert.Empty(journal.Explain("a", "2026-01-15", "2026-02-15").Causes);
    }

    [Fact]
    public void An_outcome_whose_retirement_waited_counts_no_more_when_the_day_comes()
    {
        var journal = new History()
            .Record(Opened())
            .Record(Initiative("a"), Initiative("b"))
            .Record(
                Released(
                    "board",
                    1,
                    Criterion("reached", 1, max: 1, source: CriterionSource.Attainment)
                )
            )
            .Record(Adopted("board", 1))
            .Record([.. Outcome("outages", "a"), .. Outcome("waits", "a")])
            .On("2026-02-01")
            .Record(Measured("outages", 7, "2026-01-31"), Measured("waits", 4, "2026-01-31"))
            .RecordEffective("2026-03-01", new OutcomeRetired(Key.Parse("outages"), null));

        var cause = Assert.Single(journal.Explain("a", "2026-02-15", "2026-03-15").Causes);

        Assert.Equal(("outcome-retired", journal.Position, true, .15m),
            (cause.Type, cause.Position, cause.CameIntoEffect, cause.ScoreChange));
    }

    [Fact]
    public void Decisions_that_take_effect_on_one_day_are_told_apart()
    {
        var journal = Scored().On("2026-02-01").RecordEffective(
            "2026-03-01", Score("a", "value", 9), Score("b", "value", 8), Score("a", "value", 7));

        var explained = journal.Explain("a", "2026-02-15", "2026-03-15");

        Assert.Equal(
            "4 -1, -2 +1",
            string.Join(
                ", ",
                explained.Causes.Select(c =>
                    FormattableString.Invariant($"{c.ScoreChange:0.##} {c.RankChange:+0;-0;0}")
                )
            )
        );
        Assert.Equal(2, explained.ScoreChange);
        Assert.Equal(0, explained.RankChange);
    }

    [Fact]
    public void A_correction_that_reaches_back_is_shown_as_one()
    {
        var journal = Scored()
            .On("2026-02-01")
            .RecordEffective("2026-01-10", Score("a", "value", 6.5m));

        var cause = Assert.Single(journal.Explain("a", "2026-01-31", "2026-02-01").Causes);

        Assert.True(cause.Correction);
        Assert.Equal(1.5m, cause.ScoreChange);
    }

    [Fact]
    public void About_one_day_only_what_became_known_of_it_counts()
    {
        var journal = Scored()
            .On("2026-02-01")
            .RecordEffective("2026-01-10", Score("a", "value", 6.5m))
            .RecordEffective("2026-01-20", Score("a", "value", 9))
            .Record(Score("b", "value", 2));
        var day = History.Day("2026-01-15");
        var from = Core
            .Books.Book.EmptyOn(History.Portfolio, day)
            .Post(journal.Entries.Take((int)journal.Position - 3));

        var explained = Walks
            .Walk(journal.Entries, Core.Kernel.Key.Parse("a"), from, journal.Position, day)
            .Explained();

        Assert.Equal(1.5m, Assert.Single(explained.Causes).ScoreChange);
        Assert.Equal((2, 1), (explained.FromRank, explained.ToRank));
    }

    [Fact]
    public void What_is_no_longer_ranked_left_by_the_decision_that_ended_it()
    {
        var journal = Scored().On("2026-02-01").Record(StageReached("b", Stage.Killed));

        var left = journal.Explain("b", "2026-01-31", "2026-02-01");
        var stayed = journal.Explain("a", "2026-01-31", "2026-02-01");

        Assert.Equal(((int?)1, null, null), (left.FromRank, left.ToRank, left.ScoreChange));
        Assert.Equal("initiative-killed", Assert.Single(left.Causes).Type);
        Assert.StartsWith(
            "b left the ranking; it had been at rank 1.",
            left.Summary,
            StringComparison.Ordinal
        );
        Assert.Equal(-1, Assert.Single(stayed.Causes).RankChange);
    }

    [Fact]
    public void What_comes_back_is_compared_with_its_last_score()
    {
        var journal = Scored();
        var before = journal.Position;
        journal
            .Record(StageReached("b", Stage.Completed))
            .Record(
                Score("b", "value", 7),
                new InitiativeReopened(Core.Kernel.Key.Parse("b"), Why)
            );

        var explained = journal.Explain("b", before, journal.Position);

        Assert.Equal([0m, 1m], explained.Causes.Select(c => c.ScoreChange));
        Assert.Equal(1m, explained.ScoreChange);
    }

    [Fact]
    public void Order_free_shares_do_not_depend_on_who_came_first()
    {
        var explained = _worked.Explain("p1", 100, 103, orderFree: true);

        // Alone: the risk -.8 and -.6 under the new weights; the weights .1 with risk 3, .3 with
        // risk 5.
        Assert.Equal([-0.7m, null, 0.2m], explained.Causes.Select(c => c.OrderFreeChange));
        Assert.Null(explained.OrderFreeNote);
    }

    [Fact]
    public void Eight_causes_are_shared_out_and_add_up()
    {
        var journal = Scored();
        var before = journal.Position;
        for (var i = 1; i <= 8; i++)
            journal.Record(Score("a", "value", i + 0.5m));

        var explained = journal.Explain("a", before, journal.Position, orderFree: true);

        Assert.Null(explained.OrderFreeNote);
        Assert.Equal(3.5m, explained.Causes.Sum(c => c.OrderFreeChange));
    }

    [Fact]
    public void A_decision_that_moved_nothing_in_its_turn_has_its_share_when_it_would_have_without_the_others()
    {
        var journal = Scored();
        var before = journal.Position;
        // The second one only repeats the first; without the first it would be the one that counts.
        journal.Record(
            Score("a", "value", 7),
            Score("b", "value", 1),
            Score("a", "value", 7),
            Score("a", "value", 8)
        );

        var shared = journal.Explain("a", before, journal.Position, orderFree: true);

        Assert.Equal([before + 1, before + 3, before + 4], shared.Causes.Select(c => c.Position));
        Assert.Equal([2m, 0m, 1m], shared.Causes.Select(c => c.ScoreChange));
        Assert.Equal(
            (7m, 7m, 0),
            (shared.Causes[1].ScoreBefore, shared.Causes[1].ScoreAfter, shared.Causes[1].RankChange)
        );
        // The score is 5 without any, 7 with the first or second, 8 with the third.
        Assert.Equal(shared.Causes[0].OrderFreeChange, shared.Causes[1].OrderFreeChange);
        Assert.True(shared.Causes[1].OrderFreeChange > 0);
        Assert.Equal(3m, shared.Causes.Sum(c => c.OrderFreeChange));
        Assert.Equal(2, journal.Explain("a", before, journal.Position).Causes.Length);
    }

    [Fact]
    public void More_than_eight_causes_are_not_shared_out_and_it_is_said_why()
    {
        var journal = Scored();
        var before = journal.Position;
        for (var i = 1; i <= 9; i++)
            journal.Record(Score("a", "value", i + 0.5m));

        var explained = journal.Explain("a", before, journal.Position, orderFree: true);

        Assert.All(explained.Causes, c => Assert.Null(c.OrderFreeChange));
        Assert.StartsWith(
            "9 decisions moved the score",
            explained.OrderFreeNote,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Only_those_overtook_who_were_behind_it_before_and_are_ahead_now()
    {
        var journal = Scored().Record(Initiative("c"), Initiative("d"))
            .Record(Score("c", "value", 4), Score("d", "value", 3));
        var before = journal.Position;
        // b gives way and comes back, c passes and is passed again, d stays ahead.
        journal.Record(Score("b", "value", 1), Score("b", "value", 8), Score("c", "value", 5.5m),
            Score("a", "value", 6), Score("d", "value", 7));

        var explained = journal.Explain("a", before, journal.Position);

        Assert.Equal(
            "-1 +1 +1 -1 +1",
            string.Join(
                ' ',
                explained.Causes.Select(c => FormattableString.Invariant($"{c.RankChange:+0;-0;0}"))
            )
        );
        Assert.Equal(
            "a fell from rank 2 to 3. Its score rose from 5 to 6 because value went from 5 to 6 "
                + "(\"Decided by the board in its meeting\", board, 2026-01-01). It was overtaken "
                + "by d.",
            explained.Summary
        );
    }

    [Fact]
    public void What_comes_in_at_the_top_was_overtaken_by_nobody()
    {
        var journal = Scored().Record(Initiative("c"));
        var before = journal.Position;
        journal.Record(
            Score("c", "value", 3),
            Score("a", "value", 2),
            Score("a", "value", 5),
            Score("c", "value", 9)
        );

        var summary = journal.Explain("c", before, journal.Position).Summary;

        Assert.StartsWith("c came into the ranking, at rank 1.", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("overtaken", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_moves_only_the_scores_of_others_is_named_with_the_places()
    {
        var journal = new History().Record(Opened())
            .Record(Released("board", 1, Criterion("value", .6m), Criterion("reach", .4m)))
            .Record(Adopted("board", 1))
            .Record(Released("board", 2, Criterion("value", .4m), Criterion("reach", .6m)))
            .Record(Initiative("a"), Initiative("b"))
            .Record(
                Score("a", "value", 5),
                Score("a", "reach", 5),
                Score("b", "value", 4),
                Score("b", "reach", 6)
            );
        var before = journal.Position;
        journal.Record(Adopted("board", 2));

        Assert.Equal(
            "a fell from rank 1 to 2. Its score stayed at 5. By the scores of others it went 1 "
                + "place down because version 2 of the scoring model board was adopted in place of "
                + "version 1 (\"Decided by the board in its meeting\", board, 2026-01-01).",
            journal.Explain("a", before, journal.Position).Summary
        );
    }

    [Fact]
    public void Without_a_model_in_force_the_summary_says_that_nothing_was_ranked()
    {
        var journal = new History()
            .Record(Opened())
            .Record(Initiative("a"))
            .On("2026-02-01")
            .Record(Spend("a", 1));

        Assert.Equal(
            "No scoring model was in force on 2026-01-15 or on 2026-02-01, so nothing was ranked; "
                + "name a model to rank both by it.",
            journal.Explain("a", "2026-01-15", "2026-02-01").Summary
        );
    }

    [Fact]
    public void What_has_no_rank_says_what_it_lacks()
    {
        var journal = Scored().Record(Initiative("c"));
        var lacking = journal.Position;
        journal.Record(StageReached("c", Stage.Killed));
        var killed = journal.Position;

        Assert.Equal(
            $"c was ranked neither at position {lacking - 1} nor at position {lacking}: it lacked "
                + "value.",
            journal.Explain("c", lacking - 1, lacking).Summary
        );
        Assert.Equal(
            $"c was ranked neither at position {lacking} nor at position {killed}. It was killed "
                + "on 2026-01-01 (\"Decided by the board in its meeting\", board).",
            journal.Explain("c", lacking, killed).Summary
        );
    }

    [Fact]
    public void What_has_no_number_comes_first_as_in_the_ranking()
    {
        var journal = new History()
            .Record(Opened())
            .Record(
                new ScoringModelDrafted(Core.Kernel.Key.Parse("index"), 1, Formula.EcvIndex, []),
                new ScoringModelReleased(Core.Kernel.Key.Parse("index"), 1, Why)
            )
            .Record(Adopted("index", 1))
            .Record(Initiative("a"), Initiative("b"))
            .Record(Case("a", 3), Case("b", 4));
        var before = journal.Position;
        journal.Record(Case("b", 0));

        var first = journal.Explain("b", before, journal.Position);
        var second = journal.Explain("a", before, journal.Position);

        Assert.Equal(
            [2, 1],
            Ranking
                .Compute(journal.AsOfPosition(journal.Position))
                .Items.OrderBy(i => i.Initiative)
                .Select(i => i.Rank)
        );
        Assert.Equal(
            (2, 1, null, -1),
            (first.FromRank, first.ToRank, first.ToScore, Assert.Single(first.Causes).RankChange)
        );
        Assert.EndsWith(
            "Its score has no number, and comes first.",
            first.Summary,
            StringComparison.Ordinal
        );
        Assert.Equal(
            (1, 2, 1),
            (second.FromRank, second.ToRank, Assert.Single(second.Causes).RankChange)
        );
    }

    [Fact]
    public void Weights_of_objectives_are_a_cause_under_a_model_that_ranks_by_alignment()
    {
        var journal = new History().Record(Opened()).Record(Objective("x")).Record(Objective("y"))
            .Record(Weights(("x", .6m), ("y", .4m)))
            .Record(new ScoringModelDrafted(Core.Kernel.Key.Parse("fit"), 1, Formula.Alignment, []),
                new ScoringModelReleased(Core.Kernel.Key.Parse("fit"), 1, Why))
            .Record(Adopted("fit", 1)).Record(Initiative("a"), Initiative("b"))
            .Record(Claim("a", "x", Strength.Strong), Claim("b", "y", Strength.Strong));
        var before = journal.Position;
        journal.Record(Weights(("x", .3m), ("y", .7m)));

        var explained = journal.Explain("a", before, journal.Position);

        var cause = Assert.Single(explained.Causes);
        Assert.Equal(
            ("objectives-reweighted", -30m, 1),
            (cause.Type, cause.ScoreChange, cause.RankChange)
        );
        Assert.Equal(
            (60m, 30m, 1, 2),
            (explained.FromScore, explained.ToScore, explained.FromRank, explained.ToRank)
        );
    }

    private static FinancialCaseSubmitted Case(string initiative, decimal cost) =>
        new(
            Core.Kernel.Key.Parse(initiative),
            new(
                [new(new(2026, 1, 1), -100)],
                Core.Kernel.Currency.Parse("USD"),
                .1m,
                new(30, new(.8m), new(.5m), cost, 5),
                null
            )
        );

    private static History Scored() => new History().Record(Opened())
        .Record(Released("board", 1, Criterion("value", 1))).Record(Adopted("board", 1))
        .Record(Initiative("a"), Initiative("b"))
        .Record(Score("a", "value", 5), Score("b", "value", 6));
}
