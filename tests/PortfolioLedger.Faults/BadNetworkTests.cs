using System.Diagnostics;

namespace PortfolioLedger.Faults;

public sealed class BadNetworkTests
{
    private static readonly int Cuts = LongRuns.Times(5, 100);
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(LongRuns.Times(3, 60));

    /// <summary>Of a request at the longest; a node gives the database up before.</summary>
    private static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(35);

    [Fact, Trait("fault", "F04")]
    public async Task When_the_answer_to_a_commit_is_dropped_asking_again_records_once()
    {
        await using var ledger = await Installation.SharedAsync();
        await using var network = new CuttingProxy(ledger.Database!.ConnectionString);
        using var node = await StartAsync(ledger, network);
        await Writers.OpenAsync(node.Http);
        await using var recording = ledger.Writers.Begin(() => node.Http, 4);
        for (var i = 0; i < Cuts; i++)
        {
            var cuts = network.Cuts;
            network.CutNext(i % 3 == 2 ? Cut.Request : Cut.Answer);
            await Wait.UntilAsync(() => Task.FromResult(network.Cuts > cuts));
            await ledger.Writers.MoreAsync(5);
        }
        await recording.StopAsync();
        var submissions = await ledger.AssertSoundAsync(node);
        FaultReport.Tell("F04",
            $"{network.Cuts} commits or their answers were dropped on the way; {submissions:n0} "
            + "submissions are sound, asked again with their keys they are there once");
    }

    [Theory, Trait("fault", "F05")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_the_database_is_out_of_reach_it_is_said_and_recording_goes_on_after(
        bool oneWay)
    {
        await using var ledger = await Installation.SharedAsync();
        await using var network = new CuttingProxy(ledger.Database!.ConnectionString);
        using var node = await StartAsync(ledger, network);
        await Writers.OpenAsync(node.Http);
        await using var recording = ledger.Writers.Begin(() => node.Http, 4);
        await ledger.Writers.MoreAsync(10);

        network.Outage = oneWay ? Outage.OneWay : Outage.Both;
        var since = Stopwatch.StartNew();
        using (var refused = await node.Http.GetAsync("/api/v1/portfolios/none/ranking",
            TestContext.Current.CancellationToken))
        {
            Assert.Equal(503, (int)refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
        }
        var refusal = since.Elapsed;
        Assert.InRange(refusal, TimeSpan.Zero, TimeOut);
        await Wait.UntilAsync(async () => await ReadyAsync(node) == 503);
        // People go on trying, and are told.
        await Task.Delay(Lasting, TestContext.Current.CancellationToken);
        network.Outage = Outage.None;
        await ledger.Writers.MoreAsync(10);
        await Wait.UntilAsync(async () => await ReadyAsync(node) == 200);
        await recording.StopAsync();
        var submissions = await ledger.AssertSoundAsync(node);
        FaultReport.Tell("F05",
            $"The database was out of reach for {Lasting.TotalSeconds:0} s and more "
            + $"({(oneWay ? "its answers were lost" : "both ways")}): 503 with Retry-After after "
            + $"{refusal.TotalSeconds:0.0} s, readiness red, then recording without a restart; "
            + $"{submissions:n0} submissions are sound");
    }

    private static Task<LedgerProcess> StartAsync(Installation ledger, CuttingProxy network)
    {
        var through = TestCluster.Separated(network.ConnectionString);
        return ledger.StartAsync(false,
            ("ConnectionStrings__Ledger", through.App),
            ("ConnectionStrings__LedgerMigrator",
                through.AreSeparate ? through.Migrator : ""));
    }

    private static async Task<int> ReadyAsync(LedgerProcess node)
    {
        using var ready = await node.Http.GetAsync("/health/ready");
        return (int)ready.StatusCode;
    }
}
