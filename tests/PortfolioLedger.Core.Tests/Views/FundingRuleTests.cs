using CsCheck;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>What takes of the budget in a ranking, how much, and what takes nothing.</summary>
public sealed class FundingRuleTests
{
    private static readonly Key A = Key.Parse("a"), B = Key.Parse("b");

    /// <summary>Of a budget of 100, a is ranked first and b second.</summary>
    private readonly History _journal = new History()
        .Record(Opened(), PortfolioBudget(100), PortfolioBudget(100, "2027"))
        .Record(Released("board", 1, Criterion("value", 1))).Record(Adopted("board", 1))
        .Record(Initiative("a"), Initiative("b"), Score("a", "value", 9), Score("b", "value", 8));

    private Book Now => _journal.Book;

    private RankedItem Of(string key, DateOnly? on = null, string? period = "2026") =>
        Ranking.Compute(Now.On(on ?? Now.Day), new(Period: period)).Items
            .Single(i => i.Initiative == Key.Parse(key));

    private void Record(params IFact[] facts) => _journal.Record(facts);

    [Fact]
    public void Where_nothing_is_approved_what_is_requested_takes_the_budget_and_says_so()
    {
        Record(Request("a", 80), Budget("b", 30));

        Assert.Equal((true, null, 80m, CostBasis.Requested),
            (Of("a").Funded, Of("a").Budget, Of("a").RequestedBudget, Of("a").CostBasis));
        Assert.Equal((false, NotFunded.DoesNotFit, null),
            (Of("b").Funded, Of("b").NotFunded, Of("b").NotFundedDay));

        Record(Budget("a", 60));
        Assert.Equal((60m, 80m, CostBasis.Approved),
            (Of("a").Budget, Of("a").RequestedBudget, Of("a").CostBasis));
        Assert.Equal((true, null, CostBasis.Approved),
            (Of("b").Funded, Of("b").NotFunded, Of("b").CostBasis));
    }

    [Fact]
    public void A_period_has_its_own_approval_and_its_own_request()
    {
        Record(Budget("a", 60), Request("a", 90, "2027"));

        Assert.Equal(CostBasis.Approved, Of("a").CostBasis);
        Assert.Equal(CostBasis.Requested, Of("a", period: "2027").CostBasis);
        Assert.Equal(CostBasis.None, Of("b", period: "2027").CostBasis);
        // Over all periods the board has spoken: what is approved counts, and nothing else.
        Assert.Equal((60m, CostBasis.Approved),
            (Of("a", period: null).Budget, Of("a", period: null).CostBasis));
    }

    [Fact]
    public void What_is_deferred_stays_listed_and_takes_no_budget_before_the_day_it_is_revisited()
    {
        var revisit = Now.Day.AddDays(30);
        Record(Budget("a", 80), Budget("b", 30), new InitiativeDeferred(A, revisit, Why));

        var held = Of("a");
        Assert.Equal((1, Stage.Deferred, false, NotFunded.Deferred, (DateOnly?)revisit),
            (held.Rank, held.Stage, held.Funded, held.NotFunded, held.NotFundedDay));
        Assert.True(Of("b").Funded);
        Assert.Equal(2, Ranking.Compute(Now).CutLine);

        Assert.False(Of("a", revisit.AddDays(-1)).Funded);
        Assert.Equal((true, null, null),
            (Of("a", revisit).Funded, Of("a", revisit).NotFunded, Of("a", revisit).NotFundedDay));
        Assert.False(Of("b", revisit).Funded);
    }

    [Fact]
    public void A_deferral_without_a_day_lasts_until_the_next_step()
    {
        Record(Budget("a", 80), new InitiativeDeferred(A, null, Why));
        Assert.Equal((false, NotFunded.Deferred, null),
            (Of("a").Funded, Of("a").NotFunded, Of("a").NotFundedDay));

        Record(StageReached("a", Stage.Approved));
        Assert.True(Of("a").Funded);
    }

