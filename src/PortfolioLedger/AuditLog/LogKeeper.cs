using System.Collections.Concurrent;
using Npgsql;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Telemetry;

namespace PortfolioLedger.AuditLog;

/// <summary>
/// Keeps the audit logs signed: soon after a commit of this node, and within a second or two after
/// one of another node that does not sign itself. Nothing that is recorded waits for it.
/// </summary>
internal sealed class LogKeeper(
    NpgsqlDataSource source, LogKeys keys, CheckpointSigner signer, AuditLogSettings settings,
    ILogger<LogKeeper> log) : BackgroundService, IAppendObserver
{
    /// <summary>How often others' journals are looked at.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private const int AtOnce = 4;

    private readonly ConcurrentDictionary<Key, bool> _moved = new();
    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly ConcurrentDictionary<Key, long> _signedUpTo = new();
    private TaskCompletionSource _progress = New();

    /// <summary>Why nothing is signed here; null while all is well.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Told after a checkpoint of this node is stored.</summary>
    public event Action<Key, SignedCheckpoint>? Signed;

    /// <inheritdoc/>
    public void Appended(Key portfolio, long first, ReadOnlySpan<MerkleHash> leaves)
    {
        if (!settings.Sign)
            return;
        if (leaves.Length > 0)
            signer.PendingOf(portfolio).Add(first, leaves);
        _moved[portfolio] = true;
        Wake();
    }

    /// <summary>
    /// Waits until a checkpoint covers a position; false when that takes longer than one wants to
    /// wait.
    /// </summary>
    public async Task<bool> IsSignedAsync(
        Key portfolio, long position, TimeSpan patience, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience);
        while (true)
        {
            var progress = Volatile.Read(ref _progress).Task;
            if (_signedUpTo.GetValueOrDefault(portfolio) >= position)
                return true;
            await using (var connection = await source.OpenConnectionAsync(cancel))
                if (await LogRows.NewestAsync(connection, portfolio, cancel) is { } newest
                    && newest.Size >= position)
                    return true;
            try
            {
                // Another node's checkpoint is not told here.
                await Task.WhenAny(progress, Task.Delay(Look, limit.Token)).Unwrap()
                    .WaitAsync(limit.Token);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                return false;
            }
        }
    }

    /// <summary>Whoever was restored must be known before anybody writes.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await CompareAllAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.Sign)
            return;
        var lookedAt = long.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var due = lookedAt == long.MinValue
                    || Environment.TickCount64 - lookedAt >= Look.TotalMilliseconds;
                if (due)
                {
                    foreach (var behind in await LogRows.BehindAsync(source, stoppingToken))
                        _moved[behind] = true;
                    lookedAt = Environment.TickCount64;
                }
                await SignMovedAsync(stoppingToken);
                Trouble = null;
                await Task.Delay(settings.Interval, stoppingToken);
                await _signal.WaitAsync(Look, stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Tell(fault);
                await Task.Delay(Look, stoppingToken);
            }
        }
    }

    private async Task SignMovedAsync(CancellationToken cancel)
    {
        var moved = _moved.Keys.ToArray();
        foreach (var portfolio in moved)
            _moved.TryRemove(portfolio, out _);
        LogKeyException? without = null;
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel,
        };
        await Parallel.ForEachAsync(moved, parallel, async (portfolio, stop) =>
            {
                try
                {
                    await signer.SignAsync(
                        portfolio, signed => PublishAsync(portfolio, signed), stop);
                }
                catch (LogKeyException fault)
                {
                    Interlocked.CompareExchange(ref without, fault, null);
                }
                catch (Exception fault) when (PortfolioLog.IsDamage(fault))
                {
                    log.LogError("The audit log of {Portfolio} cannot be signed: {Fault}",
                        portfolio, fault.Message);
                }
            });
        // What is wrong with one portfolio's files keeps none of the others unsigned.
        if (without is not null)
            throw without;
    }

    private Task PublishAsync(Key portfolio, SignedCheckpoint signed)
    {
        LedgerMetrics.Checkpoints.Add(1);
        _signedUpTo[portfolio] = signed.Size;
        Interlocked.Exchange(ref _progress, New()).TrySetResult();
        Signed?.Invoke(portfolio, signed);
        return Task.CompletedTask;
    }

    /// <summary>Journals that are shorter than what is known to have been signed.</summary>
    private async Task CompareAllAsync(CancellationToken cancel)
    {
        try
        {
            if (settings.Sign)
                await keys.ReadAsync(cancel);
            // A file that is damaged keeps none of the others from being compared.
            var kept = CheckpointFiles.All(await keys.FolderAsync(cancel), Tell).ToList();
            foreach (var portfolio in await LogRows.ShorterAsync(source, kept, cancel))
                await CompareAsync(portfolio, cancel);
        }
        catch (LogKeyException fault)
        {
            Tell(fault);
        }
    }

    private async Task CompareAsync(Key portfolio, CancellationToken cancel)
    {
        try
        {
            await signer.SignAsync(portfolio, signed => PublishAsync(portfolio, signed), cancel);
        }
        catch (LogKeyException fault)
        {
            Tell(fault);
        }
    }

    private void Tell(Exception fault)
    {
        if (Trouble != fault.Message)
            log.LogWarning("Checkpoints of the audit log wait: {Fault}", fault.Message);
        Trouble = fault.Message;
    }

    private void Wake()
    {
        try
        {
            if (_signal.CurrentCount == 0)
                _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    private static TaskCompletionSource New() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override void Dispose()
    {
        _signal.Dispose();
        base.Dispose();
    }
}
