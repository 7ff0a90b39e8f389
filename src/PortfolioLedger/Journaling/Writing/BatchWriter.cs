using System.Diagnostics;
using Npgsql;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Telemetry;

namespace PortfolioLedger.Journaling.Writing;

/// <summary>
/// Decides and commits one batch of submissions to one portfolio. The stream's row is locked first,
/// so that nodes take turns; answers are given only after the commit, refusals included, because a
/// refusal may rest on a neighbour's event.
/// </summary>
public sealed class BatchWriter(
    JournalSessions sessions,
    BookKeeper keeper,
    BookSnapshots snapshots,
    ReceiptSecret secret,
    ILogger<BatchWriter> log,
    IAppendObserver? observer = null,
    IPortfolioClaims? claims = null
)
{
    /// <summary>A batch closes at this many commands.</summary>
    public const int MaxCommands = 256;

    /// <summary>So often a race with another node is run again.</summary>
    private const int MaxRetries = 3;

    private static readonly Answer Unknown = new Answer.Unavailable("outcome-unknown",
        "The database did not answer; "
            + "ask again with the same Idempotency-Key to learn what came of it.");

    /// <summary>How long the outcome of an unanswered commit is looked for.</summary>
    internal TimeSpan ResolveWithin { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Writes as many submissions as fit one batch; says how many were answered.</summary>
    internal async Task<int> WriteAsync(
        Key portfolio,
        IReadOnlyList<PendingSubmission> pending,
        int races = 0
    )
    {
        // Whatever is caught here was thrown before anything was recorded: see TryWriteAsync.
        try
        {
            return await TryWriteAsync(portfolio, pending);
        }
        catch (Exception fault) when (DatabaseFault.IsTransient(fault))
        {
            log.LogWarning(
                "The journal of {Portfolio} is not reachable: {Fault}",
                portfolio,
                fault.Message
            );
            sessions.Distrust();
            CompleteAll(pending, new Answer.Unavailable("database-unavailable",
                "The database cannot be reached; nothing was recorded. Try again in a moment."));
        }
        catch (Exception fault) when (fault is UnknownFactException or UnreadableJournalException)
        {
            log.LogError(
                "The journal of {Portfolio} cannot be read: {Fault}",
                portfolio,
                fault.Message
            );
            CompleteAll(pending, new Answer.Unavailable("unreadable-journal", fault.Message));
        }
        catch (Exception fault) when (DatabaseFault.IsRace(fault) && races < MaxRetries)
        {
            // Another node was quicker between our look and our insert: look again.
            LedgerMetrics.Redecisions.Add(pending.Count);
            return await WriteAsync(portfolio, pending, races + 1);
        }
        catch (Exception) when (pending.Count > 1)
        {
            // Only the culprit fails: once more, one at a time.
            LedgerMetrics.Redecisions.Add(pending.Count);
            foreach (var one in pending)
                await WriteAsync(portfolio, [one]);
        }
        catch (Exception fault)
        {
            log.LogError(fault, "A submission to {Portfolio} failed", portfolio);
            CompleteAll(pending, new Answer.Faulted(fault));
        }
        return pending.Count;
    }

    /// <summary>Throws only while nothing is recorded: after the commit nothing may fail.</summary>
    private async Task<int> TryWriteAsync(Key portfolio, IReadOnlyList<PendingSubmission> pending)
    {
        using var trace = SubmissionTelemetry.StartBatch(pending);
        var loaded = keeper.Of(portfolio).Head
            ?? await keeper.FreshHeadAsync(portfolio, CancellationToken.None);
        await using var turn = await sessions.BeginAsync();
        var stream = await StreamLock.TakeAsync(turn.Connection, portfolio, pending);
        if (stream.Version == 0 && claims is not null && pending.Any(Opens)
            && await claims.ElsewhereAsync(portfolio) is { } elsewhere)
        {
            foreach (var one in pending)
                one.Complete(Opens(one) ? AlreadyOpen(portfolio)
                    : StreamLock.InOtherDatabase(portfolio, elsewhere));
            return pending.Count;
        }
        if (await BookAtAsync(turn.Connection, keeper, loaded, portfolio, stream.Version)
            is not { } book)
        {
            await turn.DisposeAsync();
            await keeper.FreshHeadAsync(portfolio, CancellationToken.None);
            return await TryWriteAsync(portfolio, pending);
        }
        var earlier = await EarlierReceipts.FindAsync(turn.Connection, portfolio, pending, secret);
        var kept = await KeptTexts.FindAsync(turn.Connection, portfolio, pending);
        var draft = new BatchDraft(book, stream, earlier, kept, snapshots.Every);
        var started = Stopwatch.GetTimestamp();
        draft.Decide(pending);
        LedgerMetrics.DecideSeconds.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        // The lock still keeps others out, so this book is the newest there is at this moment.
        var seen = keeper.Now;
        var commit = new JournalCommit(sessions, ResolveWithin, log);
        started = Stopwatch.GetTimestamp();
        var isRecorded = draft.Entries.Count > 0
            ? await commit.TryAsync(
                turn, draft.Statements(), portfolio, draft.Entries[0].Entry)
            : !(draft.Repeats && stream.IsReplicated)
                || await commit.TryConfirmAsync(turn, portfolio);
        if (!isRecorded)
        {
            draft.CompleteAll(Unknown);
            return draft.Handled;
        }
        if (draft.Entries.Count > 0)
        {
            LedgerMetrics.CommitSeconds.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
            LedgerMetrics.Events.Add(draft.Entries.Count);
        }
        LedgerMetrics.BatchSize.Record(draft.Handled);
        // It may have been let go meanwhile, and loaded by somebody else.
        keeper.Of(portfolio).Advance(draft.Book, draft.Spaced, seen);
        if (draft.Entries.Count > 0)
            observer?.Appended(portfolio, draft.Entries[0].Entry.Position, draft.LeafHashes());
        draft.Complete();
        foreach (var spaced in draft.Spaced.Where(b => b.Position % snapshots.Every == 0))
            _ = Task.Run(() => snapshots.StoreAsync(spaced));
        return draft.Handled;
    }

    /// <summary>
    /// The book at the version the lock found: this node's, which may have been let go since it was
    /// loaded, and others' events behind it. Null where one of them leads back to an earlier book:
    /// that may take longer than the lock may be held.
    /// </summary>
    private static async Task<Book?> BookAtAsync(
        NpgsqlConnection connection, BookKeeper keeper, Book? loaded, Key portfolio, long version)
    {
        var books = keeper.Of(portfolio);
        if (books.Head is { } known && known.Position > version)
        {
            books.Forget();
            loaded = null;
        }
        var book = books.Head ?? (loaded?.Position <= version ? loaded : null)
            ?? Book.Empty(portfolio);
        while (book.Position < version)
        {
            var page = await JournalReader.PageAsync(
                connection,
                portfolio,
                book.Position,
                version,
                JournalReader.PageSize,
                CancellationToken.None
            );
            if (page.Count == 0)
                throw UnreadableJournalException.Missing(portfolio, book.Position + 1);
            if (page.Any(stored => stored.Entry.Fact is IReversesEntries))
                return null;
            book = book.Post(page.Select(stored => stored.Entry));
        }
        return book;
    }

    private static bool Opens(PendingSubmission pending) =>
        pending.Submission.Commands is [OpenPortfolio, ..];

    private static Answer.Refused AlreadyOpen(Key portfolio) =>
        new(Refusal.AlreadyExists(SubjectKind.Portfolio, portfolio), 0);

    private static void CompleteAll(IReadOnlyList<PendingSubmission> pending, Answer answer)
    {
        foreach (var one in pending)
            one.Complete(answer);
    }
}
