using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Reading;
using static PortfolioLedger.Tests.Journaling.Orders;

namespace PortfolioLedger.Tests.Journaling;

/// <summary>Entries that views read come from memory as they are in the database.</summary>
public sealed class RangeOfEntriesTests
{
    private const int Last = 2 * JournalPages.Size + 100;

    [Fact]
    public async Task A_range_within_or_over_pages_is_the_same_from_database_and_memory()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        await node.OpenAsync(Capital);
        await node.FillAsync(Capital, Last);
        var all = (await node.AllAsync(Capital)).Select(e => e.Entry.Posting).ToList();

        foreach (
            var (after, upTo) in ((int, int)[])
                [
                    (0, Last),
                    (0, 1),
                    (1_000, 1_030),
                    (1_023, 1_025),
                    (1_024, 2_048),
                    (2_048, Last),
                    (5, 5),
                    (9, 7),
                ]
        )
        {
            await using var cold = JournalNode.Restarted(db.ConnectionString);
            // From the database first, then from memory.
            for (var time = 0; time < 2; time++)
                Assert.Equal(all.Skip(after).Take(Math.Max(0, upTo - after)),
                    await cold.Keeper.PostingsAsync(Capital, after, upTo, default));
        }
    }

    [Fact]
    public async Task A_range_beyond_the_last_entry_names_the_first_that_is_missing()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        await node.OpenAsync(Capital);
        await node.Record(Capital, Department("a"));

        var fault = await Assert.ThrowsAsync<UnreadableJournalException>(
            () => node.Keeper.PostingsAsync(Capital, 0, 3, default));
        Assert.Contains("3", fault.Message, StringComparison.Ordinal);
    }
}
