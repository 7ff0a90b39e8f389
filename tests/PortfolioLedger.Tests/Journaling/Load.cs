using System.Collections.Concurrent;
using System.Diagnostics;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Tests.Journaling;

/// <summary>
/// Writers that go on whatever happens, each submission with a key and two events, and what they
/// were told: kept outside the database, so that it can be held against it.
/// </summary>
internal sealed class Load(JournalNode node, Key portfolio)
{
    private readonly ConcurrentDictionary<string, Answer.Receipt> _acknowledged = new();
    private readonly ConcurrentDictionary<string, string> _unavailable = new();
    private int _next;
    private long _longest;

    public int Acknowledged => _acknowledged.Count;

    public int Unavailable => _unavailable.Count;

    /// <summary>The longest time one submission took.</summary>
    public TimeSpan Longest => new(Volatile.Read(ref _longest));

    /// <summary>Writes until stopped; a writer that is told "not now" waits a moment.</summary>
    public Task RunAsync(int writers, CancellationToken stop) => Task.WhenAll(
        Enumerable.Range(0, writers).Select(_ => Task.Run(() => WriteAsync(stop),
            CancellationToken.None)));

    /// <summary>Completes when so many more submissions than now are acknowledged.</summary>
    public Task MoreAsync(int count)
    {
        var goal = Acknowledged + count;
        return Wait.UntilAsync(() => Task.FromResult(Acknowledged >= goal),
            TimeSpan.FromSeconds(60));
    }

    /// <summary>
    /// Holds what was told against what is stored, then asks again for what was open.
    /// </summary>
    public async Task JudgeAsync(JournalNode judge)
    {
        var ids = (await judge.AllAsync(portfolio)).Select(e => e.Entry.Id).ToHashSet();
        Assert.All(_acknowledged.Values, receipt =>
            Assert.All(receipt.Events, e => Assert.Contains(e.Id, ids)));
        foreach (var (key, code) in _unavailable)
        {
            var told = _acknowledged[key] = await SubmitAsync(judge, key) as Answer.Receipt
                ?? throw new InvalidOperationException(
                    $"'{key}' is not accepted after the trouble");
            // "Nothing was recorded" must have been true.
            if (code == "database-unavailable")
                Assert.DoesNotContain(told.Events[0].Id, ids);
        }
        var all = await judge.AllAsync(portfolio);
        Assert.Equal(_acknowledged.Values.SelectMany(r => r.Events.Select(e => e.Id)).Order(),
            all.Skip(1).Select(e => e.Entry.Id).Order());
        Assert.All(_acknowledged.Values, r => Assert.Equal(r.Events[0].Position + 1,
            r.Events[1].Position));
        Assert.Equal(await judge.DigestAsync(portfolio),
            BookDigest.Compute(await judge.FoldAsync(portfolio, all.Count)));
    }

    private async Task WriteAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var key = $"k{Interlocked.Increment(ref _next)}";
            var since = Stopwatch.StartNew();
            var answer = await SubmitAsync(node, key);
            lock (_acknowledged)
                _longest = Math.Max(_longest, since.Elapsed.Ticks);
            if (answer is Answer.Receipt receipt)
                _acknowledged[key] = receipt;
            else
                _unavailable[key] = Assert.IsType<Answer.Unavailable>(answer).Code;
            if (answer is Answer.Unavailable)
                await Task.Delay(50, CancellationToken.None);
        }
    }

    private Task<Answer> SubmitAsync(JournalNode to, string key) =>
        to.Submit(portfolio, key, Orders.Department($"{key}-a"), Orders.Department($"{key}-b"));
}