    [Fact]
    public void What_is_paused_keeps_its_budget_until_the_day_it_was_to_go_on_has_passed()
    {
        var resume = Now.Day.AddDays(30);
        Record(Budget("a", 80), Budget("b", 30), new InitiativePaused(A, Why, resume));

        Assert.True(Of("a", resume).Funded);
        Assert.False(Of("b", resume).Funded);
        var passed = resume.AddDays(1);
        Assert.Equal((false, NotFunded.Paused, (DateOnly?)resume), (Of("a", passed).Funded,
            Of("a", passed).NotFunded, Of("a", passed).NotFundedDay));
        Assert.True(Of("b", passed).Funded);

        Record(new InitiativePaused(A, Why));
        Assert.True(Of("a", passed).Funded);
    }

    [Fact]
    public void Without_a_budget_of_the_portfolio_only_what_is_deferred_or_paused_too_long_is_known()
    {
        var ranking = Ranking.Compute(
            new History().Record(Opened()).Record(Released("board", 1, Criterion("value", 1)))
                .Record(Adopted("board", 1))
                .Record(Initiative("a"), Initiative("b"), Score("a", "value", 9),
                    Score("b", "value", 8), new InitiativeDeferred(B, null, Why)).Book);

        Assert.Null(ranking.CutLine);
        Assert.Equal([null, false], ranking.Items.Select(i => i.Funded));
        Assert.Equal([null, NotFunded.Deferred], ranking.Items.Select(i => i.NotFunded));
    }

    [Fact]
    public void Every_answer_says_which_stages_it_covers()
    {
        Assert.Equal([Stage.Proposed, Stage.Submitted, Stage.Approved, Stage.Deferred,
            Stage.Active, Stage.Paused], Ranking.Compute(Now).Stages);
        Assert.Equal([Stage.Proposed, Stage.Completed],
            Ranking.Compute(Now, new(Stages: [Stage.Completed, Stage.Proposed])).Stages);
        Assert.Equal(Ranking.Compute(Now).Stages, Core.Scenarios.CounterfactualRanking.From(
            Ranking.Compute(Now), Ranking.Compute(Now), [], null, [], 0, []).Stages);
    }

    [Fact]
    public void A_published_ranking_funds_nothing_that_is_deferred()
    {
        Record(Budget("a", 80), new InitiativeDeferred(A, Now.Day.AddDays(9), Why));
        var published = (Core.Scoring.RankingPublished)Assert.Single(
            new PublishRanking(Key.Parse("march"), Why)
                .Decide(Now, new Caller(new Actor("board", Role.Approver))).Facts);

        Assert.Equal([false, true], published.Ordered.Select(i => i.Funded));
    }

    [Fact]
    public void The_budget_is_never_exceeded_and_held_work_never_funded_and_reasons_are_complete() =>
        Histories.Any.Sample(entries =>
        {
            var book = Book.Empty(History.Portfolio).Post(entries);
            var ranking = Ranking.Compute(book);
            foreach (var i in ranking.Items)
            {
                var initiative = book.Initiatives.Find(i.Initiative)!;
                Assert.Equal(i.Funded == false, i.NotFunded is not null);
                Assert.Equal(initiative.HeldBackOn(book.Day) is not null,
                    i.NotFunded is NotFunded.Deferred or NotFunded.Paused);
                Assert.True(i.NotFunded != NotFunded.Deferred || i.Stage == Stage.Deferred);
                Assert.True(i.NotFunded != NotFunded.Paused || i.Stage == Stage.Paused);
            }
            Assert.True(!(ranking.Items.Where(i => i.Funded == true)
                .Sum(i => Math.Max(i.Budget ?? i.RequestedBudget ?? 0, 0)) > ranking.Budget));
            Assert.Equal(RankingV1Order(book), ranking.Items.Select(i => i.Initiative));
        });

    /// <summary>Who is funded how never moved a rank.</summary>
    private static IEnumerable<Key> RankingV1Order(Book book) =>
        Core.Views.Earlier.RankingV1.Compute(book).Items.Select(i => i.Initiative);
}
