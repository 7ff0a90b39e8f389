using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Imports.Reversals;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;

namespace PortfolioLedger.Imports.Jobs;

/// <summary>
/// The imports of a portfolio, whoever ran them: those over HTTP with what was asked and reported,
/// those of the command line as the journal tells them; and which of them were reversed.
/// </summary>
internal sealed class RecordedImports(
    ImportJobs jobs, ImportRuns runs, BookKeeper keeper, JournalReader reader,
    ImportReversals reversals)
{
    private const string CommandLine = "command-line";

    private const int MaxListed = 100;

    /// <summary>The last of them, the newest first.</summary>
    public async Task<IReadOnlyList<ImportJob>> ListAsync(Key portfolio, CancellationToken cancel)
    {
        var found = await RunsAsync(portfolio, cancel);
        var asked = await jobs.ListAsync(portfolio, cancel);
        var others = found.Values.Where(f => asked.All(job => job.Id != f.Run.Id))
            .Select(f => FromJournal(portfolio, f.Run));
        return
        [
            .. asked.Concat(others).OrderByDescending(job => job.RequestedAt).Take(MaxListed)
                .Select(job => Completed(job, found)),
        ];
    }

    /// <summary>One of them; null when there is none of this id.</summary>
    public async Task<ImportJob?> FindAsync(Key portfolio, Guid id, CancellationToken cancel)
    {
        var job = await jobs.FindAsync(portfolio, id, cancel);
        // Whoever asks again and again how far it is does not have the journal looked through.
        if (job is { DryRun: true } or { State: ImportState.Waiting or ImportState.Running })
            return job;
        var found = await RunsAsync(portfolio, cancel);
        job ??= found.TryGetValue(id, out var other) ? FromJournal(portfolio, other.Run) : null;
        return job is null ? null : Completed(job, found);
    }

    private ImportJob Completed(
        ImportJob job, Dictionary<Guid, (ImportRun Run, ReversedImport? Reversed)> found)
    {
        if (!found.TryGetValue(job.Id, out var recorded))
            return job;
        return job with
        {
            Positions = new(recorded.Run.First, recorded.Run.Last),
            Reversed = recorded.Reversed,
            Reversing = reversals.ProgressOf(job.Id) is { } now
                ? new(now.Step, now.Done, now.Total) : null,
        };
    }

    private async Task<Dictionary<Guid, (ImportRun Run, ReversedImport? Reversed)>> RunsAsync(
        Key portfolio, CancellationToken cancel)
    {
        var all = await runs.ListAsync(portfolio, cancel);
        var reversed = await ReversedAsync(portfolio, cancel);
        return all.DistinctBy(run => run.Id).ToDictionary(
            run => run.Id, run => (run, reversed.GetValueOrDefault(run.Last)));
    }

    /// <summary>Reversals by the last position that they took back.</summary>
    private async Task<Dictionary<long, ReversedImport>> ReversedAsync(
        Key portfolio, CancellationToken cancel)
    {
        var found = new Dictionary<long, ReversedImport>();
        if (await keeper.HeadAsync(portfolio, cancel)
            is not { TakenBack: { IsEmpty: false } taken })
            return found;
        await foreach (var stored in reader.ReadAsync(
            portfolio, JournalRange.At([.. taken.Select(range => range.By)]), cancel))
            if (stored.Entry is { Fact: ImportReversed reversal, Position: var position } entry)
                found[reversal.Last] = new(
                    position, entry.RecordedAt, entry.Actor.Id, reversal.Grounds.Rationale);
        return found;
    }

    private static ImportJob FromJournal(Key portfolio, ImportRun run) => new(
        run.Id, portfolio, ImportState.Succeeded, run.Mapping, run.File, null, false, false, null,
        CommandLine, run.RecordedAt, run.EndedAt,
        new("Importing", run.Last - run.First + 1, run.Last - run.First + 1), null, null);
}
