using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Tests.Journaling;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Imports.Jobs;

/// <summary>
/// The UK's major projects and Canada's large IT projects, sent and asked over HTTP.
/// </summary>
public sealed class YearlyListsOverHttpTests(SharedLedger shared)
{
    [Theory]
    [InlineData(YearlyLists.Uk)]
    [InlineData(YearlyLists.Canada)]
    public async Task What_was_known_on_each_reporting_day_is_what_was_published(string preset)
    {
        var list = YearlyLists.Of(preset);
        var bytes = await File.ReadAllBytesAsync(list.Path, TestContext.Current.CancellationToken);
        var portfolio = new TestPortfolio(await shared.HostAsync(), $"p-{Guid.NewGuid():n}");

        var rehearsed = await ReportAsync(portfolio, preset, bytes, "true");
        Assert.Equal(0, await portfolio.PositionAsync());
        var imported = await ReportAsync(portfolio, preset, bytes, "false");

        Assert.Equal("imported", (string?)imported["outcome"]);
        foreach (var said in (string[])["rows", "events", "notes", "shortenedKeys", "refused"])
            Assert.Equal(rehearsed[said]!.ToJsonString(), imported[said]!.ToJsonString());
        Assert.Equal(list.Facts.Initiatives, (int)imported["events"]!["initiative-proposed"]!);
        if (preset == YearlyLists.Canada)
        {
            var (kind, key, text) = YearlyLists.IndigenousServices;
            var shortened = Assert.Single(imported["shortenedKeys"]!.AsArray())!;
            Assert.Equal((Subject.NameOf(kind), key.Value, text), ((string?)shortened["kind"],
                (string?)shortened["key"], (string?)shortened["text"]));
        }
        foreach (var day in list.Days)
            Assert.Equal(day, YearlyState.Of(day.On, await BudgetsAsync(portfolio, day.On)));

        var position = await portfolio.PositionAsync();
        var again = await ReportAsync(portfolio, preset, bytes, "false");
        Assert.Equal(
            (0, position),
            (again["events"]!.AsObject().Count, await portfolio.PositionAsync())
        );
    }

    private static async Task<JsonNode> ReportAsync(
        TestPortfolio portfolio, string preset, byte[] bytes, string dryRun)
    {
        var administrator = portfolio.Host.As("ada", "administrator");
        var reply = await administrator.Post(
            portfolio.PathOf($"imports?mapping={preset}&dryRun={dryRun}"),
            new ByteArrayContent(bytes)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("text/csv") },
            }
        );
        Assert.Contains(reply.Status, (int[])[200, 202]);
        var job = reply.Json;
        await Wait.UntilAsync(async () => (string?)job["state"] is "succeeded" or "failed"
            || (string?)(job = (await administrator.Get(reply.Header("Location")!)).Json)["state"]
                is "succeeded" or "failed");
        Assert.Equal("succeeded", (string?)job["state"]);
        return job["report"]!;
    }

    private static async Task<List<decimal?>> BudgetsAsync(TestPortfolio portfolio, string day)
    {
        var budgets = new List<decimal?>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await portfolio.Contributor.Get(portfolio.PathOf(
                $"initiatives?asOf={day}&limit=500{cursor}"))).Json;
            budgets.AddRange(page["items"]!.AsArray().Select(i => (decimal?)i!["budget"]));
            cursor = (string?)page["nextCursor"] is { } next
                ? "&cursor=" + Uri.EscapeDataString(next) : null;
        }
        return budgets;
    }
}
