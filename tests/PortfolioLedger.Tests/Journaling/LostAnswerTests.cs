using System.Diagnostics;
using Npgsql;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;
using static PortfolioLedger.Tests.Journaling.Orders;

namespace PortfolioLedger.Tests.Journaling;

public class LostAnswerTests
{
    [Fact]
    public async Task When_the_answer_to_a_commit_is_lost_the_caller_still_gets_the_receipt()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var proxy = new CuttingProxy(db.ConnectionString);
        await using var node = await JournalNode.StartAsync(proxy.ConnectionString);
        await node.OpenAsync(Capital);
        for (var i = 0; i < 10; i++)
        {
            proxy.CutNext(Cut.Answer);
            var receipt = Assert.IsType<Answer.Receipt>(
                await node.Submit(Capital, $"key-{i}", Department($"d{i}")));
            Assert.Equal(i + 2, receipt.Events.Single().Position);
            Assert.Equal(receipt.Events.AsEnumerable(), Assert.IsType<Answer.Receipt>(
                await node.Submit(Capital, $"key-{i}", Department($"d{i}"))).Events);
        }
        Assert.Equal(10, proxy.Cuts);
        Assert.Equal(11, (await node.AllAsync(Capital)).Count);
    }

    [Fact]
    public async Task When_the_commit_itself_is_lost_nothing_is_recorded_and_the_caller_is_told_so()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var proxy = new CuttingProxy(db.ConnectionString);
        await using var node = await JournalNode.StartAsync(proxy.ConnectionString);
        await node.OpenAsync(Capital);
        for (var i = 0; i < 10; i++)
        {
            proxy.CutNext(Cut.Request);
            Assert.Equal("database-unavailable", Assert.IsType<Answer.Unavailable>(
                await node.Submit(Capital, $"key-{i}", Department($"d{i}"))).Code);
            Assert.IsType<Answer.Receipt>(await node.Submit(Capital, $"key-{i}",
                Department($"d{i}")));
        }
        Assert.Equal(10, proxy.Cuts);
        Assert.Equal(11, (await node.AllAsync(Capital)).Count);
    }

    [Theory]
    [InlineData(nameof(Cut.Answer))]
    [InlineData(nameof(Cut.Request))]
    public async Task An_opening_whose_commit_is_cut_is_known_for_certain(string cut)
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var proxy = new CuttingProxy(db.ConnectionString);
        await using var node = await JournalNode.StartAsync(proxy.ConnectionString);
        proxy.CutNext(Enum.Parse<Cut>(cut));
        var answer = await node.Submit(Capital, Open(Capital));
        if (cut == nameof(Cut.Answer))
            Assert.IsType<Answer.Receipt>(answer);
        else
            Assert.Equal("database-unavailable", Assert.IsType<Answer.Unavailable>(answer).Code);
        Assert.Equal(cut == nameof(Cut.Answer) ? 1 : 0,
            await node.Keeper.LastPositionAsync(Capital, default));
    }

    [Fact]
    public async Task Refusals_of_a_batch_that_was_not_recorded_are_void_too()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var proxy = new CuttingProxy(db.ConnectionString);
        await using var node = await JournalNode.StartAsync(proxy.ConnectionString);
        await node.OpenAsync(Capital);
        await using var held = await HeldRow.TakeAsync(node, Capital);
        var first = node.Submit(Capital, Open(Capital)); // refused: it only makes the others wait
        await HeldRow.WaitersAsync(node, 1);
        var taken = node.Submit(Capital, Department("a"));
        var again = node.Submit(Capital, Department("a"));
        proxy.CutNext(Cut.Request);
        await held.LetGoAsync();
        Assert.IsType<Answer.Refused>(await first);
        // "exists already" would be a lie: the one it exists by was not recorded.
        Assert.IsType<Answer.Unavailable>(await taken);
        Assert.IsType<Answer.Unavailable>(await again);
        Assert.Single(await node.AllAsync(Capital));
    }

    [Fact]
    public async Task When_the_outcome_cannot_be_found_out_the_whole_batch_is_told_so()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var proxy = new CuttingProxy(db.ConnectionString);
        await using var direct = await JournalNode.StartAsync(db.ConnectionString);
        await using var node = JournalNode.Restarted(proxy.ConnectionString,
            new() { ResolveWithin = TimeSpan.FromSeconds(1) });
        await direct.OpenAsync(Capital);
        await using var held = await HeldRow.TakeAsync(direct, Capital);
        var first = node.Submit(Capital, Open(Capital)); // refused: it only makes the others wait
        await HeldRow.WaitersAsync(direct, 1);
        var taken = node.Submit(Capital, "key-1", Department("a"));
        var again = node.Submit(Capital, Department("a"));
        proxy.CutNext(Cut.Answer);
        proxy.Outage = Outage.Refusing;
        await held.LetGoAsync();
        Assert.IsType<Answer.Refused>(await first);
        foreach (var one in (Task<Answer>[])[taken, again])
            Assert.Equal("outcome-unknown", Assert.IsType<Answer.Unavailable>(await one).Code);
        Assert.IsType<Answer.Receipt>(await direct.Submit(Capital, "key-1", Department("a")));
        Assert.Equal(2, (await direct.AllAsync(Capital)).Count);
        proxy.Outage = Outage.None;
        await node.Record(Capital, Department("b"));
    }

    [Fact]
    public async Task A_database_that_falls_silent_during_a_commit_is_not_waited_for_for_ever()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var proxy = new CuttingProxy(db.ConnectionString);
        await using var node = await JournalNode.StartAsync(proxy.ConnectionString,
            new() { CommandTimeout = 2 });
        await node.OpenAsync(Capital);
        proxy.CutNext(Cut.Silence);
        var since = Stopwatch.StartNew();
        Assert.IsType<Answer.Receipt>(await node.Submit(Capital, Department("a")));
        Assert.InRange(since.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
        Assert.Equal(2, (await node.AllAsync(Capital)).Count);
    }

    [Fact]
    public async Task While_a_frozen_node_holds_a_portfolio_others_say_so_and_go_on_later()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString,
            new() { LockTimeout = "500ms" });
        await node.OpenAsync(Capital);
        await node.OpenAsync(Key.Parse("other"));
        await using (var frozen = await HeldRow.TakeAsync(node, Capital))
        {
            Assert.Equal("database-unavailable",
                Assert.IsType<Answer.Unavailable>(
                    await node.Submit(Capital, Department("a"))).Code);
            await node.Record(Key.Parse("other"), Department("a"));
            Assert.NotNull(await node.Keeper.FreshHeadAsync(Capital, default));
            await frozen.LetGoAsync();
        }
        await node.Record(Capital, Department("a"));
    }

    [Fact]
    public async Task A_node_that_stands_still_under_the_lock_loses_it_and_records_nothing()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        await using var other = JournalNode.Restarted(db.ConnectionString);
        await node.OpenAsync(Capital);
        await using var frozen = await node.Sessions.BeginAsync(
            TestContext.Current.CancellationToken);
        await StreamLock.TakeAsync(frozen.Connection, Capital, [],
            TestContext.Current.CancellationToken);
        await other.Record(Capital, Department("a")); // waits it out
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => frozen.CommitAsync(new(
            frozen.Connection) { BatchCommands = { new("delete from ledger.import_row") } }));
        Assert.True(DatabaseFault.IsTransient(fault), fault.ToString());
    }
}
