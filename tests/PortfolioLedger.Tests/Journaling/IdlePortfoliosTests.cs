using PortfolioLedger.Core.Kernel;
using static PortfolioLedger.Tests.Journaling.Orders;

namespace PortfolioLedger.Tests.Journaling;

public class IdlePortfoliosTests
{
    [Fact]
    public async Task Idle_portfolios_are_let_go_and_come_back()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(
            db.ConnectionString, new() { MaxQueues = 4, MaxPortfolios = 3 });
        var portfolios = Enumerable.Range(0, 12).Select(i => Key.Parse($"p{i}")).ToArray();
        foreach (var portfolio in portfolios)
            await node.OpenAsync(portfolio);
        // A queue that has just answered may not be idle yet: the next ones let it go.
        var more = 0;
        await Wait.UntilAsync(async () =>
        {
            await node.OpenAsync(Key.Parse($"more{more++}"));
            return node.Journal.Queues is >= 1 and <= 4;
        });
        Assert.InRange(node.Keeper.Portfolios, 1, 3);
        foreach (var portfolio in portfolios)
        {
            Assert.Equal(2, (await node.Record(portfolio, Department("a"))).Events[0].Position);
            Assert.Equal(2, (await node.Keeper.HeadAsync(portfolio, default))!.Position);
        }
    }

    [Fact]
    public async Task Queues_that_retire_while_others_submit_lose_nothing()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(
            db.ConnectionString, new() { MaxQueues = 2, MaxPortfolios = 2 });
        var portfolios = Enumerable.Range(0, 6).Select(i => Key.Parse($"p{i}")).ToArray();
        foreach (var portfolio in portfolios)
            await node.OpenAsync(portfolio);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(async writer =>
        {
            for (var i = 0; i < 30; i++)
                await node.Record(portfolios[(writer + i) % 6], Department($"d{writer}-{i}"));
        }));
        foreach (var portfolio in portfolios)
            Assert.Equal(61, (await node.AllAsync(portfolio)).Count);
    }

    [Fact]
    public async Task Asking_for_unknown_portfolios_pushes_nobody_out()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString,
            new() { MaxPortfolios = 2 });
        await node.OpenAsync(Capital);
        for (var i = 0; i < 10; i++)
            Assert.Null(await node.Keeper.HeadAsync(Key.Parse($"none-{i}"), default));
        Assert.Equal(1, node.Keeper.Portfolios);
    }
}
