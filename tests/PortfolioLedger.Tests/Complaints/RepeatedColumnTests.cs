using System.Text.Json.Nodes;
using PortfolioLedger.Core;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Complaints;

/// <summary>
/// Exports of Jira repeat a column many times, and write dates in several ways
/// (streamthoughts/kafka-connect-file-pulse#106).
/// </summary>
public sealed class RepeatedColumnTests(SharedLedger shared)
{
    private const string Text = """
        Issue key,Summary,Description,Status,Project name,Component/s,Component/s,Sprint,Sprint,Sprint,Due Date,Labels,Labels,Comment,Comment
        LIB-1,Catalogue search,"Find by author
        and by year",In Progress,Library,Web,Search,Wave 1,Wave 2,,14/Mar/26 3:04 PM,a,b,"12/Mar/26 9:00 AM;u7;open 9;30",
        LIB-2,Reading room,,To Do,Library,Rooms,,Wave 1,,,2026-03-14 15:04,,,,
        LIB-3,Card printer,,Done,Library,,Web,,,,14/Mar/26 15:04,,,,
        LIB-4,Old shelf,,Parked,Library,,,,,,,,,,

        """;

    [Fact]
    public async Task Repeated_columns_count_together_or_the_last_one_stated_does()
    {
        var p = await Works.OpenAsync(shared);

        var report = (await p.ImportAsync("mapping=jira-issues&dryRun=false", Text)).Json[
            "report"
        ]!;

        Assert.Equal(
            (4, 3, 1),
            (
                (int)report["rows"]!["read"]!,
                (int)report["rows"]!["imported"]!,
                (int)report["rows"]!["refused"]!
            )
        );
        Assert.Equal(
            ["Comment", "Labels"],
            report["ignoredColumns"]!.AsArray().Select(c => (string)c!)
        );
        var refused = Assert.Single(report["refused"]!.AsArray())!;
        Assert.Equal(
            (4, 6, "LIB-4"),
            ((int)refused["row"]!, (int)refused["line"]!, (string?)refused["externalId"])
        );
        Assert.Equal(
            ("Status", "Parked"),
            ((string?)refused["faults"]![0]!["column"], (string?)refused["faults"]![0]!["value"])
        );
        var search = await p.ReadAsync("initiatives/lib-1");
        Assert.Equal(["search", "web"], Departments(search));
        Assert.Equal(
            ("Wave 2", "2026-03-14", "Find by author\nand by year"),
            (
                (string?)search["phase"],
                (string?)search["baselineCompletion"],
                (string?)search["summary"]
            )
        );
        var room = await p.ReadAsync("initiatives/lib-2");
        Assert.Equal(["rooms"], Departments(room));
        Assert.Equal(
            ("Wave 1", "2026-03-14"),
            ((string?)room["phase"], (string?)room["baselineCompletion"])
        );
        var printer = await p.ReadAsync("initiatives/lib-3");
        Assert.Equal("2026-03-14", (string?)printer["baselineCompletion"]);
        Assert.Equal(404, (await p.Carl.Get(p.PathOf("initiatives/lib-4"))).Status);
    }

    private static IEnumerable<string> Departments(JsonNode initiative) =>
        initiative["participatingDepartments"]!
            .AsArray()
            .Select(d => (string)d!)
            .Order(StringComparer.Ordinal);
}
