using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Books;

namespace PortfolioLedger.Http.Queries;

/// <summary>
/// The newest book of a portfolio that a question needs; a 404 problem when there is none.
/// </summary>
internal static class RequiredPortfolio
{
    /// <summary>Of the portfolio in the address.</summary>
    public static Task<Book> RequireHeadAsync(this BookKeeper keeper, HttpContext http) =>
        keeper.RequireHeadAsync(
            (string?)http.Request.RouteValues["portfolio"],
            http.RequestAborted
        );

    /// <summary>Of a portfolio by the text of its key.</summary>
    public static async Task<Book> RequireHeadAsync(
        this BookKeeper keeper, string? portfolio, CancellationToken cancel) =>
        Key.TryParse(portfolio, out var key)
            && await keeper.FreshHeadAsync(key, cancel) is { } head
            ? head : throw ReadProblem.Unknown("portfolio", portfolio ?? "");
}
