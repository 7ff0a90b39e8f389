using PortfolioLedger.Core.Explanation;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Explanation;

/// <summary>An explanation says what was changed, by whom and why; and which stages came.</summary>
public sealed class ExplanationReasonTests
{
    private static readonly Key A = Key.Parse("a"), B = Key.Parse("b");

    [Fact]
    public void A_cause_says_what_it_changed_from_what_to_what_and_why()
    {
        var journal = Ranked();
        var before = journal.Position;
        journal.Record(Score("b", "value", 3) with { Grounds = new("Court gave two more years") });

        var explained = journal.Explain("b", before, journal.Position);

        Assert.Equal([new CauseChange("criterion", "value", "6", "3")],
            Assert.Single(explained.Causes).Changes);
        Assert.Equal(
            "b fell from rank 1 to 2. Its score fell from 6 to 3 because value went from 6 to 3 "
                + "(\"Court gave two more years\", board, 2026-01-01).",
            explained.Summary);
    }

    [Fact]
    public void Numbers_are_rounded_in_the_sentence_and_exact_in_the_fields()
    {
        var journal = Ranked().Record(Score("a", "value", 5.123456m));
        var before = journal.Position;
        journal.Record(Score("a", "value", 5.123789m));

        var explained = journal.Explain("a", before, journal.Position);

        Assert.Equal(5.123456m, explained.FromScore);
        Assert.Contains("rose from 5.123 to 5.124 because value went from 5.123 to 5.124",
            explained.Summary, StringComparison.Ordinal);
        Assert.Equal(new CauseChange("criterion", "value", "5.123456", "5.123789"),
            explained.Causes.Single().Changes.Single());
    }

    [Fact]
    public void A_long_reason_is_cut_in_the_sentence_and_whole_in_the_field()
    {
        var why = string.Join(' ', Enumerable.Repeat("because of the weather", 20));
        var journal = Ranked();
        var before = journal.Position;
        journal.Record(Score("b", "value", 3) with { Grounds = new(why) });

        var explained = journal.Explain("b", before, journal.Position);

        Assert.Equal(why, explained.Causes.Single().Rationale);
        Assert.DoesNotContain(why, explained.Summary, StringComparison.Ordinal);
        Assert.Matches("because of the weather because .*\\w…\", board, ", explained.Summary);
    }

    [Fact]
    public void Several_causes_are_told_by_their_part_of_the_change()
    {
        var journal = Ranked();
        var before = journal.Position;
        journal.Record(Score("a", "value", 9), Score("a", "value", 8), Score("a", "value", 7.5m),
            Score("a", "value", 7.25m));

        Assert.Matches("^a rose from rank 2 to 1\\. Its score rose from 5 to 7\\.25: 4 up because "
            + "value went from 5 to 9 .*; 1 down because value went from 9 to 8 .*; 0\\.5 down "
            + "because value went from 8 to 7\\.5 .*; and 1 smaller change\\.$",
            journal.Explain("a", before, journal.Position).Summary);
    }

    [Fact]
    public void Weights_are_told_as_shares_and_those_it_serves_first()
    {
        var journal = new History().Record(Opened()).Record(Objective("x")).Record(Objective("y"))
            .Record(Weights(("x", .6m), ("y", .4m)))
            .Record(new ScoringModelDrafted(Key.Parse("fit"), 1, Formula.Alignment, []),
                new ScoringModelReleased(Key.Parse("fit"), 1, Why))
            .Record(Adopted("fit", 1)).Record(Initiative("a"))
            .Record(Claim("a", "y", Strength.Strong));
        var before = journal.Position;
        journal.Record(Weights(("x", .304m), ("y", .696m)));

        var explained = journal.Explain("a", before, journal.Position);

        Assert.Contains("because the weight of y went from 40 % to 69.6 % and the weight of x went "
            + "from 60 % to 30.4 % (", explained.Summary, StringComparison.Ordinal);
        Assert.Equal(
            [
                new("weight", "x", "0.6", "0.304"), new("weight", "y", "0.4", "0.696"),
                new CauseChange("criterion", "alignment", "40", "69.6"),
            ],
            explained.Causes.Single().Changes);
    }

