using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace PortfolioLedger.Tests.Operations;

/// <summary>The dashboard and the alerts that come with the ledger.</summary>
public partial class WatchingTests
{
    private static readonly string Root = RepositoryFolder.PathOf();

    private static readonly SortedSet<string> Documented = new(Metric().Matches(
        File.ReadAllText(Path.Combine(Root, "docs", "operations.md"))).Select(m => m.Value),
        StringComparer.Ordinal);

    [Fact]
    public void The_dashboard_asks_for_metrics_that_are_documented_and_for_all_of_them()
    {
        using var dashboard = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(Root, "ops", "grafana", "portfolio-ledger.json")));
        var asked = dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .SelectMany(p => p.GetProperty("targets").EnumerateArray())
            .SelectMany(t => NamesIn(t.GetProperty("expr").GetString()!)).ToHashSet();
        Assert.Subset(Documented.ToHashSet(), asked);
        foreach (var area in (string[])["journal", "books", "views", "read_models", "live", "log"])
            Assert.Contains(asked, name =>
                name.StartsWith($"ledger_{area}_", StringComparison.Ordinal)
            );
    }

    [Fact]
    public void Every_alert_asks_for_metrics_that_are_documented_and_says_what_to_do()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(
            File.ReadAllText(Path.Combine(Root, "ops", "prometheus", "alerts.yml"))));
        var group = Assert.Single((YamlSequenceNode)yaml.Documents[0].RootNode["groups"]);
        var rules = (YamlSequenceNode)group["rules"];
        Assert.NotEmpty(rules);
        foreach (var rule in rules)
        {
            Assert.Subset(Documented.ToHashSet(), NamesIn($"{rule["expr"]}").ToHashSet());
            Assert.NotEqual("", $"{rule["annotations"]["summary"]}");
            Assert.NotEqual("", $"{rule["annotations"]["description"]}");
        }
    }

    /// <summary>Without what Prometheus adds to the names of histograms.</summary>
    private static IEnumerable<string> NamesIn(string expression) => Metric().Matches(expression)
        .Select(m => m.Value.Replace("_bucket", "", StringComparison.Ordinal));

    [GeneratedRegex("ledger_(?:journal|books|views|read_models|live|log)_[a-z_]+")]
    private static partial Regex Metric();
}
