using CsCheck;
using PortfolioLedger.Core.Explanation;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Core.Tests.Explanation;

/// <summary>Decisions taken out of a book while they wait for their day.</summary>
public sealed class HeldBackTests
{
    private static readonly Gen<(Book Book, DateOnly Day)> Waiting = Gen.Select(
        Histories.Any,
        Gen.Double[0, 1],
        Gen.Int[1, 200],
        (entries, part, further) =>
        {
            var book = Book.Empty(History.Portfolio)
                .Post(entries.Take((int)(part * entries.Length)));
            return (book, book.Day.AddDays(further));
        }
    );

    [Fact]
    public void What_waits_is_what_is_held_back() =>
        Waiting.Sample(at =>
            Assert.Empty(
                new ExcludedDecisions(at.Book.WaitingUntil(at.Day)).Of(at.Book).WaitingUntil(at.Day)
            )
        );

    [Fact]
    public void What_is_held_back_changes_nothing_on_the_day_of_the_book() =>
        Waiting.Sample(at =>
        {
            var held = new ExcludedDecisions(at.Book.WaitingUntil(at.Day)).Of(at.Book);

            Assert.Equal(
                Ranking.Compute(at.Book).Items.Select(i => (i.Initiative, i.Score)),
                Ranking.Compute(held).Items.Select(i => (i.Initiative, i.Score))
            );
        });

    [Fact]
    public void A_book_in_which_nothing_of_it_waits_is_left_alone() =>
        Waiting.Sample(at =>
            Assert.Same(at.Book, new ExcludedDecisions([at.Book.Position + 1]).Of(at.Book))
        );
}
