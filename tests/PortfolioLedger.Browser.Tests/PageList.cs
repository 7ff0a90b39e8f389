using System.Collections.Immutable;
using Microsoft.AspNetCore.Routing;
using PortfolioLedger.Access;
using PortfolioLedger.Querying;

namespace PortfolioLedger.BrowserTests;

/// <summary>A page as a browser opens it.</summary>
/// <param name="Route">As it is mapped.</param>
/// <param name="Address">With keys of the demo in the places of its names.</param>
public sealed record ListedPage(string Route, string Address)
{
    /// <summary>Whether it is of a book, which can be that of the past.</summary>
    public bool IsOfBook { get; init; }

    /// <summary>Whether it shows a list a part at a time.</summary>
    public bool IsList { get; init; }

    /// <summary>The same as it was at a position.</summary>
    public string At(long position) => With($"asOfPosition={position}");

    /// <summary>
    /// The same with a short list: where each row is examined, more rows show nothing else.
    /// </summary>
    public string Short => IsList ? With("limit=6") : Address;

    private string With(string parameter) => Address
        + (Address.Contains('?', StringComparison.Ordinal) ? '&' : '?') + parameter;
}

/// <summary>
/// Every page there is, found among the addresses of the application itself: a new page is in it
/// without a line here, unless it has a name in its address that nobody has met.
/// </summary>
internal static class PageList
{
    /// <summary>Names in addresses, each with the list that holds a key for it.</summary>
    private static readonly ImmutableDictionary<string, string> Lists =
        ImmutableDictionary.CreateRange<string, string>(
        [
            new("initiative", "initiatives"), new("outcome", "outcomes"),
            new("decision", "decisions"), new("ranking", "rankings"), new("report", "reports"),
        ]);


    /// <summary>Pages that are mapped without saying that people open them.</summary>
    private static readonly ImmutableArray<string> Plain = ["/problems", "/problems/{code}"];

    /// <summary>All of them; the demo must be there.</summary>
    public static async Task<ImmutableArray<ListedPage>> OfAsync(Website website)
    {
        var keys = await KeysAsync(website);
        var routes = ((IEndpointRouteBuilder)website.App).DataSources
            .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(IsPage).Select(e => e.RoutePattern.RawText!)
            .Concat(Plain).Distinct(StringComparer.Ordinal);
        return [.. routes.Select(route => Page(route, keys)).OrderBy(p => p.Route,
            StringComparer.Ordinal)];
    }

    private static bool IsPage(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<ShowsPage>() is not null
        && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true;

    private static ListedPage Page(string route, Dictionary<string, string> keys)
    {
        var address = route;
        foreach (var (name, key) in keys)
            address = address.Replace($"{{{name}}}", key, StringComparison.Ordinal);
        Assert.False(address.Contains('{', StringComparison.Ordinal),
            $"The page at {route} has a name in its address for which {nameof(PageList)} knows no "
            + "key: say where one is found.");
        var view = ViewCatalogue.All.FirstOrDefault(
            v => route == $"/p/{{portfolio}}/{v.Path}");
        var asked = view?.Parameters.Where(p => p.IsRequired)
            .Select(p => $"{p.Name}={keys[p.Name]}") ?? [];
        return new(route, string.Join('?', new[] { address, string.Join('&', asked) }
            .Where(part => part.Length > 0)))
        {
            IsOfBook = view is not null || route == "/p/{portfolio}",
            IsList = view?.IsList == true,
        };
    }

    private static async Task<Dictionary<string, string>> KeysAsync(Website website)
    {
        var keys = new Dictionary<string, string>
        {
            ["portfolio"] = Website.Demo, ["code"] = "unknown-parameter",
            // A position: what comparisons and explanations begin with.
            ["from"] = "400",
        };
        foreach (var (name, list) in Lists)
            keys[name] = (string)(await website.GetAsync(
                $"portfolios/{Website.Demo}/{list}?limit=1"))["items"]![0]![name]!;
        return keys;
    }
}
