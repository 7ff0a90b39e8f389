using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Optimisation;
using PortfolioLedger.Core.Tests.Books;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Optimisation;

/// <summary>
/// What a book says about a frontier, and how its points stand beside the ranking.
/// </summary>
public sealed class FundingFrontierTests
{
    private readonly History _journal = new History().Record(
        [Opened(), .. Objective("growth"), Weights(("growth", 1))]);

    private FundingFrontierTests Scored(string key, decimal score, decimal? budget)
    {
        _journal.Record(Initiative(key), Score(key, "value", score));
        if (budget is { } amount)
            _journal.Record(Budget(key, amount));
        return this;
    }

    /// <summary>In rank order 60 for a; b and c together are worth more.</summary>
    private FundingFrontierTests Example()
    {
        _journal.Record(Released("board", 1, Criterion("value", 1))).Record(Adopted("board", 1));
        return Scored("a", 9, 60).Scored("b", 7, 50).Scored("c", 6, 40).Scored("d", 5, null);
    }

    private static readonly FrontierQuestion Question = new(FundingObjective.Score);

    private FrontierChoice Choice(FrontierQuestion question)
    {
        var (choice, refusal) = FrontierChoice.Prepare(_journal.Book, question);
        Assert.Null(refusal);
        return choice!;
    }

    private static FrontierStep Step(FrontierChoice choice, decimal? upTo, params string[] keys)
    {
        var chosen = keys.Select(Key.Parse).ToImmutableSortedSet();
        var value = choice.Funding.Problem.ValueOf(chosen);
        return new(new(chosen, choice.CostOf(chosen), value, upTo is not null, value), upTo);
    }

    [Fact]
    public void Unknown_costs_are_left_out_and_the_whole_is_what_the_others_cost()
    {
        var choice = Example().Choice(Question);

        Assert.Equal(150, choice.Whole);
        Assert.Null(choice.Budget);
        Assert.Equal("unknown-cost", Assert.Single(choice.Rejected).Reason);
        Assert.Equal(150, choice.Funding.Problem.Limits.Single().Most);
        Assert.Equal(70, choice.Within(70).Limits.Single().Most);
    }

    [Theory]
    [InlineData(90, null, 90)]
    [InlineData(90, 100, 100)]
    public void The_ranking_is_compared_within_the_budget_asked_for_or_the_portfolios(
        int portfolio, int? asked, int expected)
    {
        _journal.Record(PortfolioBudget(portfolio));
        Example();

        Assert.Equal(expected, Choice(Question with
        {
            Budget = asked is { } amount ? new Money(amount, default) : null,
        }).Budget);
    }

    [Fact]
    public void Points_say_what_changed_and_the_ranking_stands_beneath_them()
    {
        _journal.Record(PortfolioBudget(90));
        var choice = Example().Choice(Question);
        ImmutableArray<FrontierStep> steps =
        [
            Step(choice, 39), Step(choice, 49, "c"), Step(choice, 59, "b"), Step(choice, 89, "a"),
            Step(choice, 99, "b", "c"), Step(choice, 109, "a", "c"),
            Step(choice, 149, "a", "b"), Step(choice, 150, "a", "b", "c"),
        ];

        var view = FundingFrontier.From(Question, choice, steps, true, 0, []);

        Assert.Equal([0m, 40, 50, 60, 90, 100, 110, 150], view.Points.Select(p => p.Cost));
        Assert.Equal([0m, 6, 7, 9, 9, 15, 16, 22], view.Points.Select(p => p.InRankOrder));
        Assert.Equal(["b", "c"], view.Points[4].Added.Select(k => k.Value));
        Assert.Equal("a", Assert.Single(view.Points[4].Removed).Value);
        Assert.Equal((90m, 60m, 9m, 13m, 4m), (view.Ranking!.Budget, view.Ranking.Cost,
            view.Ranking.Value, view.Ranking.Best!.Value, view.Ranking.Gain!.Value));
        Assert.Equal("8 points from a budget of 0 to 150, proved and complete: for every budget "
            + "between, the point before it is the best set. Funding in rank order within 90 is "
            + "worth 9; the best set is worth 4 more.", view.Summary);
    }

    [Fact]
    public void Where_the_curve_is_open_at_the_budget_the_best_is_not_known()
    {
        _journal.Record(PortfolioBudget(90));
        var choice = Example().Choice(Question);

        var view = FundingFrontier.From(Question, choice,
            [Step(choice, 0), Step(choice, 150, "a", "b", "c")], false, 0, []);

        Assert.Null(view.Ranking!.Best);
        Assert.Null(view.Ranking.Gain);
        Assert.Contains("others may lie between", view.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_proved_is_said_with_its_bound()
    {
        var choice = Example().Choice(Question);
        var open = Step(choice, null, "c");

        var view = FundingFrontier.From(Question, choice,
            [open with { Found = open.Found with { Bound = 8 } }], false, 0, []);

        Assert.Equal((false, 8m, null),
            (view.Points[0].Proved, view.Points[0].Bound, view.Points[0].BestUpTo));
        Assert.Contains("not all of them proved", view.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_budget_for_less_than_what_is_kept_says_which_rule_breaks()
    {
        _journal.Record(PortfolioBudget(30));
        Example();
        _journal.Record(StageReached("a", Stage.Active), Spend("a", 20));
        var choice = Choice(Question);

        var view = FundingFrontier.From(Question, choice, [Step(choice, 99, "a")], false, 0, []);

        Assert.Equal("budget", Assert.Single(view.Ranking!.Breaches));
        Assert.Equal((60m, null), (view.Least, view.Ranking.Best));
        Assert.False(Choice(Question with { DropActive = true }).Funding.Problem.Candidates
            .Any(c => c.Required));
    }

    [Fact]
    public void A_set_that_breaks_a_rule_is_never_an_answer()
    {
        var choice = Example().Choice(Question with { MustInclude = [Key.Parse("a")] });

        Assert.Throws<InvalidOperationException>(() => FundingFrontier.From(
            Question, choice, [Step(choice, 50, "b")], false, 0, []));
    }

    [Fact]
    public void What_is_not_there_is_refused()
    {
        Assert.Equal("model-not-released",
            FrontierChoice.Prepare(_journal.Book, Question).Refusal?.Code);
        Assert.Equal("unknown-initiative", FrontierChoice.Prepare(Example()._journal.Book,
            Question with { MustInclude = [Key.Parse("nobody")] }).Refusal?.Code);
        Assert.Equal("/points", Assert.Single((Question with { Points = 1 }).Faults()).Pointer);
    }
}
