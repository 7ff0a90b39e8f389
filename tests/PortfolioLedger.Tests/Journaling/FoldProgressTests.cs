using System.Collections.Concurrent;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;
using static PortfolioLedger.Tests.Journaling.Orders;

namespace PortfolioLedger.Tests.Journaling;

/// <summary>How far a fold has come, as it is told.</summary>
public sealed class FoldProgressTests
{
    private const int Pages = 3;
    private const int Last = Pages * JournalPages.Size;

    [Fact]
    public async Task A_fold_of_an_earlier_day_tells_each_page_up_to_its_end()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        await node.OpenAsync(Capital);
        await node.FillAsync(Capital, Last);
        await using var cold = JournalNode.Restarted(db.ConnectionString);
        Assert.Equal(Last, (await cold.Keeper.HeadAsync(Capital, default))!.Position);

        var told = new Told();
        cold.Keeper.Progress = told;
        await cold.Keeper.AtAsync(Capital, Last, new DateOnly(2000, 1, 1), default);

        // Other books may be folded meanwhile, for questions to come.
        Assert.Equal(Enumerable.Range(1, Pages).Select(n => (long)n * JournalPages.Size),
            told.All.Where(p => p is { From: 0, UpTo: Last } && p.Portfolio == Capital)
                .Select(p => p.At).Distinct());
    }

    private sealed class Told : IProgress<FoldProgress>
    {
        public ConcurrentQueue<FoldProgress> All { get; } = [];

        public void Report(FoldProgress value) => All.Enqueue(value);
    }
}
