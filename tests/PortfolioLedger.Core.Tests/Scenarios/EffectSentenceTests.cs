using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Scenarios;

/// <summary>What would move, come, go and be funded, in words.</summary>
public sealed class EffectSentenceTests
{
    /// <summary>
    /// Six initiatives of 10 each, ranked a to f; the budget is enough for three.
    /// </summary>
    private static History Given(decimal? budget = 35) => Scored(
        new History().Record(Opened()).Record(Released("board", 1, Criterion("value", 1)))
            .Record(Adopted("board", 1)).Record(budget is { } set ? [PortfolioBudget(set)] : []),
        ("a", 9), ("b", 8), ("c", 7), ("d", 6), ("e", 5), ("f", 4));

    private static History Scored(History journal, params (string Key, decimal Score)[] initiatives)
    {
        foreach (var (key, score) in initiatives)
            journal.Record(Initiative(key), Score(key, "value", score), Budget(key, 10));
        return journal;
    }

    private static void Then(History given, IFact[] when, params string[] sentences)
    {
        var now = Ranking.Compute(given.Book);
        var then = Ranking.Compute(given.Record(when).Book);

        Assert.Equal(sentences, EffectSentences.Of(now, then));
    }

    [Fact]
    public void Where_nothing_changes_it_says_so() =>
        Then(Given(), [], "Nothing changes in the ranking.");

    [Fact]
    public void Who_moves_and_where_the_cut_line_falls_is_named() =>
        Then(Given(), [Score("e", "value", 8.5m)],
            "This moves e from rank 5 to 2, b from 2 to 3 and c from 3 to 4; "
                + "1 other moves by one rank.",
            "The cut line stays after rank 3, which is b then.",
            "e is funded.", "c is not funded any more.");

    [Fact]
    public void Of_many_moves_the_largest_are_named_and_the_others_counted()
    {
        var now = Ranking.Compute(Given().Book);
        var reversed = Ranking.Compute(Scored(Given(),
            ("a", 1), ("b", 2), ("c", 3), ("d", 4.1m), ("e", 5), ("f", 6)).Book);

        Assert.Equal("This moves f from rank 6 to 1, a from 1 to 6 and e from 5 to 2; "
            + "3 others move.", EffectSentences.Of(now, reversed)[0]);
    }

    [Fact]
    public void A_larger_budget_moves_the_cut_line_down() =>
        Then(Given(), [PortfolioBudget(50)],
            "The cut line moves below e, from rank 3 to rank 5.", "d and e are funded.");

    [Fact]
    public void A_budget_for_all_leaves_nobody_out() =>
        Then(Given(), [PortfolioBudget(60)],
            "The cut line moves below f, from rank 3 to rank 6: "
                + "no ranked initiative fails to fit.",
            "d, e and f are funded.");

    [Fact]
    public void A_budget_of_nothing_moves_the_cut_line_to_the_top() =>
        Then(Given(), [PortfolioBudget(0)],
            "The cut line moves above a, the first, from rank 3 to the top.",
            "a, b and c are not funded any more.");

    [Fact]
    public void A_first_budget_makes_a_cut_line() =>
        Then(Given(null), [PortfolioBudget(20)],
            "There is a cut line then, below b.", "a and b are funded.",
            "c, d, e and 1 other are not funded.");

    [Fact]
    public void Without_a_budget_there_is_no_cut_line()
    {
        var now = Ranking.Compute(Given().Book);
        var then = Ranking.Compute(Given(null).Book);

        Assert.Equal(
            ["There is no cut line any more.", "Without a budget of the portfolio it is not known "
                + "whether a, b, c and 3 others are funded."],
            EffectSentences.Of(now, then));
    }

    [Fact]
    public void A_new_initiative_without_scores_is_not_ranked_and_says_what_it_lacks() =>
        Then(Given(), [Initiative("g")], "g is not ranked: it lacks value.");

    [Fact]
    public void With_its_scores_it_comes_into_the_ranking() =>
        Then(Given().Record(Initiative("g"), Budget("g", 5)), [Score("g", "value", 1)],
            "g comes into the ranking at rank 7.", "g is funded.");

    [Fact]
    public void What_has_some_of_its_scores_still_lacks_the_others()
    {
        var journal = new History().Record(Opened())
            .Record(Released("board", 1, Criterion("risk", 0.4m), Criterion("value", 0.6m)))
            .Record(Adopted("board", 1)).Record(Initiative("a"));

        Then(journal, [Score("a", "risk", 3)], "a is still not ranked: it lacks value.");
    }

    [Fact]
    public void What_ends_leaves_the_ranking_and_gives_up_its_place() =>
        Then(Given(), StageReached("b", Stage.Killed) is var end ? [end] : [],
            "This moves c from rank 3 to 2, d from 4 to 3 and e from 5 to 4; "
                + "1 other moves by one rank.",
            "b (rank 2 now) leaves the ranking.",
            "The cut line stays after rank 3, which is d then.",
            "d is funded.", "b is not funded any more, not being ranked.");

    [Fact]
    public void What_is_deferred_says_so_and_until_when() =>
        Then(Given(), [new InitiativeDeferred(Key.Parse("a"), new(2099, 1, 2), Why)],
            "The cut line moves below d, from rank 3 to rank 4.", "d is funded.",
            "a is not funded any more: it is deferred until 2099-01-02.");

    [Fact]
    public void Another_score_that_moves_nobody_is_said_with_both_numbers() =>
        Then(Given(), [Score("a", "value", 9.5m)],
            "No rank changes; the score goes: a from 9 to 9.5.");

    [Fact]
    public void Equal_scores_keep_the_order_of_keys() =>
        Then(Given(), [Score("b", "value", 9)],
            "No rank changes; the score goes: b from 8 to 9.");

    [Fact]
    public void A_model_with_another_criterion_takes_the_ranks_away()
    {
        IFact[] model =
        [
            .. Released("board", 2, Criterion("value", 0.5m), Criterion("risk", 0.5m)),
            Adopted("board", 2),
        ];
        Then(Given(), model,
            "a (rank 1 now) is not ranked any more: it lacks risk.",
            "b (rank 2 now) is not ranked any more: it lacks risk.",
            "c (rank 3 now) is not ranked any more: it lacks risk.",
            "3 others are not ranked either.",
            "There is no cut line any more.",
            "a, b and c are not funded any more, not being ranked.");
    }

    [Fact]
    public void A_counterfactual_is_said_in_the_same_words()
    {
        var given = Given();
        var now = Ranking.Compute(given.Book);
        var then = Ranking.Compute(given.Record(Score("e", "value", 8.5m)).Book);

        Assert.Equal(EffectSentences.Of(now, then), EffectSentences.Of(
            CounterfactualRanking.From(now, then, [], null, [], 0, [])));
    }
}