    [Fact]
    public void What_an_outcome_was_measured_at_is_told_with_the_value_before()
    {
        var journal = new History().Record(Opened()).Record(Initiative("a"))
            .Record(Released("board", 1,
                Criterion("reached", 1, max: 1, source: CriterionSource.Attainment)))
            .Record(Adopted("board", 1)).Record(Outcome("outages", "a"))
            .On("2026-02-01").Record(Measured("outages", 7, "2026-01-31"));
        var before = journal.Position;
        journal.On("2026-03-01").Record(Measured("outages", 4, "2026-02-28"));

        Assert.Contains("Its score rose from 0.3 to 0.6 because the value of outages went from 7 "
            + "to 4 (by board, ", journal.Explain("a", before, journal.Position).Summary,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Its_own_steps_are_told_with_their_reasons()
    {
        var journal = Ranked();
        var before = journal.Position;
        journal.On("2026-03-01").Record(
            new InitiativeDeferred(A, History.Day("2026-09-01"), new("No money this year")));

        var explained = journal.Explain("a", before, journal.Position);

        Assert.Equal(
            "a stayed at rank 2. Its score stayed at 5. It was deferred on 2026-03-01 until "
                + "2026-09-01 (\"No money this year\", board).",
            explained.Summary);
        Assert.Equal(
            new StageChange(A, "a", Stage.Proposed, Stage.Deferred, journal.Position,
                "initiative-deferred", History.Day("2026-03-01"), History.Day("2026-09-01"),
                "board", "No money this year", false),
            Assert.Single(explained.StageChanges));
    }

    [Fact]
    public void One_that_left_is_told_with_its_step_and_did_not_fall()
    {
        var journal = Ranked();
        var before = journal.Position;
        journal.On("2026-03-01")
            .Record(new InitiativeKilled(B, "no-demand", null, new("Nobody asked for it")));

        Assert.Equal(
            "a rose from rank 2 to 1. Its score stayed at 5. b left the ranking: killed on "
                + "2026-03-01 (\"Nobody asked for it\", board).",
            journal.Explain("a", before, journal.Position).Summary);
    }

    [Fact]
    public void One_that_came_back_did_not_overtake()
    {
        var journal = Ranked().Record(new InitiativeCompleted(B));
        var before = journal.Position;
        journal.On("2026-03-01").Record(new InitiativeReopened(B, new("Not done after all")));

        Assert.Equal(
            "a fell from rank 1 to 2. Its score stayed at 5. b came into the ranking ahead of it: "
                + "reopened on 2026-03-01 (\"Not done after all\", board).",
            journal.Explain("a", before, journal.Position).Summary);
    }

    [Fact]
    public void One_ahead_of_it_that_was_deferred_is_told_although_no_rank_moved()
    {
        var journal = Ranked();
        var before = journal.Position;
        journal.On("2026-03-01").Record(new InitiativeDeferred(B, null, new("Wait for the law")));

        Assert.EndsWith("b, ranked ahead of it, was deferred on 2026-03-01 (\"Wait for the law\", "
            + "board).", journal.Explain("a", before, journal.Position).Summary,
            StringComparison.Ordinal);
        Assert.Empty(journal.Explain("b", before, journal.Position).StageChanges
            .Where(s => s.Initiative == A));
    }

    [Fact]
    public void A_step_that_waits_for_its_day_is_told_when_the_day_comes()
    {
        var journal = Ranked().On("2026-02-01")
            .RecordEffective("2026-03-01", new InitiativePaused(A, Why));

        Assert.Equal([Stage.Paused],
            journal.Explain("a", "2026-02-15", "2026-03-15").StageChanges.Select(s => s.To));
        Assert.Empty(journal.Explain("a", "2026-01-15", "2026-02-15").StageChanges);
    }

    [Fact]
    public void What_is_not_funded_any_more_says_what_is_left_and_what_was()
    {
        var journal = Ranked().Record(PortfolioBudget(1000), Budget("a", 600), Budget("b", 300));
        var before = journal.Position;
        journal.Record(BudgetChange("b", 250, 550));

        var explained = journal.Explain("a", before, journal.Position);

        Assert.Equal((true, false), (explained.FromFunding?.Funded, explained.ToFunding?.Funded));
        Assert.Equal((700m, 450m), (explained.FromFunding?.Left, explained.ToFunding?.Left));
        Assert.EndsWith("It is not funded any more: at rank 2, 450 USD of the portfolio budget of "
            + "1,000 USD are left, less than its 600 USD; at the start 700 USD were left.",
            explained.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_funded_now_says_by_which_budget()
    {
        var journal = Ranked().Record(PortfolioBudget(500), Budget("b", 600));
        var before = journal.Position;
        journal.Record(PortfolioBudget(1000));

        Assert.EndsWith("It is funded now: the portfolio budget of 1,000 USD is enough for its 600 "
            + "USD; at the start the portfolio budget was 500 USD.",
            journal.Explain("b", before, journal.Position).Summary, StringComparison.Ordinal);
    }

    /// <summary>
    /// As a ranking says that lists what is deferred, and gives it nothing of the budget.
    /// </summary>
    [Fact]
    public void Another_that_was_paused_and_goes_on_is_not_called_paused()
    {
        var journal = Ranked();
        journal.Record(new InitiativeStarted(B));
        var before = journal.Position;
        journal.On("2026-03-01").Record(new InitiativePaused(B, new("No steel")));
        var paused = journal.Position;
        journal.On("2026-03-15").Record(new InitiativeResumed(B, new("Steel came")));

        Assert.Contains("was paused on 2026-03-01",
            journal.Explain("a", before, paused).Summary, StringComparison.Ordinal);
        Assert.DoesNotContain("paused",
            journal.Explain("a", before, journal.Position).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_deferred_is_not_funded_although_the_budget_would_cover_it()
    {
        var journal = Ranked().Record(PortfolioBudget(1000), Budget("a", 300));
        var before = journal.Position;
        journal.On("2026-03-01").Record(
            new InitiativeDeferred(A, History.Day("2026-09-01"), new("No money this year")));

        Assert.EndsWith("It is not funded any more: it is deferred until 2026-09-01.",
            journal.Explain("a", before, journal.Position).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_budget_would_cover_and_does_not_is_kept_by_its_stage()
    {
        var journal = Ranked().Record(PortfolioBudget(1000), Budget("b", 600));
        var explained = journal.Explain("b", journal.Position, journal.Position);
        var deferred = explained with
        {
            ToFunding = explained.ToFunding! with
            {
                Funded = false, NotFunded = NotFunded.Deferred, Stage = Stage.Deferred,
                Until = History.Day("2026-09-01"),
            },
        };

        Assert.Equal("It is not funded any more: it is deferred until 2026-09-01.",
            FundingSentence.Write(deferred, Currency.Parse("USD")));
        Assert.Equal("It is funded now: the portfolio budget of 1,000 USD is enough for its 600 "
            + "USD; at the start it was deferred until 2026-09-01.", FundingSentence.Write(
                deferred with { FromFunding = deferred.ToFunding, ToFunding = explained.ToFunding },
                Currency.Parse("USD")));
    }

    [Fact]
    public void Earlier_versions_tell_it_in_their_words_and_fields()
    {
        var journal = Ranked();
        var before = journal.Position;
        journal.Record(Score("a", "value", 7));
        var walk = Walks.Walk(
            journal.Entries, A, journal.AsOfPosition(before), journal.Position, null);

        Assert.Equal("a rose from rank 2 to 1. Its score went from 5 to 7: Scored a 7 on value (0 "
            + "to 10) by board on 2026-01-01 (+2).", walk.ExplainedByVersion2().Summary);
        Assert.Equal(walk.ExplainedByVersion2().Causes[0], walk.ExplainedByVersion1().Causes[0]);
        Assert.Equal([3, 2], new[] { RankingExplanation.ViewVersion,
            RankingExplanationV2.ViewVersion });
    }

    private static History Ranked() => new History().Record(Opened())
        .Record(Released("board", 1, Criterion("value", 1))).Record(Adopted("board", 1))
        .Record(Initiative("a"), Initiative("b"))
        .Record(Score("a", "value", 5), Score("b", "value", 6));
}
