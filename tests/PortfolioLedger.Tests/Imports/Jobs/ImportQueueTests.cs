using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PortfolioLedger.Imports.Jobs;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Tests.Journaling;

using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Imports.Jobs;

/// <summary>
/// What waits for its turn on a node: how many, and what comes of it when the node stops.
/// </summary>
public sealed class ImportQueueTests(LedgerHost host) : IClassFixture<LedgerHost>
{
    private static readonly (string, string) AtOnce = ("Prefer", "respond-async");

    [Fact]
    public async Task More_than_may_wait_are_told_to_come_again_and_the_others_end()
    {
        await using var own = await LedgerHost.StartAsync();
        var accepted = new List<string>();
        await using (await HeldCopy.TakeAsync(own.Database.ConnectionString))
        {
            accepted.Add(await AcceptedAsync(own, "first"));
            await HeldCopy.WaitersAsync(own.Database.ConnectionString, 1);
            for (var i = 0; i < ImportQueue.MaxWaiting; i++)
                accepted.Add(await AcceptedAsync(own, $"p{i}"));
            var refused = await SendAsync(own, "last");
            refused.AssertProblem(503, "overloaded");
            Assert.True(
                int.Parse(refused.Header("Retry-After")!, CultureInfo.InvariantCulture) > 0
            );
        }
        foreach (var location in accepted)
            Assert.Equal("succeeded", await EndedAsync(own, location));
        Assert.Equal("succeeded", await EndedAsync(own, await AcceptedAsync(own, "last")));
    }

    [Fact]
    public async Task What_runs_and_what_waits_when_the_node_stops_ends_as_interrupted()
    {
        string running, waiting;
        var database = host.Database.ConnectionString;
        var stopped = host.App.Services.GetRequiredService<ImportQueue>();
        await using (await HeldCopy.TakeAsync(database))
        {
            running = await AcceptedAsync(host, "runs", 10_001);
            await HeldCopy.WaitersAsync(database, 1);
            waiting = await AcceptedAsync(host, "waits");
            _ = stopped.StopAsync(TestContext.Current.CancellationToken);
        }
        await stopped.ExecuteTask!;

        await using var next = await LedgerHost.StartAsync(host.Database);
        foreach (var location in (string[])[running, waiting])
        {
            var job = await next.As("ada", "administrator").Get(location);
            Assert.Equal("failed", (string?)job.Json["state"]);
            Assert.Contains("Send it again", (string?)job.Json["fault"], StringComparison.Ordinal);
        }
        Assert.Equal(
            (10_000, 0),
            (await next.PositionAsync("runs"), await next.PositionAsync("waits"))
        );
        Assert.Equal(
            "succeeded",
            await EndedAsync(next, await AcceptedAsync(next, "runs", 10_001))
        );
        Assert.Equal("succeeded", await EndedAsync(next, await AcceptedAsync(next, "waits")));
        Assert.Equal(10_001, await next.ScalarAsync<long>("""
            select count(distinct data ->> 'department') from ledger.mt_events
            where stream_id = 'runs' and type = 'department-registered'
            """));
        Assert.Equal(10_003, await next.PositionAsync("runs"));
    }

    [Fact]
    public async Task A_node_that_stops_says_so_and_speaks_of_no_waiting_imports()
    {
        await using var own = await LedgerHost.StartAsync();
        var queue = own.App.Services.GetRequiredService<ImportQueue>();
        own.App.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await queue.ExecuteTask!;

        var refused = await SendAsync(own, "late");

        refused.AssertProblem(503, "shutting-down");
        Assert.Contains("stopping", (string)refused.Json["detail"]!, StringComparison.Ordinal);
        Assert.True(int.Parse(refused.Header("Retry-After")!, CultureInfo.InvariantCulture) > 0);
        Assert.Equal(0, await own.PositionAsync("late"));
    }

    private static async Task<string> AcceptedAsync(LedgerHost at, string portfolio, int rows = 1)
    {
        var reply = await SendAsync(at, portfolio, rows);
        Assert.True(reply.Status is 200 or 202, reply.ToString());
        return reply.Header("Location")!;
    }

    private static Task<Reply> SendAsync(LedgerHost at, string portfolio, int rows = 1)
    {
        var text = new StringBuilder("Key,Name\r\n");
        for (var i = 1; i <= rows; i++)
            text.Append(CultureInfo.InvariantCulture, $"d-{i},Department {i}\r\n");
        return at.As("ada", "administrator").Post($"portfolios/{portfolio}/imports"
            + "?mapping=current-lists&dryRun=false&name=City&currency=EUR",
            new ByteArrayContent(Encoding.UTF8.GetBytes(text.ToString()))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("text/csv") },
            }, AtOnce);
    }

    private static async Task<string> EndedAsync(LedgerHost at, string location)
    {
        var state = "";
        await Wait.UntilAsync(async () => (state = (string)(await at.As("ada", "administrator")
            .Get(location)).Json["state"]!) is "succeeded" or "failed");
        return state;
    }
}
