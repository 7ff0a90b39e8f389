using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Tests.Views;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Scenarios;

/// <summary>The same journal without some of its events.</summary>
public sealed class ReplayWithoutTests
{
    [Theory]
    [InlineData(101, "p3 7.8, p1 7.7, p2 7.3")]
    [InlineData(102, "p2 7.3, p1 7.1, p3 5.7")]
    [InlineData(103, "p2 7.4, p3 7.4, p1 6.8")]
    public void A_decision_left_out_changed_nothing(long without, string ranking)
    {
        var (book, notApplicable) = Replays.Without(RankingExampleTests.Worked().Entries, without);

        Assert.Empty(notApplicable);
        Assert.Equal(ranking, string.Join(", ", Ranking.Of(book).Items.Select(i =>
            FormattableString.Invariant($"{i.Initiative} {i.Score:0.####}"))));
        Assert.Equal((103, RankingExampleTests.Worked().Book.Day), (book.Position, book.Day));
    }

    [Fact]
    public void What_names_a_thing_that_never_came_into_being_is_left_out_too()
    {
        var (book, notApplicable) = Without(Given.AnInitiative(Stage.Active), e => e is InitiativeProposed);

        Assert.Null(book.Initiatives.Find(Croton));
        Assert.Equal(
            ["initiative-submitted", "contribution-claimed", "financial-case-submitted", "initiative-approved",
                "initiative-started"], notApplicable.Select(n => n.Type));
        Assert.All(notApplicable, n => Assert.Equal("unknown-initiative", n.Code));
    }

    [Fact]
    public void A_step_that_is_not_possible_any_more_is_left_out_too()
    {
        var (book, notApplicable) = Without(Given.AnInitiative(Stage.Active), e => e is InitiativeApproved);

        var start = Assert.Single(notApplicable);
        Assert.Equal(("initiative-started", "illegal-transition"), (start.Type, start.Code));
        Assert.Equal(Stage.Submitted, book.Initiatives.Find(Croton)!.StageOn(book.Day));
    }

    [Fact]
    public void A_budget_that_was_never_approved_cannot_be_changed()
    {
        var (book, notApplicable) = Without(Given.AnInitiative(Stage.Active).With(Budget(600_000),
            new ChangeBudget(Croton, "2026", Dollars(50_000), Dollars(650_000), Why)), e => e is BudgetApproved);

        Assert.Equal(("budget-changed", "no-approved-budget"),
            (Assert.Single(notApplicable).Type, notApplicable[0].Code));
        Assert.Null(book.Initiatives.Find(Croton)!.BudgetOn(book.Day));
    }

    [Fact]
    public void A_decision_that_cites_what_was_never_recorded_is_left_out_too()
    {
        var cited = Why with { Evidence = [new(EvidenceKind.Feedback, Fb12.Value)] };
        var (book, notApplicable) = Without(Given.AnInitiative(Stage.Active).With(Complaint,
            new ApproveBudget(Croton, "2026", Dollars(600_000), cited)), e => e is Core.Feedback.FeedbackReceived);

        Assert.Equal(("budget-approved", "unknown-evidence"),
            (Assert.Single(notApplicable).Type, notApplicable[0].Code));
        Assert.Null(book.Initiatives.Find(Croton)!.BudgetOn(book.Day));
    }

    [Fact]
    public void Evidence_by_position_is_gone_with_its_event()
    {
        var journal = Given.AnInitiative(Stage.Active).With(Complaint);
        var cited = Why with
        {
            Evidence = [new(EvidenceKind.Document, "minutes", Position: journal.Book.Position)],
        };

        var (_, notApplicable) = Without(journal.With(
            new ApproveBudget(Croton, "2026", Dollars(600_000), cited)), e => e is Core.Feedback.FeedbackReceived);

        Assert.Equal("unknown-evidence", Assert.Single(notApplicable).Code);
    }

    [Fact]
    public void Claims_of_a_source_are_held_to_the_rules_for_claims()
    {
        var (book, notApplicable) = Without(
            Given.AStrategy().WithClaims("2026-01-05", Initiative(), new ApproveInitiative(Croton, Why),
                new StartInitiative(Croton)), e => e is InitiativeApproved);

        Assert.Empty(notApplicable);
        Assert.Equal(Stage.Active, book.Initiatives.Find(Croton)!.StageOn(book.Day));
    }

    [Fact]
    public void What_has_nothing_to_do_with_it_stays()
    {
        var other = Key.Of("other");
        var (book, notApplicable) = Without(Given.AnInitiative(Stage.Active).With(Initiative(other))
            .With(StepsTo(Stage.Active, other)), e => e is InitiativeProposed f && f.Initiative == Croton);

        Assert.Equal(Stage.Active, book.Initiatives.Find(other)!.StageOn(book.Day));
        Assert.All(notApplicable, n => Assert.DoesNotContain("other", n.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_command_behind_a_fact_says_that_fact_again()
    {
        var journal = Given.AScoringModel().With(Initiative()).With(StepsTo(Stage.Completed)).With(
            new ReopenInitiative(Croton, Why), new PauseInitiative(Croton, Why), new ResumeInitiative(Croton, Why),
            new ScoreCriterion(Croton, Model, "value", 8, Why), Budget(600_000),
            new ChangeBudget(Croton, "2026", Dollars(50_000), Dollars(650_000), Why),
            new RecordSpend(Croton, "2026-01", Dollars(1_000)),
            new ReviseContribution(Croton, Resilience, Strength.Medium, Why),
            new WithdrawContribution(Croton, Resilience, Why), new ShiftPriority(Croton, 1, Why));

        var book = Book.Empty(Capital);
        foreach (var entry in journal.Entries)
        {
            if (CommandsBehind.Of(entry.Posting) is { } command)
            {
                var decided = book.On(DateOnly.FromDateTime(entry.KnownAt.UtcDateTime))
                    .Decide(command, new Caller(entry.Actor), entry.EffectiveOn);
                Assert.Null(decided.Refusal);
                Assert.Equal(Catalogue.Write(entry.Fact), Catalogue.Write(Assert.Single(decided.Facts).Fact));
                Assert.Equal(entry.EffectiveOn, decided.Facts[0].EffectiveOn);
            }
            book = book.Post(entry);
        }
    }

    private static (Book Book, ImmutableArray<NotApplicable> NotApplicable) Without(
        Journal journal, Func<IFact, bool> leaveOut) =>
        Replays.Without(journal.Entries,
            [.. journal.Entries.Where(e => leaveOut(e.Fact)).Select(e => e.Position)]);
}

/// <summary>Replays of a test's entries.</summary>
internal static class Replays
{
    public static (Book Book, ImmutableArray<NotApplicable> NotApplicable) Without(
        IReadOnlyList<Entry> entries, params ImmutableArray<long> positions)
    {
        var replay = new ReplayWithout([.. positions]);
        var book = entries.Aggregate(Book.Empty(History.Portfolio), (book, entry) => replay.Post(book, entry.Posting));
        return (book, replay.NotApplicable);
    }
}
