using System.Text.RegularExpressions;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Tests.Documentation;

/// <summary><c>docs/metrics.md</c> sends its readers to addresses that are served.</summary>
public sealed partial class MetricPlacesTests
{
    [Fact]
    public void Every_metric_is_read_where_the_page_says()
    {
        var places = File.ReadLines(RepositoryFolder.PathOf("docs", "metrics.md"))
            .Where(l => l.StartsWith("- Read: ", StringComparison.Ordinal)).ToArray();

        Assert.True(places.Length > 40);
        Assert.All(places, line => Assert.NotEmpty(Address.Matches(line)));
        Assert.All(places.SelectMany(l => Address.Matches(l))
            .Select(m => m.Groups[1].Value.Split('?')),
            address =>
            {
                var (view, _) = ViewCatalogue.Find(address[0])!.Value;
                Assert.Equal(address[0], view.Path);
                Assert.All(address.Skip(1).SelectMany(q => q.Split('&')), asked =>
                    Assert.Contains(asked.Split('=')[0], view.Parameters.Select(p => p.Name)));
            });
    }

    [GeneratedRegex("`([^`]+)`:")]
    private static partial Regex Address { get; }
}
