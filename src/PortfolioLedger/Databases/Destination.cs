using Microsoft.AspNetCore.Http.Features;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Databases;

/// <summary>Where a request goes.</summary>
/// <param name="Portfolio">
/// The portfolio it is about, which may be in another database; null where it opens one.
/// </param>
/// <param name="IsHome">It is for the first application, which need not be asked.</param>
internal readonly record struct Destination(Key? Portfolio, bool IsHome)
{
    private static readonly string[] Prefixes = ["/api/v1/portfolios/", "/p/"];

    /// <summary>Where portfolios are opened, by a program and by the form of the first page.
    /// </summary>
    private static readonly string[] Opening = ["/api/v1/portfolios", "/portfolios"];

    /// <summary>Of a request, by its path alone.</summary>
    public static Destination Of(IHttpRequestFeature request, LedgerDatabases databases)
    {
        if (PortfolioOf(request.Path) is { } portfolio)
            return new(portfolio, databases.IsAtHome(portfolio));
        var opens = HttpMethods.IsPost(request.Method) && Opening.Contains(
            request.Path.TrimEnd('/'), StringComparer.OrdinalIgnoreCase);
        return new(null, !opens || databases.OpensAtHome);
    }

    /// <summary>
    /// The key in a path of the API or of a page; null where it is about none, or names nothing
    /// that could be a key.
    /// </summary>
    internal static Key? PortfolioOf(string path)
    {
        foreach (var prefix in Prefixes)
            if (path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                var end = path.IndexOf('/', prefix.Length);
                return Key.TryParse(
                    path[prefix.Length..(end < 0 ? path.Length : end)], out var key) ? key : null;
            }
        return null;
    }
}
