using System.Collections.Immutable;
using System.Diagnostics;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling;

namespace PortfolioLedger.Imports;

/// <summary>How an import is run.</summary>
/// <param name="DryRun">Decide everything, write nothing.</param>
/// <param name="Strict">Write nothing when any row is refused.</param>
public readonly record struct ImportOptions(bool DryRun = false, bool Strict = false);

/// <summary>Told how far an import is.</summary>
/// <param name="Step">What it does.</param>
/// <param name="Done">How much of that.</param>
/// <param name="Total">Of how much.</param>
public readonly record struct ImportProgress(string Step, long Done, long Total);

/// <summary>
/// Takes over a history from elsewhere: the file is read and every row decided on a book in memory
/// first; what is accepted there is appended to the journal as it was decided.
/// </summary>
public sealed class Importer(ImportTarget target, TimeProvider clock)
{
    /// <summary>
    /// Imports a file; an <see cref="ImportException"/> when nothing of it can be imported.
    /// </summary>
    /// <param name="mapping">What its columns mean.</param>
    /// <param name="portfolio">Into which portfolio; it is opened if there is none.</param>
    /// <param name="path">Of the file.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancel">Stops; what was recorded by then is recognised next time.</param>
    public async Task<ImportReport> RunAsync(
        Mapping mapping, Key portfolio, string path, ImportOptions options,
        Action<ImportProgress>? progress, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var history = await ReadAsync(mapping, path, progress, cancel);
        await using var held = options.DryRun ? null : await target.Hold(portfolio, cancel)
            ?? throw new ImportException($"Another import into the portfolio '{portfolio}' is "
                + "running; try again when it has ended.");
        var head = await target.Head(portfolio, cancel) ?? Book.Empty(portfolio);
        RefuseCurrency(head, mapping);
        var known = await target.Recognised(portfolio, mapping.Source, cancel);
        var plan = new ImportPlanner(
            portfolio, mapping, history, known, new Rehearsal(head, clock.GetUtcNow())).Plan();
        var outcome = options.Strict && !plan.Refused.IsEmpty ? ImportOutcome.Refused
            : options.DryRun ? ImportOutcome.DryRun : ImportOutcome.Imported;
        var tally = new ImportTally(mapping, portfolio, path, history, plan);
        if (outcome == ImportOutcome.Imported)
            await AppendAsync(plan, tally, progress, cancel);
        else if (outcome == ImportOutcome.DryRun)
            tally.Add(plan.Rows.AsSpan());
        return tally.Report(outcome, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private static async Task<ReadHistory> ReadAsync(
        Mapping mapping, string path, Action<ImportProgress>? progress, CancellationToken cancel)
    {
        try
        {
            await using var file = File.OpenRead(path);
            return await SnapshotReader.ReadAsync(
                file, mapping, read => progress?.Invoke(new("Reading", read, file.Length)), cancel);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ImportException(fault.Message);
        }
    }

    private static void RefuseCurrency(Book head, Mapping mapping)
    {
        if (head.Position > 0 && head.Details.Currency != mapping.Portfolio.Currency)
            throw new ImportException(
                $"The portfolio '{head.Portfolio}' is kept in {head.Details.Currency}, "
                + $"but the mapping '{mapping.Name}' reads {mapping.Portfolio.Currency}.");
    }

    private async Task AppendAsync(
        ImportPlan plan, ImportTally tally, Action<ImportProgress>? progress,
        CancellationToken cancel)
    {
        var done = 0;
        var history = new RehearsedHistory([.. plan.Rows.Select(r => r.Rehearsed)],
            plan.Rehearsal.Book, plan.Rehearsal.Spaced);
        await foreach (var (submissions, fault) in target.Append(history, cancel))
        {
            tally.Add(plan.Rows.AsSpan().Slice(done, submissions));
            if (fault is not null)
                tally.Stop(fault);
            done += submissions;
            progress?.Invoke(new("Importing", done, plan.Rows.Length));
        }
    }
}
