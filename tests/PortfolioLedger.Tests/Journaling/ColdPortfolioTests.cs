using Microsoft.Extensions.Configuration;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Books;
using static PortfolioLedger.Tests.Journaling.Orders;

namespace PortfolioLedger.Tests.Journaling;

/// <summary>Portfolios whose books are not in memory, and how they got out of it.</summary>
public class ColdPortfolioTests
{
    [Fact]
    public async Task A_book_that_is_let_go_leaves_a_snapshot_that_the_next_command_loads()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(
            db.ConnectionString, new() { MaxPortfolios = 2 });
        await node.OpenAsync(Capital);
        await node.FillAsync(Capital, BookSnapshots.Worthwhile + 88);
        var whole = await node.DigestAsync(Capital);

        await PushOutAsync(node, Capital);
        await Wait.UntilAsync(async () =>
            (await node.BookSnapshots.PositionsAsync(Capital, default)) is [600]);
        Assert.Equal(whole, await node.DigestAsync(Capital));
        Assert.Equal(601, (await node.Record(Capital, Department("more"))).Events[0].Position);

        // So little more is not worth another.
        await PushOutAsync(node, Capital);
        Assert.Equal(602, (await node.Record(Capital, Department("even"))).Events[0].Position);
        Assert.Equal([600], await node.BookSnapshots.PositionsAsync(Capital, default));
        Assert.Equal(await BookOf(node, Capital), await node.DigestAsync(Capital));
    }

    [Fact]
    public async Task A_later_snapshot_takes_the_place_of_the_one_before()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(
            db.ConnectionString, new() { MaxPortfolios = 2, SnapshotEvery = 500 });
        await node.OpenAsync(Capital);
        await node.FillAsync(Capital, 520);
        await PushOutAsync(node, Capital);
        await Wait.UntilAsync(async () =>
            (await node.BookSnapshots.PositionsAsync(Capital, default)) is [500, 520]);

        for (var at = 0; at < 6; at++)
            await node.Record(Capital, [.. Enumerable.Range(at * 100, 100)
                .Select(i => Department($"e{i}"))]);
        await PushOutAsync(node, Capital);

        // Those at even distances stay.
        await Wait.UntilAsync(async () =>
            (await node.BookSnapshots.PositionsAsync(Capital, default)) is [500, 1000, 1120]);
        Assert.Equal(await BookOf(node, Capital), await node.DigestAsync(Capital));
    }

    [Fact]
    public async Task Who_is_asked_for_again_and_again_stays()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(
            db.ConnectionString, new() { MaxPortfolios = 4 });
        await node.OpenAsync(Capital);
        for (var i = 0; i < 20; i++)
        {
            await node.OpenAsync(Key.Parse($"p{i}"));
            Assert.True(node.Keeper.IsLoaded(Capital));
        }
        Assert.Equal(4, node.Keeper.Portfolios);
    }

    [Fact]
    public async Task All_portfolios_together_keep_to_one_amount_of_memory()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        var budget = new MemoryBudget(4 * 1024 * 1024);
        await using var node = await JournalNode.StartAsync(
            db.ConnectionString, new() { MaxPortfolios = 1_000, Memory = budget });
        var portfolios = Enumerable.Range(0, 12).Select(i => Key.Parse($"p{i}")).ToArray();
        foreach (var portfolio in portfolios)
        {
            await node.OpenAsync(portfolio);
            await node.FillAsync(portfolio, 300);
        }

        Assert.InRange(node.Keeper.Portfolios, 1, 11);
        // The one that came last was still small when there was made room for it.
        Assert.InRange(node.Keeper.Bytes, 1, budget.Books + 301 * BookMemory.BytesOfThing);
        foreach (var portfolio in portfolios)
            Assert.Equal(300, (await node.Keeper.HeadAsync(portfolio, default))!.Position);
    }

    [Fact]
    public async Task Who_waits_for_a_newer_book_of_one_that_is_let_go_asks_again()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(
            db.ConnectionString, new() { MaxPortfolios = 2 });
        await node.OpenAsync(Capital);
        var next = node.Keeper.NextHead(Capital);
        Assert.False(next.IsCompleted);

        await PushOutAsync(node, Capital);

        await next.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("512MB", 512)]
    [InlineData("2gb", 2048)]
    [InlineData(" 64 MB ", 64)]
    public void Memory_is_said_in_megabytes_or_gigabytes(string text, long megabytes) =>
        Assert.Equal(megabytes * 1024 * 1024, Read(text).Bytes);

    [Theory]
    [InlineData("much")]
    [InlineData("512")]
    [InlineData("63MB")]
    [InlineData("-1GB")]
    [InlineData("99999999GB")]
    public void An_amount_that_makes_no_sense_refuses_the_start_by_its_name(string text)
    {
        var refused = Assert.Throws<StartRefusedException>(() => Read(text));
        Assert.Contains($"Ledger__Memory is '{text}'", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(256, 64)]
    [InlineData(2048, 256)]
    [InlineData(65536, 1024)]
    public void Without_a_word_it_is_a_share_of_the_limit(long limit, long share)
    {
        const long megabyte = 1024 * 1024;
        var budget = MemoryBudget.OfLimit(limit * megabyte);
        Assert.Equal(share * megabyte, budget.Bytes);
        Assert.Equal(budget.Bytes, budget.Books + budget.Entries + budget.Answers);
    }

    private static MemoryBudget Read(string text) => MemoryBudget.Read(
        new ConfigurationBuilder().AddInMemoryCollection([new("Ledger:Memory", text)]).Build());

    /// <summary>Asks for others until there is no room for it.</summary>
    private static async Task PushOutAsync(JournalNode node, Key portfolio)
    {
        // To look whether it is there would be to ask for it again.
        for (var i = 0; i < 4; i++)
            await node.OpenAsync(Key.Parse($"other-{Guid.NewGuid():n}"));
        Assert.False(node.Keeper.IsLoaded(portfolio));
    }

    private static async Task<string> BookOf(JournalNode node, Key portfolio) =>
        BookDigest.Compute(await node.FoldAsync(
            portfolio, await node.Keeper.LastPositionAsync(portfolio, default)));
}
