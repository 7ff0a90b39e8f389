using System.Text.Json.Nodes;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Http.Queries;

/// <summary>
/// The API description says of every query parameter whether it takes several values, and every
/// address keeps to it.
/// </summary>
public sealed class RepeatedParameterTests(SharedLedger shared)
{
    [Fact]
    public async Task Several_values_are_described_as_a_list_that_may_be_repeated()
    {
        var several = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var (address, parameter) in ParametersAsync())
        {
            var isList = (string?)parameter["schema"]!["type"] == "array";
            Assert.True(isList == ((bool?)parameter["explode"] ?? true && isList), address);
            if (!isList)
                continue;
            several.Add((string)parameter["name"]!);
            Assert.Contains("repeat the parameter, or put commas between them",
                (string)parameter["description"]!, StringComparison.Ordinal);
        }
        Assert.Superset(
            new HashSet<string> { "scenarios", "sort", "stage", "stages", "types" },
            several.ToHashSet());
    }

    [Fact]
    public async Task What_takes_one_value_refuses_two()
    {
        var portfolio = await shared.OpenAsync();
        var reader = portfolio.Host.As("ada", "administrator");
        var refused = 0;
        await foreach (var (address, parameter) in ParametersAsync())
        {
            if ((string?)parameter["schema"]!["type"] == "array")
                continue;
            var path = address.Replace("{portfolio}", portfolio.Key, StringComparison.Ordinal);
            // What other keys in an address name is looked for first.
            var isOfAThing = path.Contains('{', StringComparison.Ordinal);
            var name = (string)parameter["name"]!;
            var value = Uri.EscapeDataString(parameter["example"]?.ToString() ?? "1");
            var reply = await reader.Get(
                $"{System.Text.RegularExpressions.Regex.Replace(path, @"\{\w+\}", "none")}"
                    + $"?{name}={value}&{name}={value}");
            if (isOfAThing && reply.Status == 404)
                continue;
            reply.AssertProblem(400, "invalid-parameter");
            Assert.Contains($"'{name}' must be given once: it takes one value, not 2",
                (string)reply.Json["detail"]!, StringComparison.Ordinal);
            refused++;
        }
        Assert.True(refused > 200, $"{refused}");
    }

    [Fact]
    public async Task Types_of_events_are_given_in_both_ways()
    {
        var portfolio = await (await shared.OpenAsync()).WithInitiativeAsync();
        var reader = portfolio.Approver;
        var repeated = await reader.Get(portfolio.PathOf(
            "events?types=department-registered&types=initiative-proposed"));
        var separated = await reader.Get(portfolio.PathOf(
            "events?types=department-registered,initiative-proposed,department-registered"));
        Assert.Equal(2, repeated.Json.AsArray().Count);
        Assert.Equal(repeated.Text, separated.Text);
    }

    [Fact]
    public async Task Scenarios_are_compared_in_both_ways()
    {
        var portfolio = await shared.OpenAsync();
        foreach (var key in (string[])["bold", "careful"])
            Assert.Equal(201, (await portfolio.Approver.Post(
                portfolio.PathOf("scenarios"), $$"""{"key":"{{key}}","name":"Plan"}""")).Status);
        var repeated = await portfolio.Approver.Get(portfolio.PathOf(
            "scenarios/comparison?scenarios=bold&scenarios=careful"));
        var separated = await portfolio.Approver.Get(portfolio.PathOf(
            "scenarios/comparison?scenarios=bold,careful,bold"));
        Assert.True(repeated.Status == 200, repeated.ToString());
        Assert.Equal(repeated.Text, separated.Text);
    }

    [Fact]
    public async Task A_filter_takes_both_ways_and_a_saved_report_too()
    {
        var portfolio = await shared.OpenAsync();
        foreach (var (key, name) in ((string, string)[])
            [("parks", "Parks, north"), ("roads", "Roads"), ("water", "Water")])
            await portfolio.Do("departments", $$"""{"key":"{{key}}","name":"{{name}}"}""");
        foreach (var (query, keys) in ((string, string[])[])
            [
                ("key=parks,roads", ["parks", "roads"]),
                ("key=parks&key=roads", ["parks", "roads"]),
                ("name=Roads,Water", ["roads", "water"]),
                ("name=Roads&name=Parks%2C%20north", ["parks", "roads"]),
                ("name=Roads,Parks\\, north", ["parks", "roads"]),
                ("name=Parks\\, north", ["parks"]),
            ])
        {
            var found = await portfolio.Approver.Get(portfolio.PathOf("departments?" + query));
            Assert.Equal(keys, found.Json["items"]!.AsArray().Select(i => (string)i!["key"]!)
                .Order(StringComparer.Ordinal));
        }
        await portfolio.Do("reports", """
            {"key":"two","name":"Two","view":"departments","filters":{"key":["parks,roads"]},
             "sort":"key,-key"}
            """);
        var run = await portfolio.Approver.Post(portfolio.PathOf("reports/two/runs"), "{}");
        Assert.Equal(2, (int)run.Json["count"]!);
    }

    /// <summary>Every query parameter of every GET, with its address.</summary>
    private async IAsyncEnumerable<(string Address, JsonNode Parameter)> ParametersAsync()
    {
        var description = (await (await shared.HostAsync()).Anonymous.Get("/openapi/v1.json")).Json;
        foreach (var (address, operations) in description["paths"]!.AsObject())
            foreach (var parameter in operations!["get"]?["parameters"]?.AsArray() ?? [])
                if ((string?)parameter!["in"] == "query"
                    && !address.EndsWith("/live", StringComparison.Ordinal))
                    yield return (address, parameter);
    }
}
