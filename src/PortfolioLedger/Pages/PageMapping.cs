using PortfolioLedger.Access;
using PortfolioLedger.Journaling.Books;

namespace PortfolioLedger.Pages;

/// <summary>Maps the pages.</summary>
internal static class PageMapping
{
    /// <summary>The list of portfolios and the explanations of problems.</summary>
    public static void MapPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", (BookKeeper keeper, CallerAccess access, HttpContext http) =>
            HomePage.ShowAsync(keeper, access.IsOpen, http)).OpenToAll().ExcludeFromDescription();
        app.MapGet(StyleSheet.Address, StyleSheet.Show).OpenToAll().ExcludeFromDescription();
        app.MapGet("/problems", ProblemPages.List).OpenToAll().ExcludeFromDescription();
        app.MapGet("/problems/{code}", ProblemPages.Show).OpenToAll().ExcludeFromDescription();
    }
}
