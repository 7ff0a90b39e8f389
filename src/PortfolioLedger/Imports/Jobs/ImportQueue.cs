using System.Threading.Channels;
using Npgsql;
using PortfolioLedger.Journaling.Setup;

namespace PortfolioLedger.Imports.Jobs;

/// <summary>
/// Runs the imports that this node took over HTTP, one after another. What is asked and how far it
/// is stand in the database; the file lies on this node.
/// </summary>
internal sealed class ImportQueue(
    ImportJobs jobs, ImportTarget target, UploadFolder uploads,
    TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<ImportQueue> log)
    : BackgroundService
{
    /// <summary>The most imports that wait on a node.</summary>
    public const int MaxWaiting = 8;

    private static readonly TimeSpan Told = TimeSpan.FromMilliseconds(250);

    private readonly Channel<Waiting> _waiting =
        Channel.CreateBounded<Waiting>(new BoundedChannelOptions(MaxWaiting));

    /// <summary>Whether no import is taken any more.</summary>
    public bool IsStopping => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>
    /// Takes an import; null when too many wait or the ledger stops. The task completes when the
    /// import has ended.
    /// </summary>
    public async Task<Task?> TryAddAsync(RequestedImport import, CancellationToken cancel)
    {
        var held = await jobs.HoldAsync(import.Id, cancel);
        var waiting = new Waiting(import, held);
        try
        {
            await jobs.AddAsync(import, cancel);
            if (_waiting.Writer.TryWrite(waiting))
                return waiting.Ended.Task;
            await jobs.FailAsync(import.Id, IsStopping ? ImportJobs.Stopped
                : "Too many imports were waiting; send it again later.", CancellationToken.None);
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
        await held.DisposeAsync();
        return null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not only when its turn to stop has come: the requests that wait for an import come first.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            stoppingToken, lifetime.ApplicationStopping);
        try
        {
            uploads.RemoveAbandoned(log);
            await jobs.BuryAsync(stop.Token);
            await foreach (var waiting in _waiting.Reader.ReadAllAsync(stop.Token))
                await RunAsync(waiting, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What ran has ended as interrupted, and so does what waits.
        }
        finally
        {
            _waiting.Writer.TryComplete();
            while (_waiting.Reader.TryRead(out var left))
                await EndAsync(left, () => jobs.FailAsync(
                    left.Import.Id, ImportJobs.Stopped, CancellationToken.None));
        }
    }

    private async Task RunAsync(Waiting waiting, CancellationToken stop)
    {
        var import = waiting.Import;
        using var telling = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var progress = new ImportProgress("Starting", 0, 0);
        var teller = TellAsync(import.Id, () => progress, telling.Token);
        Func<Task> end;
        try
        {
            var report = await new Importer(target, clock).RunAsync(
                import.Mapping, import.Portfolio, import.Path,
                import.Options with { Id = import.Id },
                now => progress = now, stop);
            report = report with { File = import.File };
            end = async () =>
            {
                await jobs.ProgressAsync(import.Id, progress, CancellationToken.None);
                await jobs.EndAsync(import.Id, report, CancellationToken.None);
            };
        }
        catch (ImportException fault)
        {
            end = () => jobs.FailAsync(import.Id, fault.Message, CancellationToken.None);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            end = () => jobs.FailAsync(import.Id, ImportJobs.Stopped, CancellationToken.None);
        }
        catch (Exception fault)
        {
            log.LogError(
                fault,
                "The import {Id} into {Portfolio} failed",
                import.Id,
                import.Portfolio
            );
            end = () =>
                jobs.FailAsync(
                    import.Id,
                    "The ledger made a mistake, or its database "
                        + "could not be reached. Send it again: what was recorded is recognised.",
                    CancellationToken.None
                );
        }
        await telling.CancelAsync();
        await teller;
        await EndAsync(waiting, end);
    }

    private async Task TellAsync(Guid id, Func<ImportProgress> progress, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Told, clock);
        try
        {
            do
                await jobs.ProgressAsync(id, progress(), stop);
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (Exception fault) when (fault is OperationCanceledException or NpgsqlException)
        {
            // It has ended, or the database cannot be reached: the import itself will say so.
        }
    }

    private async Task EndAsync(Waiting waiting, Func<Task> end)
    {
        try
        {
            await end();
            if (!waiting.Import.KeepsFile)
                File.Delete(waiting.Import.Path);
        }
        catch (Exception fault) when (fault is NpgsqlException or IOException)
        {
            // Without its lock it is found dead by whoever asks next.
            log.LogWarning(fault, "The end of the import {Id} is not kept", waiting.Import.Id);
        }
        finally
        {
            await waiting.Held.DisposeAsync();
            waiting.Ended.TrySetResult();
        }
    }

    private sealed record Waiting(RequestedImport Import, SessionLock Held)
    {
        public TaskCompletionSource Ended { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
