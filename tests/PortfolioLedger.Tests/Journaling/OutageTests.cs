using System.Diagnostics;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.EmbeddedPostgres;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Tests.EmbeddedPostgres;
using static PortfolioLedger.Tests.Journaling.Orders;

namespace PortfolioLedger.Tests.Journaling;

public class OutageTests
{
    [Fact]
    public async Task A_database_stopped_at_once_under_load_loses_nothing_and_writing_goes_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs SIGQUIT.");
        await using var home = new Home();
        await using var server = await home.StartAsync();
        await using var node = await JournalNode.StartAsync(server.ConnectionString);
        await node.OpenAsync(Capital);
        var load = new Load(node, Capital);
        using var stop = new CancellationTokenSource();
        var running = load.RunAsync(16, stop.Token);
        for (var i = 0; i < 3; i++)
        {
            await load.MoreAsync(200);
            var postmaster = home.Postmaster();
            Signal.Send("QUIT", postmaster);
            await Wait.UntilAsync(() => Task.FromResult(
                !Postmaster.Serves(postmaster, home.Cluster)));
        }
        await load.MoreAsync(200);
        await stop.CancelAsync();
        await running;
        Assert.InRange(load.Unavailable, 1, int.MaxValue);
        Assert.InRange(load.Longest, TimeSpan.Zero, TimeSpan.FromSeconds(35));
        await load.JudgeAsync(node);
        await using var restarted = JournalNode.Restarted(server.ConnectionString);
        Assert.Equal(await node.DigestAsync(Capital), await restarted.DigestAsync(Capital));
    }

    [Fact]
    public async Task Backends_that_are_terminated_under_load_lose_nothing()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        await using var killer = JournalNode.Restarted(db.ConnectionString);
        await node.OpenAsync(Capital);
        var load = new Load(node, Capital);
        using var stop = new CancellationTokenSource();
        var running = load.RunAsync(16, stop.Token);
        for (var i = 0; i < 15; i++)
        {
            await load.MoreAsync(20);
            await killer.ExecuteAsync("""
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()
                """);
        }
        await load.MoreAsync(20);
        await stop.CancelAsync();
        await running;
        await load.JudgeAsync(node);
    }

    [Fact]
    public async Task While_the_database_is_away_writes_and_reads_say_so_and_both_come_back()
    {
        await using var home = new Home();
        await using var server = await home.StartAsync();
        await using var node = await JournalNode.StartAsync(server.ConnectionString);
        await node.OpenAsync(Capital);
        var before = await node.Record(Capital, Department("a"));
        await server.DisposeAsync();

        var since = Stopwatch.StartNew();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(i => node.Submit(Capital, Department($"d{i}"))));
        Assert.All(answers, a => Assert.Equal("database-unavailable",
            Assert.IsType<Answer.Unavailable>(a).Code));
        Func<Task>[] reads =
        [
            () => node.Keeper.FreshHeadAsync(Capital, default),
            () => node.Keeper.HeadAsync(Capital, default),
            () => node.Keeper.AtAsync(Capital, 1, null, default),
            () => node.Keeper.PositionAtAsync(Capital, DateTimeOffset.UtcNow, default),
            () => node.Keeper.LastPositionAsync(Capital, default),
            () => node.Keeper.PortfoliosAsync(default),
        ];
        foreach (var read in reads)
            Assert.True(DatabaseFault.IsTransient(await Assert.ThrowsAnyAsync<Exception>(read)));
        Assert.InRange(since.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(35));

        await using var again = await home.StartAsync();
        Assert.Equal(server.ConnectionString, again.ConnectionString);
        await Wait.UntilAsync(async () => await node.Submit(Capital,
            Department("after")) is Answer.Receipt);
        Assert.Equal(["portfolio-opened", "department-registered", "department-registered"],
            (await node.AllAsync(Capital)).Select(e => e.Type));
        Assert.Equal(before.Events[0].Id, (await node.AllAsync(Capital))[1].Entry.Id);
    }
}
