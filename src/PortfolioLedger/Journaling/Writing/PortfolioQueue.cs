using System.Diagnostics;
using System.Threading.Channels;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Telemetry;

namespace PortfolioLedger.Journaling.Writing;

/// <summary>A submission that waits for its answer.</summary>
internal sealed class PendingSubmission(Submission submission)
{
    // Answers are completed on the pool: the writer never runs a caller's code.
    private readonly TaskCompletionSource<Answer> _answer = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private int _taken;

    /// <summary>What is asked.</summary>
    public Submission Submission { get; } = submission;

    /// <summary>The trace of the request it came with.</summary>
    public ActivityContext Caller { get; } = Activity.Current?.Context ?? default;

    /// <summary>What came of it.</summary>
    public Task<Answer> Answered => _answer.Task;

    /// <summary>Takes it for deciding; false when the caller left.</summary>
    public bool TryTake()
    {
        if (Interlocked.CompareExchange(ref _taken, 1, 0) != 0)
            return false;
        LedgerMetrics.Waiting.Add(-1);
        return true;
    }

    /// <summary>The caller leaves, unless it was taken.</summary>
    public void Leave(CancellationToken cancel)
    {
        if (TryTake())
            _answer.TrySetCanceled(cancel);
    }

    /// <summary>Tells the caller.</summary>
    public void Complete(Answer answer)
    {
        if (_answer.TrySetResult(answer))
            SubmissionTelemetry.Count(answer);
    }
}

/// <summary>
/// The waiting submissions of one portfolio, and its one writer while there are any.
/// </summary>
internal sealed class PortfolioQueue
{
    private const int Idle = 0, Running = 1, Retired = 2;

    private readonly Key _portfolio;
    private readonly BatchWriter _writer;
    private readonly SemaphoreSlim _commits;
    private readonly ILogger _log;
    private readonly Channel<PendingSubmission> _waiting;
    private readonly AdaptiveBatching _gathering;

    private int _state = Idle;

    public PortfolioQueue(
        Key portfolio,
        int capacity,
        BatchWriter writer,
        SemaphoreSlim commits,
        ILogger log
    )
    {
        (_portfolio, _writer, _commits, _log) = (portfolio, writer, commits, log);
        _waiting = Channel.CreateBounded<PendingSubmission>(
            new BoundedChannelOptions(capacity) { SingleReader = true });
        _gathering = new(() => _waiting.Reader.Count);
    }

    /// <summary>Adds a submission; false when the queue is full, or retired.</summary>
    public bool TryAdd(PendingSubmission pending, out bool retired)
    {
        retired = Volatile.Read(ref _state) == Retired;
        if (retired || !_waiting.Writer.TryWrite(pending))
            return false;
        _gathering.Added();
        Wake();
        // A queue that retired between the two looks above drains nothing: take the submission
        // back.
        retired = Volatile.Read(ref _state) == Retired;
        return !retired;
    }

    /// <summary>Gives up an idle queue; false while it works.</summary>
    public bool TryRetire() =>
        _waiting.Reader.Count == 0
        && Interlocked.CompareExchange(ref _state, Retired, Idle) == Idle;

    private void Wake()
    {
        if (Interlocked.CompareExchange(ref _state, Running, Idle) != Idle)
            return;
        // The writer serves many callers: it must not inherit the context of the one that woke it.
        ThreadPool.UnsafeQueueUserWorkItem(
            static queue => _ = queue.DrainAsync(),
            this,
            preferLocal: false
        );
    }

    private async Task DrainAsync()
    {
        var batch = new List<PendingSubmission>();
        var usual = 0;
        while (true)
        {
            await _gathering.WaitAsync(usual);
            if (!Fill(batch))
                break;
            await _commits.WaitAsync();
            try
            {
                // Who is in the batch, and who came while it was decided: they will come again.
                var before = batch.Count;
                var handled = await _writer.WriteAsync(_portfolio, batch);
                usual = Math.Min(before + _waiting.Reader.Count, BatchWriter.MaxCommands);
                batch.RemoveRange(0, handled);
            }
            catch (Exception fault)
            {
                // The writer answers for itself; if it ever does not, nobody may wait for ever.
                _log.LogError(fault, "A batch of {Portfolio} was lost", _portfolio);
                foreach (var one in batch)
                    one.Complete(new Answer.Faulted(fault));
                batch.Clear();
            }
            finally
            {
                _commits.Release();
            }
        }
        Volatile.Write(ref _state, Idle);
        if (_waiting.Reader.Count > 0)
            Wake();
    }

    private bool Fill(List<PendingSubmission> batch)
    {
        var commands = batch.Sum(p => p.Submission.Commands.Length);
        while (commands < BatchWriter.MaxCommands && _waiting.Reader.TryRead(out var next))
            if (next.TryTake())
            {
                batch.Add(next);
                commands += next.Submission.Commands.Length;
            }
        return batch.Count > 0;
    }
}
