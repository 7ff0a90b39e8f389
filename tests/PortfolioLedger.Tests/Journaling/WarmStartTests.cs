using Microsoft.Extensions.Logging.Abstractions;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Books;
using static PortfolioLedger.Tests.Journaling.Orders;

namespace PortfolioLedger.Tests.Journaling;

/// <summary>What a process reads beside its start.</summary>
public sealed class WarmStartTests
{
    [Fact]
    public async Task The_newest_book_of_the_longest_history_is_loaded_and_no_other()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        var other = Key.Parse("other");
        await node.OpenAsync(Capital);
        await node.Record(Capital, Department("a"), Department("b"));
        await node.OpenAsync(other);

        await using var restarted = JournalNode.Restarted(db.ConnectionString);
        await StartedAsync(restarted);

        Assert.Equal((3, 0),
            (restarted.Keeper.KnownPosition(Capital), restarted.Keeper.KnownPosition(other)));
    }

    [Fact]
    public async Task An_empty_ledger_and_a_database_that_is_away_are_no_faults_of_a_start()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var empty = await JournalNode.StartAsync(db.ConnectionString);
        await StartedAsync(empty);
        await using var away = JournalNode.Restarted("Host=127.0.0.1;Port=1");
        await StartedAsync(away);

        Assert.Equal((0, 0), (empty.Keeper.Portfolios, away.Keeper.Portfolios));
    }

    private static async Task StartedAsync(JournalNode node)
    {
        using var warm = new WarmStart(node.Source, node.Keeper, NullLogger<WarmStart>.Instance);
        await warm.StartAsync(default);
        await warm.ExecuteTask!;
    }
}
