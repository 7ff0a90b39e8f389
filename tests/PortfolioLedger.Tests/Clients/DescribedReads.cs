using System.Text.Json.Nodes;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Tests.Clients;

/// <summary>
/// Reads every address that the description has, of a portfolio: things in addresses are those that
/// its own lists name, so nothing that is described can be forgotten.
/// </summary>
internal sealed class DescribedReads(LedgerHost host, string portfolio, Answers answers)
{
    /// <summary>
    /// Values of parameters that must be there, where the example would say little.
    /// </summary>
    private static readonly Dictionary<string, string> Required = new()
    {
        ["from"] = "2025-01-31",
        ["to"] = "2025-11-30",
        ["scenarios"] = "bold",
        ["initiative"] = "reservoir-roof",
    };

    private readonly LedgerCaller _auditor = host.As("audrey", "auditor");
    private readonly Dictionary<string, IReadOnlyList<string>> _keys = [];

    /// <summary>Addresses that are read: the live feed has no end.</summary>
    public static IEnumerable<(string Path, JsonNode Operation)> In(JsonNode description) =>
        description["paths"]!
            .AsObject()
            .Where(p =>
                p.Value!["get"] is not null && !p.Key.EndsWith("/live", StringComparison.Ordinal)
            )
            .Select(p => (p.Key, p.Value!["get"]!));

    /// <summary>Reads all of them, plainly, page by page, in the past, in each version.</summary>
    public async Task ReadAsync(JsonNode description)
    {
        foreach (var (path, operation) in In(description))
            foreach (var address in await AddressesAsync(path))
                foreach (var query in QueriesOf(operation))
                    await ReadAsync(path, address + query);
    }

    /// <summary>Reads each in a way that gives a problem.</summary>
    public async Task MisreadAsync(JsonNode description)
    {
        foreach (var (path, operation) in In(description))
        {
            var address = (await AddressesAsync(path))[0];
            await ReadAsync(path, $"{address}?nonsense=1");
            answers.Add("get", path, address, await host.Anonymous.Get(address));
            if (path.Contains("{portfolio}", StringComparison.Ordinal))
                await ReadAsync(
                    path,
                    path.Replace("{portfolio}", "nowhere", StringComparison.Ordinal)
                        .Replace('{', 'x')
                        .Replace('}', 'x') + QueriesOf(operation).First()
                );
        }
    }

    private async Task<Reply> ReadAsync(string path, string address)
    {
        var reply = await _auditor.Get(address);
        answers.Add("get", path, address, reply);
        return reply;
    }

    /// <summary>
    /// The addresses of a path, one for each thing there is; one of nothing where there is none.
    /// </summary>
    private async Task<IReadOnlyList<string>> AddressesAsync(string path)
    {
        var addresses = new List<string> { "" };
        foreach (
            var part in path.Replace("{portfolio}", portfolio, StringComparison.Ordinal)
                .Split('/')
                .Skip(1)
        )
        {
            var longer = new List<string>();
            foreach (var address in addresses)
            foreach (
                var key in part is ['{', .. var name, '}'] ? await KeysAsync(address, name) : [part]
            )
                longer.Add($"{address}/{key}");
            addresses = longer;
        }
        return addresses;
    }

    private async Task<IReadOnlyList<string>> KeysAsync(string list, string name)
    {
        if (_keys.TryGetValue($"{list} {name}", out var known))
            return known;
        // What no list names.
        if (name.TrimStart('*') == "tile")
            return ["0/000"];
        if (list.EndsWith("/log/data", StringComparison.Ordinal))
            return ["1"];
        var reply = await _auditor.Get(list);
        string[] keys = reply.Status != 200 ? [] : reply.Json switch
        {
            // The feed: a few of its events stand for all.
            JsonArray events => [.. events.Select(e => $"{e![name]}").Take(3)],
            JsonObject page when page["items"] is JsonArray items =>
                [.. items.Select(i => (i![name] ?? i["id"])!.ToString()).Take(50)],
            _ => [],
        };
        return _keys[$"{list} {name}"] = keys.Length > 0 ? keys : ["none"];
    }

    private static IEnumerable<string> QueriesOf(JsonNode operation)
    {
        var parameters = operation["parameters"]
            ?.AsArray()
            .Where(p => (string?)p!["in"] == "query")
            .ToArray()
            ?? [];
        var required = string.Concat(
            parameters
                .Where(p => (bool?)p!["required"] == true)
                .Select(p =>
                    $"{p!["name"]}="
                + $"{Required.GetValueOrDefault((string)p["name"]!, p["example"]!.ToString())}&"
                )
        );
        yield return $"?{required}";
        if (
            Named("format") is { } format
            && format["schema"]!["enum"]!.AsArray().Any(f => (string?)f == "json")
        )
            yield return $"?{required}format=json";
        if (Named("limit") is not null)
            yield return $"?{required}limit=1";
        if (Named("asOf") is not null && required.Length == 0)
            yield return "?asOf=2025-06-30";
        foreach (
            var version in Named("viewVersion")?["schema"]!["enum"]!.AsArray().SkipLast(1) ?? []
        )
            yield return $"?{required}viewVersion={version}";

        JsonNode? Named(string name) => parameters.FirstOrDefault(p => (string?)p!["name"] == name);
    }
}
