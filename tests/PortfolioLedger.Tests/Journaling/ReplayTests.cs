using CsCheck;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Tests.Journaling;

public class ReplayTests
{
    [Fact]
    public async Task Live_replayed_and_restarted_books_are_equal()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var live = await JournalNode.StartAsync(db.ConnectionString, Sparse);
        await Histories.Submissions.SampleAsync(
            async history =>
            {
                var portfolio = await WriteAsync(live, history);
                var head = (await live.Keeper.HeadAsync(portfolio, default))!;
                var digest = BookDigest.Compute(head);
                Assert.Equal(
                    digest,
                    BookDigest.Compute(await live.FoldAsync(portfolio, head.Position))
                );

            await using var restarted = JournalNode.Restarted(db.ConnectionString, Sparse);
            Assert.Equal(digest, await restarted.DigestAsync(portfolio));

                var middle = await live.FoldAsync(portfolio, (head.Position + 1) / 2);
                await live.BookSnapshots.StoreAsync(middle);
                var stored = await live.BookSnapshots.NearestAsync(
                    portfolio,
                    0,
                    head.Position,
                    default
                );
                Assert.InRange(
                    Assert.IsType<Book>(stored).Position,
                    middle.Position,
                    head.Position
                );
                Assert.Equal(
                    digest,
                    BookDigest.Compute(await live.FoldAsync(portfolio, head.Position, stored))
                );
                await using var again = JournalNode.Restarted(db.ConnectionString, Sparse);
                Assert.Equal(digest, await again.DigestAsync(portfolio));
            },
            iter: 12,
            threads: 2
        );
    }

    [Fact]
    public async Task A_book_of_the_past_equals_a_fresh_fold_on_any_business_day()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var live = await JournalNode.StartAsync(db.ConnectionString, Sparse);
        await Histories.Submissions.SampleAsync(async history =>
        {
            var portfolio = await WriteAsync(live, history);
            await using var restarted = JournalNode.Restarted(db.ConnectionString, Sparse);
            var last = await live.Keeper.LastPositionAsync(portfolio, default);
            for (var position = 0L; position <= last; position++)
                foreach (var node in (JournalNode[])[live, restarted])
                    await HoldsAsync(node, portfolio, position);
        }, iter: 3, threads: 1);
    }

    [Fact]
    public async Task The_position_at_an_instant_is_the_last_one_known_then()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var live = await JournalNode.StartAsync(db.ConnectionString);
        await live.OpenAsync(Orders.Capital);
        for (var i = 0; i < 5; i++) // three events of one instant, then one alone
        {
            await live.Record(Orders.Capital, Orders.Department($"a{i}"),
                Orders.Department($"b{i}"),
                Orders.Department($"c{i}"));
            await live.Record(Orders.Capital, Orders.Department($"d{i}"));
        }
        var all = await live.AllAsync(Orders.Capital);
        Assert.Contains(all.GroupBy(e => e.Entry.KnownAt), instant => instant.Count() == 3);
        await using var restarted = JournalNode.Restarted(db.ConnectionString);
        foreach (var node in (JournalNode[])[live, restarted])
            foreach (var (at, step) in all.SelectMany(e => Around(e.Entry.KnownAt)))
                Assert.Equal(all.Count(e => e.Entry.KnownAt <= at.AddTicks(step)),
                    await node.Keeper.PositionAtAsync(Orders.Capital, at.AddTicks(step), default));
        Assert.Equal(all.Count, await live.Keeper.PositionAtAsync(Orders.Capital,
            DateTimeOffset.MaxValue, default));
        Assert.Equal(0, await live.Keeper.PositionAtAsync(Key.Parse("none"), DateTimeOffset.UtcNow,
            default));
    }

    [Fact]
    public async Task A_damaged_or_older_snapshot_is_ignored()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var live = await JournalNode.StartAsync(db.ConnectionString, Sparse);
        var portfolio = await WriteAsync(live, []);
        await Wait.UntilAsync(async () =>
            await live.QueryAsync<long>("select count(*) from ledger.book_checkpoint") == 1);
        var digest = await live.DigestAsync(portfolio);
        await live.ExecuteAsync("update ledger.book_checkpoint set book = '\\xdeadbeef'");
        await using (var restarted = JournalNode.Restarted(db.ConnectionString, Sparse))
            Assert.Equal(digest, await restarted.DigestAsync(portfolio));
        await live.ExecuteAsync(
            "update ledger.book_checkpoint set fold_version = fold_version - 1");
        await using (var restarted = JournalNode.Restarted(db.ConnectionString, Sparse))
            Assert.Equal(digest, await restarted.DigestAsync(portfolio));
    }

    [Fact]
    public async Task The_writer_stores_snapshots_on_its_way()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var live = await JournalNode.StartAsync(db.ConnectionString,
            new() { SnapshotEvery = 10 });
        await WriteAsync(live,
            [.. Enumerable.Range(1, 16).Select(i => new[] { Orders.Department($"d{i}") })]);
        await Wait.UntilAsync(async () =>
            await live.QueryAsync<long>("select count(*) from ledger.book_checkpoint") == 2);
        Assert.Equal(20, await live.QueryAsync<long>(
            "select max(position) from ledger.book_checkpoint"));
    }

    /// <summary>BookSnapshots within the reach of a short history.</summary>
    private static NodeOptions Sparse => new() { SnapshotEvery = 7 };

    private static async Task<Key> WriteAsync(JournalNode node, ICommand[][] history)
    {
        var portfolio = Key.Parse($"p{Guid.NewGuid():n}");
        // Long enough for a snapshot, whatever the history refuses.
        await node.OpenAsync(portfolio);
        await node.Record(portfolio,
            [.. Enumerable.Range(1, 8).Select(i => Orders.Department($"w{i}"))]);
        var told = new List<ReceiptLine>();
        foreach (var commands in history)
            if (await node.Submit(portfolio, commands) is Answer.Receipt receipt)
                told.AddRange(receipt.Events);
        // Whatever kind of fact it is: the leaf told is the leaf of what is stored.
        var all = await node.AllAsync(portfolio);
        Assert.All(told, one => Assert.Equal(one.LeafHash, Leaf.Hash(
            all[(int)one.Position - 1].Envelope(portfolio), all[(int)one.Position - 1].Data)
            .ToString()));
        return portfolio;
    }

    private static async Task HoldsAsync(JournalNode node, Key portfolio, long position)
    {
        var natural = await node.FoldAsync(portfolio, position);
        Assert.Equal(BookDigest.Compute(natural),
            BookDigest.Compute(await node.Keeper.AtAsync(portfolio, position, null, default)));
        foreach (var days in (int[])[-50, -10, 0, 10, 50])
        {
            var day = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(days);
            var pinned = await node.FoldAsync(portfolio, position, Book.EmptyOn(portfolio, day));
            var at = await node.Keeper.AtAsync(portfolio, position, day, default);
            Assert.Equal(day, at.Day);
            // A book that was moved to a later day still keeps what it has overtaken: what it says
            // is the same.
            Assert.Equal(Said(pinned), Said(at));
        }
    }

    /// <summary>The digests of what a book says of everything in the histories.</summary>
    private static string[] Said(Book book) =>
    [
        ViewDigest.Of("initiatives", 1, InitiativeList.Compute(book), book),
        ViewDigest.Of("alignment", 1, Alignment.Compute(book), book),
        ViewDigest.Of("outcomes", 1, OutcomeList.Compute(book), book),
        ViewDigest.Of("objectives", 1, ObjectiveList.Compute(book), book),
        ViewDigest.Of("feedback", 1, FeedbackList.Compute(book), book),
        ViewDigest.Of("departments", 1, RegisteredList.Departments(book), book),
    ];

    private static IEnumerable<(DateTimeOffset At, int Ticks)> Around(DateTimeOffset at) =>
        [(at, -10), (at, -1), (at, 0), (at, 1), (at, 10)];
}
