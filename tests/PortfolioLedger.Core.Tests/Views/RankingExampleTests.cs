using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>
/// The worked example: score = .6·value + .4·(10 − risk); three decisions at 101, 102 and 103.
/// </summary>
public sealed class RankingExampleTests
{
    private readonly History _journal = Worked();

    internal static History Worked()
    {
        var journal = new History().Record(Opened()).Record(Released("board", 1, Model(.6m)))
            .Record(Adopted("board", 1)).Record(Released("board", 2, Model(.7m)))
            .Record(Initiative("p1"), Initiative("p2"), Initiative("p3"))
            .Record(Score("p1", "value", 8), Score("p1", "risk", 3))
            .Record(Score("p2", "value", 7), Score("p2", "risk", 2))
            .Record(Score("p3", "value", 6), Score("p3", "risk", 5));
        while (journal.Position < 100)
            journal.Record(Spend("p1", 1));
        return journal.Record(Score("p1", "risk", 5), Score("p3", "value", 9), Adopted("board", 2));
    }

    private static Criterion[] Model(decimal value) =>
        [Criterion("value", value), Criterion("risk", 1 - value, Preference.Lower)];

    [Theory]
    [InlineData(100, "7.6 7.4 5.6", "1 2 3")]
    [InlineData(101, "6.8 7.4 5.6", "2 1 3")]
    [InlineData(102, "6.8 7.4 7.4", "3 1 2")]
    [InlineData(103, "7.1 7.3 7.8", "3 2 1")]
    public void Scores_and_ranks_follow_each_decision(long position, string scores, string ranks)
    {
        var items = Ranking.Compute(_journal.AsOfPosition(position)).Items
            .OrderBy(i => i.Initiative).ToList();

        Assert.Equal(scores, string.Join(' ',
            items.Select(i => FormattableString.Invariant($"{i.Score:0.################}"))));
        Assert.Equal(ranks, string.Join(' ', items.Select(i => i.Rank)));
    }

    [Fact]
    public void Equal_scores_are_ordered_by_key()
    {
        var items = Ranking.Compute(_journal.AsOfPosition(102)).Items;

        Assert.Equal(items[0].Score, items[1].Score);
        Assert.Equal(["p2", "p3", "p1"], items.Select(i => i.Initiative.Value));
    }

    [Fact]
    public void The_model_in_force_then_is_named_with_its_release()
    {
        var model = Ranking.Compute(_journal.AsOfPosition(103)).Model!;

        Assert.Equal(("board", 2, 6L), (model.Key.Value, model.Version, model.ReleasedAt));
        Assert.Equal(1, Ranking.Compute(_journal.AsOfPosition(102)).Model!.Version);
    }

    [Fact]
    public void Another_model_can_be_applied_to_the_past_and_is_restated()
    {
        var past = _journal.AsOfPosition(102);
        var model = _journal.Book.Scoring.Models.Values.Single();
        var view = Ranking.Compute(past, new RankingQuestion(Restated: (model, model.Versions[1])));

        Assert.True(view.Restated);
        Assert.Equal(6, view.Model!.ReleasedAt);
        Assert.Equal(["p3", "p2", "p1"], view.Items.Select(i => i.Initiative.Value));
        Assert.Equal([7.8m, 7.3m, 7.1m], view.Items.Select(i => i.Score));
        Assert.Equal(
            ["p2", "p3", "p1"],
            Ranking.Compute(past).Items.Select(i => i.Initiative.Value)
        );
    }

    [Fact]
    public void The_model_in_force_is_not_restated_even_when_asked_for_by_name()
    {
        var book = _journal.Book;
        var model = book.Scoring.Models.Values.Single();
        var view = Ranking.Compute(book, new RankingQuestion(Restated: (model, model.Versions[1])));

        Assert.False(view.Restated);
        Assert.Equal(
            Ranking.Compute(book).Items.Select(i => i.Score),
            view.Items.Select(i => i.Score)
        );
    }
}
