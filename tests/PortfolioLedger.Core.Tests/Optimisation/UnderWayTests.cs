using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Optimisation;
using PortfolioLedger.Core.Tests.Books;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Optimisation;

/// <summary>What is under way is kept unless it may be dropped; what is deferred waits.</summary>
public sealed class UnderWayTests
{
    private static readonly Key A = Key.Parse("a");

    private readonly History _journal = new History()
        .Record([Opened(), .. Objective("growth"), Weights(("growth", 1))])
        .Record(Initiative("a"), Initiative("b"), Claim("a", "growth", Strength.Weak),
            Claim("b", "growth", Strength.Strong));

    private UnderWayTests Having(params IFact[] facts)
    {
        _journal.Record(facts);
        return this;
    }

    private FundingChoice Choice(FundingQuestion question)
    {
        var (choice, refusal) = FundingChoice.Prepare(_journal.Book, question);
        Assert.Null(refusal);
        return choice!;
    }

    private static FundingQuestion Within(decimal budget) =>
        new(FundingObjective.Alignment, new Money(budget, default));

    private static OptimisedFunding Answer(
        FundingQuestion question, FundingChoice choice, params string[] chosen) =>
        OptimisedFunding.From(question, choice,
            new([.. chosen.Select(Key.Parse)], true, 100, 0, []));

    [Theory]
    [InlineData(Stage.Active)]
    [InlineData(Stage.Paused)]
    public void What_is_under_way_and_cost_money_is_kept_unless_it_may_be_dropped(Stage stage)
    {
        Having(StageReached("a", stage), Budget("a", 60), Spend("a", 20), Budget("b", 50));
        var kept = Choice(Within(100)).Problem.Candidates[0];

        Assert.Equal((A, true, true, "under-way/a"),
            (kept.Initiative, kept.Required, kept.Kept, kept.RequiredBy));
        Assert.False(
            Choice(Within(100) with { DropActive = true }).Problem.Candidates[0].Required);
        var answer = Answer(Within(100), Choice(Within(100)), "a");
        Assert.Equal((false, true), (answer.Selected[0].Required, answer.Selected[0].Kept));
        Assert.False(answer.DropActive);
        Assert.Empty(answer.Dropped);
    }

    [Theory]
    [InlineData(Stage.Approved, 20)]
    [InlineData(Stage.Active, 0)]
    [InlineData(Stage.Active, -5)]
    public void What_cost_nothing_yet_or_is_not_under_way_competes_like_all_others(
        Stage stage, decimal spent)
    {
        Having(StageReached("a", stage), Budget("a", 60), Spend("a", spent));

        Assert.All(Choice(new(FundingObjective.Alignment)).Problem.Candidates, c =>
            Assert.False(c.Required));
    }

    [Fact]
    public void What_is_dropped_is_listed_with_what_was_spent_and_what_it_would_still_cost()
    {
        Having(StageReached("a", Stage.Active), Budget("a", 60), Spend("a", 20), Budget("b", 50));
        var question = Within(100) with { DropActive = true };

        var answer = Answer(question, Choice(question), "b");

        Assert.True(answer.DropActive);
        Assert.Equal([new DroppedInitiative(A, "a", Stage.Active, 20, 40, "did-not-fit")],
            answer.Dropped.AsEnumerable());
        Assert.Equal(CostBasis.Approved, answer.Rejected[0].CostBasis);
    }

    [Fact]
    public void Overspent_work_costs_nothing_more_and_work_without_a_budget_an_unknown_amount()
    {
        Having(StageReached("a", Stage.Active), Spend("a", 20));
        Assert.Equal(new UnderWay(A, "a", Stage.Active, 20, null),
            Assert.Single(Choice(new(FundingObjective.Alignment)).UnderWay));

        Having(Budget("a", 15));
        Assert.Equal(0, Choice(new(FundingObjective.Alignment)).UnderWay[0].RemainingCost);
    }

    [Fact]
    public void Who_excludes_work_under_way_by_name_is_told_what_it_cost()
    {
        Having(StageReached("a", Stage.Active), Budget("a", 60), Spend("a", 20), Budget("b", 50));
        var question = Within(100) with { MustExclude = [A] };
        var choice = Choice(question);

        Assert.Empty(choice.Conflicts);
        Assert.Equal(new DroppedInitiative(A, "a", Stage.Active, 20, 40, "excluded"),
            Assert.Single(Answer(question, choice, "b").Dropped));
    }

