using System.Text.Json.Nodes;
using PortfolioLedger.Tests.Operations;
using PortfolioLedger.Tests.Cli;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Complaints;

/// <summary>
/// An import puts today where it cannot read a date, and nobody sees it
/// (bardsoftware/ganttproject#1079).
/// </summary>
public sealed class UnreadableDateTests(SharedLedger shared)
{
    private const string Column = "Planned completion";

    private const string Text = """
        Initiative,Initiative name,Department,Sponsor,Stage,Planned completion
        gate,North gate,works,p-17,active,2026-02-29
        dock,East dock,works,p-17,active,31/01/2027
        pier,South pier,works,p-17,active,2027-01-31
        lock,West lock,works,p-17,active,
        quay,Old quay,works,p-17,active,2027-1-31

        """;

    [Fact]
    public async Task The_row_is_refused_by_its_cell_and_the_others_come_in()
    {
        var p = await Works.OpenAsync(shared);
        var before = await p.PositionAsync;

        var dry = await p.ImportAsync("mapping=current-lists&dryRun=true", Text);
        AssertReport(dry.Json["report"]!);
        Assert.Equal(before, await p.PositionAsync);
        var real = await p.ImportAsync("mapping=current-lists&dryRun=false", Text);
        AssertReport(real.Json["report"]!);
        Assert.Equal(
            dry.Json["report"]!["events"]!.ToJsonString(),
            real.Json["report"]!["events"]!.ToJsonString()
        );

        await AssertTwoAsync(p);
    }

    [Fact]
    public async Task The_command_line_says_the_same_and_strict_writes_nothing()
    {
        var p = await Works.OpenAsync(shared);
        var before = await p.PositionAsync;
        var file = Path.Combine(Path.GetTempPath(), $"initiatives-{Guid.NewGuid():n}.csv");
        await File.WriteAllTextAsync(file, Text, TestContext.Current.CancellationToken);
        try
        {
            string[] arguments = ["import", "current-lists", file, "--portfolio", p.Key, "--json"];
            var (code, output, _) = await VerbProcess.RunAsync(p.Host, [.. arguments, "--strict"]);
            Assert.Equal(1, code);
            var strict = JsonNode.Parse(output)!;
            Assert.Equal(
                ("refused", 3, 0),
                (
                    (string?)strict["outcome"],
                    (int)strict["rows"]!["refused"]!,
                    (int)strict["rows"]!["imported"]!
                )
            );
            Assert.Equal(before, await p.PositionAsync);

            (code, output, _) = await VerbProcess.RunAsync(p.Host, [.. arguments, "--dry-run"]);
            Assert.Equal(0, code);
            AssertReport(JsonNode.Parse(output)!);
            Assert.Equal(before, await p.PositionAsync);

            (code, output, _) = await VerbProcess.RunAsync(p.Host, arguments);
            Assert.Equal(0, code);
            AssertReport(JsonNode.Parse(output)!);
            await AssertTwoAsync(p);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void AssertReport(JsonNode report)
    {
        Assert.Equal((5, 2, 3), ((int)report["rows"]!["read"]!, (int)report["rows"]!["imported"]!,
            (int)report["rows"]!["refused"]!));
        (int, string)[] unreadable = [(1, "2026-02-29"), (2, "31/01/2027"), (5, "2027-1-31")];
        Assert.Equal(unreadable, report["refused"]!.AsArray().Select(r => (
            (int)r!["row"]!, (string)Assert.Single(r["faults"]!.AsArray())!["value"]!)));
        foreach (var row in report["refused"]!.AsArray())
        {
            var fault = row!["faults"]![0]!;
            Assert.Equal((Column, "bad-date"), ((string?)fault["column"], (string?)fault["code"]));
            Assert.Contains("yyyy-MM-dd", (string)fault["detail"]!, StringComparison.Ordinal);
        }
    }

    /// <summary>
    /// Two initiatives, one of them without a day, and nothing of the refused ones.
    /// </summary>
    private static async Task AssertTwoAsync(Works p)
    {
        var items = await p.ItemsAsync("initiatives", "initiative");
        Assert.Equal(["lock", "pier"], items.Keys.Order());
        Assert.Equal("2027-01-31", (string?)items["pier"]["baselineCompletion"]);
        Assert.Null(items["lock"]["baselineCompletion"]);
        Assert.Null(items["lock"]["forecastCompletion"]);
        foreach (var refused in (string[])["gate", "dock", "quay"])
        {
            Assert.Equal(404, (await p.Carl.Get(p.PathOf($"initiatives/{refused}"))).Status);
            Assert.DoesNotContain(
                refused,
                (await p.GetAsync("events")).Text,
                StringComparison.OrdinalIgnoreCase
            );
        }
    }
}
