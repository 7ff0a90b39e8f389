using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Tests.EmbeddedPostgres;
using static PortfolioLedger.Tests.Journaling.Orders;

namespace PortfolioLedger.Faults;

/// <summary>
/// Two faults at once: a standby that does not answer, and whatever happens to the primary then.
/// Nobody may be told of what only the primary has.
/// </summary>
public sealed class StalledStandbyTests
{
    /// <summary>Longer than a commit and the look into what came of it are waited for.</summary>
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(40);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Trait("fault", "F16")]
    public async Task While_the_standby_stalls_nothing_is_acknowledged_that_it_does_not_have()
    {
        Assert.SkipUnless(LongRuns.AreWanted, $"In a long run alone: {LongRuns.Variable}=1.");
        await using var servers = await ReplicatedServers.StartAsync();
        await using var address = new CuttingProxy(servers.Primary);
        await using var ledger = Installation.On(new(address.ConnectionString, "ledger"));
        using var node = await ledger.StartAsync(follow: true);
        await Writers.OpenAsync(node.Http);
        await using var recording = ledger.Writers.Begin(() => node.Http, 8);
        await ledger.Writers.MoreAsync(100);

        servers.Network.Outage = Outage.OneWay;
        // What the standby has already may still be confirmed.
        await Task.Delay(TimeSpan.FromSeconds(2), Cancel);
        var confirmed = ledger.Intents.Acknowledged;
        await Task.Delay(Stall, Cancel);
        Assert.Equal(confirmed, ledger.Intents.Acknowledged);
        Assert.Contains(ledger.Intents.Read(), intent => intent.Status == 503);

        servers.KillPrimary();
        await servers.PromoteAsync();
        address.Lead(servers.Standby);
        var waited = await ledger.Writers.MoreAsync(100);
        await recording.StopAsync();
        var submissions = await ledger.AssertSoundAsync(node, followed: true);
        FaultReport.Tell("F16", $"The standby stalled for {Stall.TotalSeconds + 2:0} s under "
            + "load, and then the primary was killed: nothing was acknowledged meanwhile, the "
            + $"standby was promoted, 100 more were recorded {waited.TotalSeconds:0.0} s after "
            + $"that; {submissions:n0} submissions are sound");
    }

    [Fact, Trait("fault", "F16")]
    public async Task A_cancelled_commit_is_acknowledged_when_the_standby_has_it_and_not_before()
    {
        await using var servers = await ReplicatedServers.StartAsync();
        await using var node = await JournalNode.StartAsync(servers.Primary, new()
        {
            CommandTimeout = 2,
            ResolveWithin = TimeSpan.FromSeconds(2),
            LockTimeout = "500ms",
        });
        await node.OpenAsync(Capital);
        servers.Network.Outage = Outage.OneWay;

        var asked = node.Submit(Capital, "key-1", Department("a"));
        // PostgreSQL then says that it is committed.
        await Wait.UntilAsync(async () => await node.QueryAsync<bool>("""
            select coalesce(bool_or(pg_cancel_backend(pid)), false)
            from pg_stat_activity where wait_event = 'SyncRep' and query = 'COMMIT'
            """));
        Assert.Equal("outcome-unknown", Assert.IsType<Answer.Unavailable>(await asked).Code);
        Assert.Equal((2, 1), (await RowsAsync(servers.Primary), await RowsAsync(servers.Standby)));

        // Here nobody waits any more, and everybody sees it.
        await servers.RestartPrimaryAsync();
        await Wait.UntilAsync(async () =>
        {
            var again = await node.Submit(Capital, "key-1", Department("a"));
            return Assert.IsType<Answer.Unavailable>(again).Code == "outcome-unknown";
        });
        Assert.Equal((2, 1), (await RowsAsync(servers.Primary), await RowsAsync(servers.Standby)));

        servers.Network.Outage = Outage.None;
        await Wait.UntilAsync(async () =>
            await node.Submit(Capital, "key-1", Department("a")) is Answer.Receipt);
        Assert.Equal((2, 2), (await RowsAsync(servers.Primary), await RowsAsync(servers.Standby)));
        FaultReport.Tell("F16", "A commit that waited for a stalled standby was cancelled, and "
            + "the primary started again: what it showed was acknowledged when the standby had it");
    }

    private static Task<long> RowsAsync(string server) =>
        Home.QueryAsync<long>(server, "select count(*) from ledger.mt_events");
}