    [Fact]
    public void What_is_kept_and_cannot_be_weighed_is_a_conflict_with_names_amounts_and_remedy()
    {
        Having(StageReached("a", Stage.Active), Spend("a", 20), Budget("b", 50));
        var choice = Choice(Within(100));

        Assert.Equal([("under-way/a", "No budget is approved or requested for it.")],
            choice.Conflicts.AsEnumerable());
        Assert.Equal("Kept because it is under way: a (20 USD spent, what is to come is unknown). "
            + "With dropActive true it may be dropped.", choice.Remedy(["budget", "under-way/a"]));
        Assert.Null(choice.Remedy(["budget", "must-include/a"]));
        Having(StageReached("b", Stage.Paused), Spend("b", 5));
        Assert.Equal("Kept because they are under way: a (20 USD spent, what is to come is "
            + "unknown), b (5 USD spent, 45 USD to come). With dropActive true they may be "
            + "dropped.", Choice(Within(100)).Remedy(["under-way/b", "budget", "under-way/a"]));
        Assert.Empty(Choice(Within(100) with { DropActive = true }).Conflicts);
    }

    [Fact]
    public void What_must_be_included_is_mandatory_also_when_it_is_under_way()
    {
        Having(StageReached("a", Stage.Active), Budget("a", 60), Spend("a", 20));
        var asked = Choice(Within(100) with { MustInclude = [A] }).Problem.Candidates[0];

        Assert.Equal((true, false, "must-include/a"),
            (asked.Required, asked.Kept, asked.RequiredBy));
    }

    [Fact]
    public void Where_nothing_is_approved_the_request_is_the_cost_and_says_so()
    {
        Having(Request("a", 70), Budget("b", 50), Request("b", 90));
        var choice = Choice(Within(100));

        Assert.Equal([(70m, CostBasis.Requested), (50m, CostBasis.Approved)],
            choice.Problem.Candidates.Select(c => ((decimal, CostBasis))(c.Cost!, c.Basis!)));
        var answer = Answer(Within(100), choice, "b");
        Assert.Equal((CostBasis.Approved, CostBasis.Requested),
            (answer.Selected[0].CostBasis, answer.Rejected[0].CostBasis));
    }

    [Fact]
    public void A_limit_on_a_period_counts_what_is_requested_there()
    {
        Having(Request("a", 70, "2027"), Budget("b", 50));
        var limit = Choice(new(FundingObjective.Alignment,
            BudgetByPeriod: Ordered.ByText<decimal>().Add("2027", 60))).Problem.Limits.Single();

        Assert.Equal([(A, 70m)], limit.Amounts.Select(a => (a.Key, a.Value)));
    }

    [Fact]
    public void What_is_deferred_or_paused_past_its_day_is_no_candidate_unless_it_is_asked_for()
    {
        var day = _journal.Book.Day;
        Having(Budget("a", 60), Budget("b", 50), new InitiativeDeferred(A, day.AddDays(9), Why));
        var choice = Choice(Within(200));

        var rejected = Assert.Single(choice.Rejected);
        Assert.Equal(("deferred", $"It is deferred until {day.AddDays(9):O}."),
            (rejected.Reason, rejected.Detail));
        Assert.Empty(Choice(Within(200) with { MustInclude = [A] }).Rejected);
        Assert.Empty(Choice(Within(200) with { Stages = [Stage.Deferred] }).Rejected);

        Having(new InitiativePaused(A, Why, day.AddDays(-1)), Spend("a", 20));
        choice = Choice(Within(200));
        Assert.Equal(("paused", $"It is paused and was to go on by {day.AddDays(-1):O}."),
            (choice.Rejected[0].Reason, choice.Rejected[0].Detail));
        Assert.Equal("paused", Assert.Single(Answer(Within(200), choice, "b").Dropped).Reason);
    }

    [Fact]
    public void An_answer_says_which_stages_were_looked_at() => Assert.Equal(
        [Stage.Proposed, Stage.Submitted, Stage.Approved, Stage.Deferred, Stage.Active,
            Stage.Paused],
        Answer(Within(1), Choice(Within(1))).Stages);
}
