using System.Collections.Immutable;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Pages.Views;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Pages;

/// <summary>Finds things of a portfolio by key and name, now and as of any day.</summary>
internal sealed class SearchPage(
    BookKeeper keeper, PortfolioPages pages, PageRenderer renderer)
{
    /// <summary>Where it is, below the portfolio.</summary>
    public const string Path = "search";

    private const int MaxLength = 200;
    private const int Limit = 100;

    private static readonly Parameter<string?> Sought = new("q", null, Read,
        "Words that are in the key or the name; case and accents do not matter.", "water", []);

    /// <summary>Shows what was found.</summary>
    public async Task ShowAsync(HttpContext http)
    {
        var (head, links, asked, given) = await pages.OfBookAsync(http, [Sought]);
        var sought = given.Get(Sought);
        var book = await asked.When.BookAsync(keeper, http.RequestAborted);
        var found = ThingSearch.In(book, sought ?? "", Limit);
        await pages.ShowAsync(http, "Search", Path, head, links,
            await renderer.RenderAsync<SearchContent>(new SearchContentModel(sought, found, links)),
            asked, sought);
    }

    private static string Read(string text) => text.Length <= MaxLength ? text.Trim()
        : throw new FormatException($"must have {MaxLength} characters at most");
}
