using CsCheck;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>The portfolio on one page.</summary>
public sealed class OverviewTests
{
    [Fact]
    public void An_empty_book_has_figures_and_no_disagreement()
    {
        var overview = Overview.Compute(Book.Empty(History.Portfolio));

        Assert.Empty(overview.Items);
        Assert.Equal(
            ["initiatives", "approved-budgets", "requested-budgets", "alignment", "strategic-fit",
                "outcomes-met", "decisions-this-quarter"],
            overview.Figures.Select(f => f.Figure));
    }

    [Fact]
    public void Each_pair_that_the_board_and_the_score_order_differently_counts_once_on_either_side() =>
        Histories.Any.Sample(entries =>
        {
            var book = Book.Empty(History.Portfolio).Post(entries);
            var ranked = Ranking.Compute(book).Items;
            var byPriority = Ranking.Compute(book, new(RankingOrder.Priority)).Items
                .ToDictionary(i => i.Initiative, i => i.Rank);

            var expected = ranked
                .Where(i => i.BoardPriority is not null)
                .Select(i =>
                    (
                        i.Initiative,
                        Priority: byPriority[i.Initiative],
                        PassedBy: ranked.Count(o =>
                            o.BoardPriority > i.BoardPriority && o.Rank < i.Rank
                        ),
                        Passes: ranked.Count(o =>
                            o.BoardPriority < i.BoardPriority && o.Rank > i.Rank
                        )
                    )
                )
                .Where(i => i.PassedBy + i.Passes > 0);

            Assert.Equal(expected, Overview.Compute(book).Items.Select(
                i => (i.Initiative, i.PriorityRank, i.PassedBy, i.Passes)));
        });
}
