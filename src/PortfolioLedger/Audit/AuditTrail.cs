using System.Threading.Channels;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Audit;

/// <summary>
/// Writes the access log: one writer for each process, which takes what is waiting as a batch. So
/// many exports at once share commits, and never take more than one connection from readers.
/// </summary>
internal sealed class AuditTrail(AuditTable table, ILogger<AuditTrail> log)
    : IAuditTrail, IHostedService, IAsyncDisposable
{
    private const int MaxBatch = 500;

    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>(
        new() { SingleReader = true });

    private readonly Lock _starting = new();
    private Task? _writing;
    private int _reads;

    /// <summary>So many reads may wait to be logged while the database is away.</summary>
    internal int MaxReads { get; init; } = 10_000;

    /// <summary>After a failure, reads are tried again in this time.</summary>
    internal TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    public bool TakesReads => Volatile.Read(ref _reads) < MaxReads;

    public async Task LogExportAsync(
        Key portfolio, Actor actor, AuditedAnswer answer, CancellationToken cancel)
    {
        var logged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!Add(new(portfolio, EntryOf(AuditKind.Export, actor, answer), logged)))
            throw new AuditUnavailableException();
        await logged.Task.WaitAsync(cancel);
    }

    public void LogRead(Key portfolio, Actor actor, AuditedAnswer answer)
    {
        Interlocked.Increment(ref _reads);
        Add(new(portfolio, EntryOf(AuditKind.Read, actor, answer), null));
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Writes what is waiting, as far as the database takes it.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        if (_writing is { } writing)
            await writing.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private static AuditEntry EntryOf(AuditKind kind, Actor actor, AuditedAnswer answer) => new(
        kind, actor, new()
        {
            Position = answer.Position, EffectiveOn = answer.EffectiveOn, Address = answer.Address,
            Format = answer.Format, Bytes = answer.Bytes, Digest = answer.Digest,
            Parameters = answer.Parameters.IsEmpty ? null : answer.Parameters,
        });

    // Verbs of the command line start no hosted services: the first entry starts the writer.
    private bool Add(Waiting one)
    {
        if (_writing is null)
            lock (_starting)
                _writing ??= Task.Run(WriteAsync);
        return _waiting.Writer.TryWrite(one);
    }

    private async Task WriteAsync()
    {
        var batch = new List<Waiting>();
        while (await HasMoreAsync(batch))
        {
            for (var i = 0; i < MaxBatch && _waiting.Reader.TryRead(out var one); i++)
                batch.Add(one);
            foreach (var ofOne in batch.GroupBy(w => w.Portfolio).ToArray())
                if (await TryAppendAsync(ofOne.Key, [.. ofOne]))
                    batch.RemoveAll(w => w.Portfolio == ofOne.Key);
            // Who exports was told; reads are kept and tried again.
            batch.RemoveAll(w => w.Logged is not null);
            if (batch.Count > 0 && _waiting.Reader.Completion.IsCompleted)
            {
                log.LogError("{Count} reads of auditors were not logged: the database is away "
                    + "and the ledger stops", batch.Count);
                return;
            }
        }
    }

    /// <summary>Waits for the next entry, or to try again what could not be written.</summary>
    private async Task<bool> HasMoreAsync(List<Waiting> kept)
    {
        if (kept.Count == 0)
            return await _waiting.Reader.WaitToReadAsync();
        using var pause = new CancellationTokenSource(Pause);
        try
        {
            await _waiting.Reader.WaitToReadAsync(pause.Token);
        }
        catch (OperationCanceledException)
        {
            // The pause is over.
        }
        return true;
    }

    private async Task<bool> TryAppendAsync(Key portfolio, Waiting[] entries)
    {
        try
        {
            await table.AppendAsync(
                portfolio, [.. entries.Select(w => w.Entry)], CancellationToken.None);
        }
        catch (Exception fault)
        {
            log.LogWarning("The access log of {Portfolio} cannot be written: {Fault}",
                portfolio, fault.Message);
            foreach (var entry in entries)
                entry.Logged?.TrySetException(new AuditUnavailableException(fault));
            return false;
        }
        foreach (var entry in entries)
            if (entry.Logged is null)
                Interlocked.Decrement(ref _reads);
            else
                entry.Logged.TrySetResult();
        return true;
    }

    private sealed record Waiting(Key Portfolio, AuditEntry Entry, TaskCompletionSource? Logged);
}
