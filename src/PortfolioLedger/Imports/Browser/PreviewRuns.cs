using System.Collections.Immutable;
using PortfolioLedger.Imports.Jobs;

namespace PortfolioLedger.Imports.Browser;

/// <summary>
/// Dry runs of files that are looked at: what an import would record, decided as it would be.
/// </summary>
internal sealed class PreviewRuns(HeldUploads held, ImportQueue queue, TimeProvider clock)
{
    /// <summary>How long a page waits for a dry run; a longer one is followed on it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Keeps a file and starts its dry run; null when there are too many files.</summary>
    public async Task<HeldUpload?> HoldAsync(
        HeldUpload upload, IMapping mapping, ImmutableArray<PreviewedTable> tables,
        CancellationToken cancel) =>
        held.TryAdd(upload) is { } kept ? await StartAsync(kept, mapping, tables, cancel) : null;

    /// <summary>
    /// Starts the dry run of a file, unless its header does not fit yet or too many wait.
    /// </summary>
    /// <param name="upload">The file.</param>
    /// <param name="mapping">What reads it, adjusted by hand.</param>
    /// <param name="tables">Its tables as this mapping sees them.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<HeldUpload> StartAsync(
        HeldUpload upload, IMapping mapping, ImmutableArray<PreviewedTable> tables,
        CancellationToken cancel)
    {
        upload = upload with { DryRun = null };
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        Task? ended = null;
        if (tables.All(t => t.Faults.IsEmpty))
            ended = await queue.TryAddAsync(new(
                id, upload.Portfolio, mapping, upload.Path, upload.File, upload.Bytes,
                upload.Options with { DryRun = true }, upload.HeldBy) { KeepsFile = true }, cancel);
        if (ended is not null)
            upload = upload with { DryRun = id };
        held.Update(upload);
        if (ended is not null)
            await Task.WhenAny(ended, Task.Delay(Patience, clock, cancel));
        return upload;
    }
}
