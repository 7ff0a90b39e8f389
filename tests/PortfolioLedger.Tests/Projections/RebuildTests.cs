using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Projections;
using PortfolioLedger.Tests.Journaling;
using static PortfolioLedger.Tests.Journaling.Orders;

namespace PortfolioLedger.Tests.Projections;

public class RebuildTests
{
    [Fact]
    public async Task A_stopped_rebuild_changes_nothing_that_is_read_and_the_next_one_finishes()
    {
        await using var db = await TestCluster.CreateDatabaseAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        var following = await TwoPortfoliosAsync(node);
        var before = await following.EverythingAsync();
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following.Rebuild.RunAsync(
            new Seen(_ => stop.Cancel()), stop.Token));
        Assert.Equal(before, await following.EverythingAsync());
        Assert.True(await node.QueryAsync<long>(
            "select count(*) from ledger.bi_decision where projection_version = 2") > 0);

        Assert.Equal(2, await following.Rebuild.RunAsync(null, default));
        Assert.Equal(before, await following.EverythingAsync());
        Assert.Equal(0, await node.QueryAsync<long>(
            "select count(*) from ledger.bi_decision where projection_version <> 2"));
    }

    [Fact]
    public async Task What_is_read_during_a_rebuild_is_whole_and_what_happens_meanwhile_is_not_lost()
    {
        await using var db = await TestCluster.CreateDatabaseAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        var following = await TwoPortfoliosAsync(node);
        await node.ExecuteAsync("delete from ledger.bi_decision where position = 2");
        var spoiled = await following.EverythingAsync();
        var looks = 0;
        await following.Rebuild.RunAsync(new Seen(_ =>
        {
            // Until it is switched over, the old build is read, and goes on.
            Assert.Equal(spoiled, following.EverythingAsync().GetAwaiter().GetResult());
            if (++looks == 1)
            {
                node.Record(Capital, Department("meanwhile")).GetAwaiter().GetResult();
                following.PageAsync().GetAwaiter().GetResult();
                spoiled = following.EverythingAsync().GetAwaiter().GetResult();
            }
        }), default);
        Assert.True(looks >= 3);
        await node.Record(Capital, Department("afterwards"));
        await following.PageAsync();
        Assert.Equal(await node.QueryAsync<long>("select count(*) from ledger.mt_events"),
            await node.QueryAsync<long>("select count(*) from bi.decision"));
        var live = await following.EverythingAsync();
        await following.Rebuild.RunAsync(null, default);
        Assert.Equal(live, await following.EverythingAsync());
    }

    [Fact]
    public async Task A_page_prepared_before_the_switch_is_refused_after_it()
    {
        await using var db = await TestCluster.CreateDatabaseAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        var following = await TwoPortfoliosAsync(node);
        await following.Rebuild.RunAsync(null, default);
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() =>
            node.ExecuteAsync("select ledger.hold_read_models(1)"));
        Assert.Equal("40001", refused.SqlState);
        await node.ExecuteAsync("select ledger.hold_read_models(2)");
    }

    private static async Task<Following> TwoPortfoliosAsync(JournalNode node)
    {
        await node.OpenWithBudgetAsync(Capital, 900);
        await node.OpenWithBudgetAsync(Key.Of("second"), 500);
        var following = new Following(node);
        await following.PageAsync();
        return following;
    }

    /// <summary>Told at once, on the thread that rebuilds.</summary>
    private sealed class Seen(Action<Rebuilt> see) : IProgress<Rebuilt>
    {
        public void Report(Rebuilt value) => see(value);
    }
}
