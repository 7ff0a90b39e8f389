using Npgsql;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;
using static PortfolioLedger.Tests.Journaling.Orders;

namespace PortfolioLedger.Tests.Journaling;

public class ClaimTests
{
    private static readonly DateTimeOffset Then = new(2019, 5, 6, 7, 8, 9, TimeSpan.FromHours(2));

    [Fact]
    public async Task While_an_import_runs_claims_pass_and_live_decisions_wait()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        Assert.IsType<Answer.Receipt>(await ClaimAsync(node, "row-0", Then, Open(Capital)));
        await using (var import = await node.Source.OpenConnectionAsync(
            TestContext.Current.CancellationToken))
        {
            await using var take = new NpgsqlCommand(
                "select pg_advisory_lock(hashtextextended('import:' || 'capital', 0))", import);
            await take.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            Assert.Equal("import-running", Assert.IsType<Answer.Unavailable>(
                await node.Submit(Capital, Department("live"))).Code);
            Assert.IsType<Answer.Receipt>(await ClaimAsync(node, "row-1", Then.AddDays(1),
                Department("a")));
            await using var give = new NpgsqlCommand("select pg_advisory_unlock_all()", import);
            await give.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        await node.Record(Capital, Department("live"));
        var head = (await node.Keeper.HeadAsync(Capital, default))!;
        Assert.True(head.Claimed);
        Assert.Equal(2, await node.Keeper.PositionAtAsync(Capital, Then.AddDays(1), default));
        Assert.Equal(1, await node.Keeper.PositionAtAsync(Capital, Then.AddDays(1).AddTicks(-1),
            default));
    }

    [Fact]
    public async Task A_claim_can_neither_lie_before_what_is_known_nor_in_the_future()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        await ClaimAsync(node, "row-0", Then, Open(Capital));
        Assert.IsType<Answer.Receipt>(await ClaimAsync(node, "row-1", Then,
            Department("same-instant")));
        foreach (var at in (DateTimeOffset[])[Then.AddSeconds(-1),
            DateTimeOffset.UtcNow.AddMinutes(5)])
            Assert.Equal("out-of-order", Assert.IsType<Answer.Refused>(
                await ClaimAsync(node, "row-2", at, Department("x"))).Refusal.Code);
        await node.Record(Capital, Department("live"));
        Assert.IsType<Answer.Refused>(await ClaimAsync(node, "row-3", Then.AddDays(1),
            Department("y")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)] // ticks: finer than the database keeps
    public async Task A_repeated_claim_is_recognised(int ticks)
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        await ClaimAsync(node, "row-0", Then, Open(Capital));
        var at = Then.AddDays(1).AddTicks(ticks);
        var twice = await Task.WhenAll(
            ClaimAsync(node, "row-1", at, Department("a")),
            ClaimAsync(node, "row-1", at, Department("a")));
        Assert.Single(twice, a => a is Answer.Receipt);
        Assert.Single(twice, a => a is Answer.AlreadyImported);
        await node.Record(Capital, Department("live"));
        await using var restarted = JournalNode.Restarted(db.ConnectionString);
        Assert.IsType<Answer.AlreadyImported>(await ClaimAsync(restarted, "row-1", at,
            Department("a")));
        Assert.Equal(3, (await node.AllAsync(Capital)).Count);
    }

    [Fact]
    public async Task The_same_row_of_another_source_or_time_is_another_claim()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        await ClaimAsync(node, "row-0", Then, Open(Capital));

        Assert.IsType<Answer.Receipt>(await ClaimAsync(node, "row-1", Then, Department("a")));
        Assert.IsType<Answer.Receipt>(
            await ClaimAsync(node, "row-1", Then, Department("b"), "other-data")
        );
        Assert.IsType<Answer.Receipt>(
            await ClaimAsync(node, "row-1", Then.AddDays(1), Department("c"))
        );
        Assert.IsType<Answer.AlreadyImported>(
            await ClaimAsync(node, "row-1", Then, Department("d"), "other-data")
        );

        Assert.Equal(4, (await node.AllAsync(Capital)).Count);
    }

    private static Task<Answer> ClaimAsync(JournalNode node, string row, DateTimeOffset at,
        ICommand command, string source = "city-open-data") =>
        node.Journal.Submit(new(Capital, [command], Board with { Claims = true })
        {
            Claim = new(source, row, at),
        }, default);
}
