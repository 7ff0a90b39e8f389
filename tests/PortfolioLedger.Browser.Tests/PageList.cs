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
    /// <summary>Whether it shows a view, which can be that of the past.</summary>
    public bool IsOfBook { get; init; }

    /// <summary>Who sees all of it, its forms too.</summary>
    public string Role => Route.EndsWith("/admin", StringComparison.Ordinal)
        || Route.Contains("/import", StringComparison.Ordinal) ? "administrator" : "approver";

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
    /// <summary>A position in the middle of the demo.</summary>
    public const long Past = 500;

    /// <summary>Names in addresses, each with the list that holds a key for it.</summary>
    private static readonly ImmutableDictionary<string, string> Lists =
        ImmutableDictionary.CreateRange<string, string>(
        [
            new("initiative", "initiatives"), new("outcome", "outcomes"),
            new("decision", "decisions"), new("ranking", "rankings"), new("report", "reports"),
            new("dashboard", "dashboards"), new("objective", "objectives"),
            new("feedback", "feedback"), new("cycle", "review-cycles"),
        ]);

    /// <summary>
    /// Values of other names in addresses; of several, each is a page. Keys are filled in.
    /// </summary>
    private static readonly ImmutableDictionary<string, string[]> Values =
        ImmutableDictionary.CreateRange<string, string[]>(
        [
            new("portfolio", [Website.Demo]), new("code", ["unknown-parameter"]),
            // Forms of each kind of field: keys, choices, rows, tables, comparisons, evidence.
            new("area}/{*command",
            [
                "initiatives", "initiatives/{initiative}/priority", "feedback",
                "feedback/{feedback}/classification", "decisions", "scoring-models",
                "objective-weights?method=direct",
                "objective-weights?method=ahp",
            ]),
        ]);

    /// <summary>What is mapped like a page and is none.</summary>
    private static readonly ImmutableDictionary<string, string> Left =
        ImmutableDictionary.CreateRange<string, string>(
        [
            new("/live", "a stream of news"), new("/progress", "a stream of news"),
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
        return [.. routes.SelectMany(route => Pages(route, keys)).OrderBy(p => p.Address,
            StringComparer.Ordinal)];
    }

    private static bool IsPage(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<ShowsPage>() is not null
        && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true
        && !Left.Keys.Any(part =>
            endpoint.RoutePattern.RawText!.Contains(part, StringComparison.Ordinal));

    private static IEnumerable<ListedPage> Pages(string route, Dictionary<string, string> keys)
    {
        IEnumerable<string> addresses = [route];
        foreach (var (name, values) in Values)
            addresses = addresses.SelectMany(address => values.Select(value =>
                address.Replace($"{{{name}}}", value, StringComparison.Ordinal))).Distinct();
        foreach (var address in addresses)
            yield return Page(route, keys.Aggregate(address, (filled, key) =>
                filled.Replace($"{{{key.Key}}}", key.Value, StringComparison.Ordinal)), keys);
    }

    private static ListedPage Page(string route, string address, Dictionary<string, string> keys)
    {
        Assert.False(address.Contains('{', StringComparison.Ordinal),
            $"The page at {route} has a name in its address for which {nameof(PageList)} knows no "
            + "value: say where one is found.");
        var view = ViewCatalogue.All.FirstOrDefault(v => route == $"/p/{{portfolio}}/{v.Path}");
        var asked = string.Join('&', (view?.Parameters ?? []).Where(p => p.IsRequired)
            .Select(p => $"{p.Name}={keys[p.Name]}"));
        return new(route, asked.Length == 0 ? address : $"{address}?{asked}")
        {
            IsOfBook = view is not null || route == "/p/{portfolio}",
            IsList = view?.IsList == true,
        };
    }

    private static async Task<Dictionary<string, string>> KeysAsync(Website website)
    {
        // A position: what comparisons and explanations begin with.
        var keys = new Dictionary<string, string> { ["from"] = "400" };
        foreach (var (name, list) in Lists)
            keys[name] = (string)(await website.GetAsync(
                $"portfolios/{Website.Demo}/{list}?limit=1"))["items"]![0]![name]!;
        foreach (var (name, value) in await website.MadeAsync(keys["report"]))
            keys[name] = value;
        return keys;
    }
}
