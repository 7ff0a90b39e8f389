using PortfolioLedger.Benchmarks;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Tests.Operations;

/// <summary>No view escapes the measurement of views.</summary>
public sealed class MeasuredViewTests
{
    [Fact]
    public void Every_view_of_the_catalogue_is_measured() => Assert.Equal(
        ViewCatalogue.All.Select(v => v.Path).Order(StringComparer.Ordinal),
        FullViews.All.Select(v => v.Path).Order(StringComparer.Ordinal));

    [Fact]
    public void The_measured_book_has_something_to_say_in_every_view()
    {
        var books = FullBooks.Of(rounds: 1);

        Assert.All(FullViews.All.Where(v => v.Path != "reconciliation"), view =>
        {
            var answer = view.Of(books);
            var items = answer.GetType().GetProperty("Items");
            Assert.True(
                items is null
                    || ((System.Collections.ICollection)items.GetValue(answer)!).Count > 0,
                view.Path
            );
        });
    }
}
