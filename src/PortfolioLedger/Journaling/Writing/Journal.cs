using System.Collections.Concurrent;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Telemetry;

namespace PortfolioLedger.Journaling.Writing;

/// <summary>
/// The write side: every decision goes through <see cref="Submit"/>. One writer per portfolio takes
/// waiting submissions in batches, decides them on the newest book and commits them together;
/// nobody is told yes before the commit.
/// </summary>
public sealed class Journal(BatchWriter writer, ILogger<Journal> log)
{
    /// <summary>At most this many batches commit at once on this node.</summary>
    internal const int MaxConcurrentCommits = 16;

    private readonly ConcurrentDictionary<Key, PortfolioQueue> _queues = new();
    private readonly SemaphoreSlim _commits = new(MaxConcurrentCommits, MaxConcurrentCommits);

    /// <summary>Above this many, portfolios without waiting submissions are let go.</summary>
    internal int MaxQueues { get; init; } = 1_000;

    /// <summary>More waiting submissions than this in one portfolio are refused with 503.</summary>
    internal int MaxWaiting { get; init; } = 4_096;

    /// <summary>A submission that was not taken by then is refused with 503.</summary>
    internal TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many portfolios have a queue.</summary>
    internal int Queues => _queues.Count;

    /// <summary>
    /// Records a submission, or says why not. A caller may leave while the submission waits; once
    /// it is taken it runs to its end.
    /// </summary>
    public async Task<Answer> Submit(Submission submission, CancellationToken cancel)
    {
        var pending = new PendingSubmission(submission);
        while (!QueueOf(submission.Portfolio).TryAdd(pending, out var retired))
            if (!retired)
                return Refuse();
        LedgerMetrics.Waiting.Add(1);
        await using var leaving = cancel.Register(() => pending.Leave(cancel));
        try
        {
            return await pending.Answered.WaitAsync(MaxWait, CancellationToken.None);
        }
        catch (TimeoutException) when (pending.TryTake())
        {
            return Refuse();
        }
        catch (TimeoutException)
        {
            return await pending.Answered;
        }
    }

    private static Answer.Unavailable Overloaded { get; } = new("overloaded",
        "Too many submissions are waiting for this portfolio; try again in a moment.");

    private static Answer.Unavailable Refuse()
    {
        SubmissionTelemetry.Count(Overloaded);
        return Overloaded;
    }

    private PortfolioQueue QueueOf(Key portfolio)
    {
        if (_queues.TryGetValue(portfolio, out var queue))
            return queue;
        if (_queues.Count >= MaxQueues)
            foreach (var (key, idle) in _queues)
                if (idle.TryRetire())
                    _queues.TryRemove(key, out _);
        return _queues.GetOrAdd(portfolio, key => new PortfolioQueue(
            key,
            MaxWaiting,
            writer,
            _commits,
            log
        ));
    }
}
