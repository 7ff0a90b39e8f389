using PortfolioLedger.Tests.EmbeddedPostgres;

namespace PortfolioLedger.Faults;

public sealed class FailoverTests
{
    /// <summary>Within which recording must go on, detection left out: it is the cluster's.
    /// </summary>
    private static readonly TimeSpan GoesOn = TimeSpan.FromSeconds(30);

    [Fact, Trait("fault", "F16")]
    public async Task When_the_primary_is_lost_the_promoted_standby_has_everything_acknowledged()
    {
        Assert.SkipUnless(LongRuns.AreWanted, $"In a long run alone: {LongRuns.Variable}=1.");
        await using var servers = await ReplicatedServers.StartAsync();
        // The address that follows the primary: in earnest a proxy that asks who it is, or a
        // service of the platform.
        await using var address = new CuttingProxy(servers.Primary);
        await using var ledger = Installation.On(new(address.ConnectionString, "ledger"));
        using var node = await ledger.StartAsync(follow: true);
        await Writers.OpenAsync(node.Http);
        await using var recording = ledger.Writers.Begin(() => node.Http, 8);
        await ledger.Writers.MoreAsync(100);
        // A dashboard may ask the standby: it has what was recorded, and says how far.
        var recorded = await Home.QueryAsync<long>(servers.Primary,
            "select version from ledger.mt_streams where id = 'capital'");
        await Wait.UntilAsync(async () => await Home.QueryAsync<long>(servers.Standby,
            "select coalesce(max(position), 0) from bi.decision where portfolio = 'capital'")
            >= recorded);

        servers.KillPrimary();
        await servers.PromoteAsync();
        address.Lead(servers.Standby);
        var waited = await ledger.Writers.MoreAsync(1);
        Assert.InRange(waited, TimeSpan.Zero, GoesOn);
        await ledger.Writers.MoreAsync(100);
        await recording.StopAsync();

        var submissions = await ledger.AssertSoundAsync(node, followed: true);
        await using var judge = await ledger.JudgeAsync();
        Assert.Equal(1, await judge.QueryAsync<int>(
            "select max(epoch)::int from log.checkpoint where portfolio = 'capital'"));
        FaultReport.Tell("F16", "The primary was killed under load: the standby was "
            + $"promoted and recording went on {waited.TotalSeconds:0.0} s after that; "
            + $"{submissions:n0} submissions are sound, the log goes on in its epoch");
    }
}
