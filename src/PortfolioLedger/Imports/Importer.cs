using System.Diagnostics;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Imports.Lists;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Imports;

/// <summary>How an import is run.</summary>
/// <param name="DryRun">Decide everything, write nothing.</param>
/// <param name="Strict">Write nothing when any row is refused.</param>
/// <param name="EffectiveOn">
/// The day of current lists, the cut-over day of opening balances.
/// </param>
/// <param name="Open">
/// How the portfolio is opened if there is none and the mapping does not say.
/// </param>
public readonly record struct ImportOptions(
    bool DryRun = false, bool Strict = false, DateOnly? EffectiveOn = null,
    MappedPortfolio? Open = null)
{
    /// <summary>Cells of lists that would overturn later decisions are recorded too.</summary>
    public bool Overwrite { get; init; }

    /// <summary>The id of the import.</summary>
    public Guid Id { get; init; }
}

/// <summary>Told how far an import is.</summary>
/// <param name="Step">What it does.</param>
/// <param name="Done">How much of that.</param>
/// <param name="Total">Of how much.</param>
public readonly record struct ImportProgress(string Step, long Done, long Total);

/// <summary>
/// Takes over histories and lists from elsewhere: the file is read and every row decided on a book
/// in memory first; what is accepted there is appended to the journal as it was decided.
/// </summary>
public sealed class Importer(ImportTarget target, TimeProvider clock)
{
    /// <summary>What is said when another import holds the portfolio.</summary>
    internal static string Busy(Key portfolio) =>
        $"Another import into the portfolio '{portfolio}' "
        + "is running; try again when it has ended.";

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
        IMapping mapping, Key portfolio, string path, ImportOptions options,
        Action<ImportProgress>? progress, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        if (options.Id == Guid.Empty)
            options = options with { Id = Guid.CreateVersion7(clock.GetUtcNow()) };
        Func<CancellationToken, Task<Planned>> plan = mapping switch
        {
            Mapping history =>
                await ReadAsync(history, portfolio, path, options, progress, cancel),
            ListMapping lists => await ReadAsync(lists, portfolio, path, options, progress, cancel),
            _ => throw new ArgumentException("is of no known kind", nameof(mapping)),
        };
        await using var held = options.DryRun ? null : await target.Hold(portfolio, cancel)
            ?? throw new ImportException(Busy(portfolio));
        var planned = await plan(cancel);
        var tally = new ImportTally(mapping, portfolio, planned.File, planned.Plan);
        var outcome = options.Strict && planned.Plan.NotWhole > 0 ? ImportOutcome.Refused
            : options.DryRun ? ImportOutcome.DryRun
            : planned.Plan.Refused.Length == planned.File.Count ? ImportOutcome.Refused
            : ImportOutcome.Imported;
        if (outcome == ImportOutcome.Imported)
            await AppendAsync(planned.Plan, tally, progress, cancel);
        else if (outcome == ImportOutcome.DryRun)
            tally.Add(planned.Plan.Rows.AsSpan());
        var report = tally.Report(outcome, Stopwatch.GetElapsedTime(started).TotalSeconds);
        if (outcome == ImportOutcome.Imported && !report.Events.IsEmpty)
            report = report with { Import = options.Id };
        return planned.Complete is null ? report : await planned.Complete(report, cancel);
    }

    private async Task<Func<CancellationToken, Task<Planned>>> ReadAsync(
        Mapping mapping, Key portfolio, string path, ImportOptions options,
        Action<ImportProgress>? progress, CancellationToken cancel)
    {
        var history = await ReadableAsync(async () =>
        {
            WorkbookStart.RefuseWorkbook(path, mapping.Name.Value);
            await using var file = File.OpenRead(path);
            return await SnapshotReader.ReadAsync(
                file, mapping, read => progress?.Invoke(new("Reading", read, file.Length)), cancel);
        });
        return async now =>
        {
            var head = await HeadAsync(portfolio, mapping, now);
            var known = await target.Recognised(portfolio, mapping.Source, now);
            var plan = new ImportPlanner(
                portfolio, mapping, history, known, new Rehearsal(head, clock.GetUtcNow()),
                options.Id).Plan();
            return new(new(path, history.Sha256, history.Count, history.Rows.Length > 0,
                mapping.Ignored), plan);
        };
    }

    private async Task<Func<CancellationToken, Task<Planned>>> ReadAsync(
        ListMapping mapping, Key portfolio, string path, ImportOptions options,
        Action<ImportProgress>? progress, CancellationToken cancel)
    {
        var read = await ReadableAsync(() =>
            new ListReader(mapping, progress).ReadAsync(path, cancel)
        );
        return now => PlanAsync(mapping, read, portfolio, path, options, progress, now);
    }

    private async Task<Planned> PlanAsync(
        ListMapping mapping, ReadLists read, Key portfolio, string path, ImportOptions options,
        Action<ImportProgress>? progress, CancellationToken cancel)
    {
        var head = await HeadAsync(portfolio, mapping, cancel);
        var clock = await target.Clock(cancel);
        // Known time never goes back, even when clocks do.
        var moment = new ListMoment(clock > head.KnownAt ? clock : head.KnownAt,
            options.EffectiveOn, options.Open ?? mapping.Portfolio);
        ListDays.Refuse(mapping, moment, head, portfolio);
        var known = await target.Recognised(portfolio, mapping.Source, cancel);
        var isNew = known.All(row => row.ExternalId != ListPlanner.OpeningId(read));
        var conflicts = new ListConflicts(await DecidedAsync(read, portfolio, head, cancel),
            options.EffectiveOn, options.Overwrite,
            (position, day, stop) => target.At(portfolio, position, day, stop));
        var planner = new ListPlanner(mapping, read, moment, isNew,
            await OnDayAsync(portfolio, moment, head, cancel),
            new Rehearsal(head, moment.ReportedAt), conflicts, options.Id);
        var plan = await planner.PlanAsync(progress, cancel);
        var day = planner.Result.Day;
        return new(new(path, read.Sha256, read.Count, !read.Rows.IsEmpty, read.Ignored), plan,
            async (report, end) => report with
            {
                EffectiveOn = day,
                ControlTotals = ListControl.Compute(read, report.Outcome == ImportOutcome.DryRun
                    ? planner.Result
                    : await target.OnDay(portfolio, day, end) ?? Book.EmptyOn(portfolio, day)),
            });
    }

    private async Task<DecisionsOfPeople> DecidedAsync(
        ReadLists read, Key portfolio, Book head, CancellationToken cancel)
    {
        const int page = 10_000;
        var decided = new DecisionsOfPeople(read, head);
        for (var after = 0L; after < head.Position; after += page)
            decided.Add(await target.Postings(
                portfolio, after, Math.Min(after + page, head.Position), cancel));
        return decided;
    }

    private async Task<Book?> OnDayAsync(
        Key portfolio, ListMoment moment, Book head, CancellationToken cancel) =>
        moment.EffectiveOn is not { } day || (head.Position > 0 && day >= head.Day) ? null
        : await target.OnDay(portfolio, day, cancel) ?? Book.EmptyOn(portfolio, day);

    private async Task<Book> HeadAsync(Key portfolio, IMapping mapping, CancellationToken cancel)
    {
        var head = await target.Head(portfolio, cancel) ?? Book.Empty(portfolio);
        if (head.Position > 0 && mapping.Portfolio is { } opened
            && head.Details.Currency != opened.Currency)
            throw new ImportException(
                $"The portfolio '{head.Portfolio}' is kept in {head.Details.Currency}, "
                + $"but the mapping '{mapping.Name}' reads {opened.Currency}.");
        if (head.Details.Archived is { } archived)
            throw new ImportException(archived.Refuse(portfolio).Detail);
        return head;
    }

    private static async Task<T> ReadableAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ImportException(fault.Message);
        }
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

    /// <summary>A plan with the file it comes from.</summary>
    /// <param name="File">The file.</param>
    /// <param name="Plan">What is to be recorded.</param>
    /// <param name="Complete">What is added to the report in the end.</param>
    private sealed record Planned(
        ImportedFile File, ImportPlan Plan,
        Func<ImportReport, CancellationToken, Task<ImportReport>>? Complete = null);
}
