using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Npgsql;
using PortfolioLedger.Core;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Imports.Reversals;

/// <summary>Takes imports back, for the API and the command line.</summary>
internal sealed class ImportReversals(
    NpgsqlDataSource source, BookKeeper keeper, JournalReader reader, ImportRuns runs,
    ReversalWriter writer)
{
    private const int Told = 1_024;

    private readonly ConcurrentDictionary<Guid, ImportProgress> _running = new();

    /// <summary>How far the reversal of an import is that this node runs; null when none.</summary>
    public ImportProgress? ProgressOf(Guid import) =>
        _running.TryGetValue(import, out var progress) ? progress : null;

    /// <summary>
    /// What is taken back; a <see cref="ProblemException"/> says why nothing is.
    /// </summary>
    /// <param name="portfolio">Of which portfolio.</param>
    /// <param name="id">The id of the import.</param>
    /// <param name="grounds">Why.</param>
    /// <param name="caller">On whose account.</param>
    /// <param name="dryRun">Decide everything, write nothing.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancel">Stops it before it is recorded.</param>
    public async Task<ImportReversal> RunAsync(
        Key portfolio, string id, Grounds grounds, Caller caller, bool dryRun,
        Action<ImportProgress>? progress, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        await using var held = dryRun ? null
            : await ImportLock.TryTakeAsync(source, portfolio, cancel)
                ?? throw new ProblemException(
                    Problem.Create("import-running", Importer.Busy(portfolio)));
        var head = await keeper.FreshHeadAsync(portfolio, cancel)
            ?? throw ReadProblem.Unknown("portfolio", portfolio.Value);
        var all = await runs.ListAsync(portfolio, cancel);
        var run = (Guid.TryParse(id, out var wanted) ? all.Find(r => r.Id == wanted) : null)
            ?? throw ReadProblem.Unknown("import", id);
        void Tell(ImportProgress now)
        {
            _running[run.Id] = now;
            progress?.Invoke(now);
        }
        try
        {
            return await RunAsync(head, run, all, grounds, caller, dryRun, Tell, cancel) with
            {
                Seconds = Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3),
            };
        }
        finally
        {
            _running.TryRemove(run.Id, out _);
        }
    }

    private async Task<ImportReversal> RunAsync(
        Book head, ImportRun run, List<ImportRun> all, Grounds grounds, Caller caller, bool dryRun,
        Action<ImportProgress> progress, CancellationToken cancel)
    {
        var entries = await EntriesAsync(head.Portfolio, run, progress, cancel);
        var command = new ReverseImport(run.Id, [.. entries.Where(e => !ReverseImport.Stays(
            e.Fact)).Select(e => new ImportedEvent(e.Position, e.Fact))], grounds);
        RefuseFields(command);
        (command, var without) = await RestingAsync(head, command, all, progress, cancel);
        var submission = new CommandSubmission([command], caller, default)
        {
            Without = without, CorrelationId = Activity.Current?.TraceId.ToString(),
        };
        var position = dryRun ? Tried(head, submission)
            : await RecordAsync(head, submission, run, entries, all, progress);
        return Report(head, run, command, entries, dryRun ? null : position);
    }

    private async Task<List<Entry>> EntriesAsync(
        Key portfolio, ImportRun run, Action<ImportProgress> progress, CancellationToken cancel)
    {
        var entries = new List<Entry>();
        await foreach (var stored in reader.ReadAsync(portfolio, run.First - 1, run.Last, cancel))
        {
            entries.Add(stored.Entry);
            if (entries.Count % Told == 0)
                progress(new("Reading", entries.Count, run.Last - run.First + 1));
        }
        return entries;
    }

    private static void RefuseFields(ReverseImport command)
    {
        ImmutableArray<FieldFault> faults = [.. command.Faults(), .. command.Grounds.Faults()];
        if (!faults.IsEmpty)
            throw BodyReader.Invalid(faults, "");
    }

    /// <summary>The journal without the import, and what could not have happened then.</summary>
    private async Task<(ReverseImport Command, Book? Without)> RestingAsync(
        Book head, ReverseImport command, List<ImportRun> all, Action<ImportProgress> progress,
        CancellationToken cancel)
    {
        var first = command.Events[0].Position;
        if (head.TakenBack.Any(range => range.Contains(first)))
            return (command, head);
        var refold = Refold.Of(head, first - 1);
        var replay = new ReversalReplay(command.Events, refold);
        var before = await keeper.AtAsync(head.Portfolio, refold.After, null, cancel);
        var without = await keeper.ReplayAsync(before, head.Position, (book, entry) =>
        {
            if (entry.Position % Told == 0)
                progress(new(
                    "Deciding", entry.Position - before.Position, head.Position - before.Position));
            return replay.Post(book, entry);
        }, cancel);
        if (replay.Count == 0)
            return (command, without);
        var named = replay.First(ReverseImport.MaxNamed);
        var resting = ImmutableArray.CreateBuilder<RestingEvent>();
        await foreach (var stored in reader.ReadAsync(
            head.Portfolio, JournalRange.At(named), cancel))
            resting.Add(new(
                stored.Entry.Position, stored.Entry.Fact.Sentence(head),
                stored.Entry.Fact.Subjects()[0],
                all.Find(r => r.First <= stored.Entry.Position
                    && r.Last >= stored.Entry.Position)?.Id));
        return (command with
        {
            Resting = resting.ToImmutable(), RestingCount = replay.Count,
        }, without);
    }

    /// <summary>A dry run decides as the journal would.</summary>
    private static long Tried(Book head, CommandSubmission submission) =>
        Decider.Trial.Decide(head, submission with { Time = SubmissionTime.Hypothetical(head) })
            is SubmissionOutcome.Refused refused
            ? throw new ProblemException(Problem.Create(refused.Refusal)) : head.Position;

    private async Task<long> RecordAsync(
        Book head, CommandSubmission submission, ImportRun run, List<Entry> entries,
        List<ImportRun> all, Action<ImportProgress> progress)
    {
        var taken = entries.Where(e => !ReverseImport.Stays(e.Fact)).ToList();
        progress(new("Recording", 0, taken.Count));
        var (outcome, fault) = await writer.AppendAsync(head, new(submission,
            [.. taken.Select(e => $"reverses:{e.Id}")],
            [.. all.Where(r => r.File == run.File).Select(r => r.Source).OfType<string>()
                .Distinct(StringComparer.Ordinal)],
            [.. entries.Select(e => e.ReportedAt).OfType<DateTimeOffset>().Distinct()],
            run.First, run.Last));
        progress(new("Recording", taken.Count, taken.Count));
        return (outcome, fault) switch
        {
            (SubmissionOutcome.Accepted, _) => head.Position + 1,
            (SubmissionOutcome.Refused { Refusal: var refusal }, _) =>
                throw new ProblemException(Problem.Create(refusal)),
            (_, Answer.Unavailable unavailable) => throw new ProblemException(
                Problem.Create(unavailable.Code, unavailable.Detail)),
            _ => throw new InvalidOperationException($"an outcome of type {outcome?.GetType()}"),
        };
    }

    private static ImportReversal Report(
        Book head, ImportRun run, ReverseImport command, List<Entry> entries, long? position) =>
        new(
            run.Id, head.Portfolio, position is null, position, command.Events[0].Position,
            run.Last,
            command.Events.GroupBy(e => Catalogue.KindOf(e.Fact).Name).ToImmutableSortedDictionary(
                g => g.Key, g => g.Count(), StringComparer.Ordinal),
            [.. command.Events.Take(PreviewedEvent.MaxListed).Select(e => new ReversedEvent(
                e.Position, Catalogue.KindOf(e.Fact).Name, e.Fact.Sentence(head)))],
            [.. entries.Where(e => ReverseImport.Stays(e.Fact)).Select(e =>
                e.Fact.Sentence(head))],
            0);
}
