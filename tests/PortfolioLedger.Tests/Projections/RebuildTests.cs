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
        await using var db = await TestCluster.CreateLedgerAsync();
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
        await using var db = await TestCluster.CreateLedgerAsync();
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
        await following.AssertAsRebuiltAsync();
    }

    [Fact]
    public async Task Portfolios_that_move_in_one_page_are_each_as_a_rebuild_makes_them()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        var following = new Following(node);
        var portfolios = Enumerable.Range(0, 24).Select(i => Key.Parse($"p{i}")).ToArray();
        foreach (var portfolio in portfolios)
            await node.OpenWithBudgetAsync(portfolio, 1_000);
        await following.PageAsync();
        // In turns: each page holds some events of each.
        for (var round = 0; round < 3; round++)
        {
            foreach (var portfolio in portfolios)
                await node.Record(portfolio, Department($"d{round}"), Spend(round + 1));
            await following.PageAsync();
        }

        Assert.Equal(24, await node.QueryAsync<long>(
            "select count(*) from ledger.read_model where position = 10"));
        await following.AssertAsRebuiltAsync();
    }

    [Fact]
    public async Task A_rebuild_killed_before_its_switch_changes_nothing_and_the_next_one_finishes()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        var following = await TwoPortfoliosAsync(node);
        var before = await following.EverythingAsync();
        await using (var reader = await node.Source.OpenConnectionAsync())
        await using (var transaction = await reader.BeginTransactionAsync())
        {
            // Everything is built, and the switch waits for this reader: that is when it is killed.
            await new Statement("select version from ledger.read_model_live for update")
                .RunAsync(reader, default);
            using var rebuild = StartVerb(db);
            await Wait.UntilAsync(async () => await node.QueryAsync<long>("""
                select count(*) from pg_stat_activity where datname = current_database()
                and wait_event_type = 'Lock' and query like 'update ledger.read_model_live%'
                """) == 1, TimeSpan.FromSeconds(60));
            Assert.Equal(2L, await node.QueryAsync<long>(
                "select count(*) from ledger.read_model where projection_version = 2"));
            rebuild.Kill();
            await rebuild.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        // Its session ends when the server notices that nobody is there.
        await Wait.UntilAsync(async () => await node.QueryAsync<long>("""
            select count(*) from pg_locks where locktype = 'advisory' and objid = 7302
            and database = (select oid from pg_database where datname = current_database())
            """) == 0);
        Assert.Equal(before, await following.EverythingAsync());
        Assert.Equal(2, await following.Rebuild.RunAsync(null, default));
        Assert.Equal(before, await following.EverythingAsync());
    }

    private static System.Diagnostics.Process StartVerb(TestDatabase database)
    {
        var start = new System.Diagnostics.ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                TestProgram.File,
                "rebuild-read-models",
            },
        };
        database.TellTo(start);
        return System.Diagnostics.Process.Start(start)!;
    }

    [Fact]
    public async Task An_event_that_cannot_be_read_parks_its_portfolio_and_the_rest_is_rebuilt()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        var following = await TwoPortfoliosAsync(node);
        var last = await node.QueryAsync<long>(
            "select version from ledger.mt_streams where id = 'capital'"
        );
        await node.ExecuteAsync(
            $"""
            alter table ledger.mt_events disable trigger append_only;
            update ledger.mt_events set type = 'asteroid-sighted' where stream_id = 'capital' and version = {last};
            alter table ledger.mt_events enable always trigger append_only
            """);
        await following.Rebuild.RunAsync(null, default);
        Assert.Equal(
            $"capital {last} asteroid-sighted",
            await node.QueryAsync<string>(
                "select portfolio || ' ' || position || ' ' || type from ledger.parked_portfolio "
                    + "where projection_version = 2"
            )
        );
        Assert.Equal(
            last - 1,
            await node.QueryAsync<long>(
                "select count(*) from bi.decision where portfolio = 'capital'"
            )
        );
        Assert.Equal(
            await node.QueryAsync<long>(
                "select version from ledger.mt_streams where id = 'second'"
            ),
            await node.QueryAsync<long>(
                "select count(*) from bi.decision where portfolio = 'second'"
            )
        );
    }

    [Fact]
    public async Task A_page_prepared_before_the_switch_is_refused_after_it()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
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
        await node.OpenWithBudgetAsync(Key.Parse("second"), 500);
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
