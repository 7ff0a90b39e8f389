namespace PortfolioLedger.Faults;

public sealed class FailoverTests
{
    /// <summary>Within which recording must go on, detection left out: it is the cluster's.
    /// </summary>
    private static readonly TimeSpan GoesOn = TimeSpan.FromSeconds(30);

    /// <summary>Longer than a statement of the ledger may take.</summary>
    private static readonly TimeSpan Stalled = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Trait("fault", "F16")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_the_primary_is_lost_the_promoted_standby_has_everything_acknowledged(
        bool stalled)
    {
        Assert.SkipUnless(LongRuns.AreWanted, $"In a long run alone: {LongRuns.Variable}=1.");
        await using var servers = await ReplicatedServers.StartAsync();
        // The address that follows the primary: in earnest a proxy that asks who it is, or a
        // service of the platform.
        await using var address = new CuttingProxy(servers.Primary);
        await using var ledger = Installation.On(new(address.ConnectionString, "ledger"));
        using var node = await ledger.StartAsync(follow: true);
        await Writers.OpenAsync(node.Http);
        using var stop = new CancellationTokenSource();
        var writing = ledger.Writers.RunAsync(() => node.Http, 8, stop.Token);
        await ledger.Writers.MoreAsync(100);

        if (stalled)
        {
            // The primary has it, the standby not yet: nothing of it may be acknowledged.
            await servers.FreezeStandbyAsync();
            var acknowledged = ledger.Intents.Acknowledged;
            await Task.Delay(Stalled, Cancel);
            Assert.InRange(ledger.Intents.Acknowledged - acknowledged, 0, 16);
        }
        servers.KillPrimary();
        if (stalled)
            await servers.ThawStandbyAsync();
        await servers.PromoteAsync();
        address.Lead(servers.Standby);
        var waited = await ledger.Writers.MoreAsync(1);
        Assert.InRange(waited, TimeSpan.Zero, GoesOn);
        await ledger.Writers.MoreAsync(100);
        await stop.CancelAsync();
        await writing;

        var submissions = await ledger.AssertSoundAsync(node, followed: true);
        await using var judge = await ledger.JudgeAsync();
        Assert.Equal(1, await judge.QueryAsync<int>(
            "select max(epoch)::int from log.checkpoint where portfolio = 'capital'"));
        var before = stalled
            ? $" after its standby had stood still for {Stalled.TotalSeconds:0} s" : "";
        FaultReport.Tell("F16", $"The primary was killed under load{before}: the standby was "
            + $"promoted and recording went on {waited.TotalSeconds:0.0} s after that; "
            + $"{submissions:n0} submissions are sound, the log goes on in its epoch");
    }
}
