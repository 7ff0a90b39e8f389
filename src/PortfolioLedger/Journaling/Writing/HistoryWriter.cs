using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Npgsql;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Telemetry;

namespace PortfolioLedger.Journaling.Writing;

/// <summary>A submission that was decided beforehand, and what it records.</summary>
/// <param name="Submission">A claim: only imported history is decided beforehand.</param>
/// <param name="Entries">In order; id and recording time are given when they are appended.</param>
public sealed record Rehearsed(Submission Submission, ImmutableArray<Entry> Entries);

/// <summary>Submissions that were decided one after another on the newest book.</summary>
/// <param name="Submissions">In order.</param>
/// <param name="Book">After all of them.</param>
/// <param name="Spaced">Books on the way that are worth keeping.</param>
public sealed record RehearsedHistory(
    IReadOnlyList<Rehearsed> Submissions, Book Book, IReadOnlyList<Book> Spaced);

/// <summary>What became of a piece of a history.</summary>
/// <param name="Submissions">So many more are durable.</param>
/// <param name="Fault">Why it went no further; null while it goes on.</param>
public readonly record struct Appended(int Submissions, Answer? Fault = null);

/// <summary>
/// Appends a rehearsed history: long pieces, each one transaction, by COPY. Whoever calls holds the
/// import's lock of the portfolio, so the book the history was decided on is the newest there is;
/// where it is not, nothing is written.
/// </summary>
public sealed class HistoryWriter(
    JournalSessions sessions,
    BookKeeper keeper,
    BookSnapshots snapshots,
    ILogger<HistoryWriter> log,
    IAppendObserver? observer = null,
    IPortfolioClaims? claims = null
)
{
    /// <summary>
    /// A piece closes at this many events: while it is written, the read models of other portfolios
    /// wait for its sequence numbers.
    /// </summary>
    internal int MaxEvents { get; init; } = 10_000;

    /// <summary>How long the outcome of an unanswered commit is looked for.</summary>
    private static readonly TimeSpan ResolveWithin = TimeSpan.FromSeconds(15);

    private static Answer Moved { get; } = new Answer.Unavailable("journal-moved",
        "Somebody else wrote into the portfolio meanwhile; repeat the import to go on.");

    private static Answer Unreachable { get; } = new Answer.Unavailable("database-unavailable",
        "The database cannot be reached; repeat the import to go on.");

    private static Answer Unknown { get; } = new Answer.Unavailable("outcome-unknown",
        "The database did not answer; repeat the import to learn what came of it and to go on.");

    /// <summary>Appends a history piece by piece; what is told of is durable.</summary>
    public async IAsyncEnumerable<Appended> AppendAsync(
        RehearsedHistory history, [EnumeratorCancellation] CancellationToken cancel)
    {
        var spaced = new List<Book>();
        var (at, seen) = (default(DateTimeOffset), 0L);
        foreach (var piece in Pieces(history.Submissions))
        {
            cancel.ThrowIfCancellationRequested();
            (at, seen, var fault) = await TryAppendAsync(history.Book.Portfolio, piece);
            if (fault is not null)
            {
                SubmissionTelemetry.Count(fault);
                yield return new(0, fault);
                yield break;
            }
            var (first, last) = (piece[0].Entries[0].Position, piece[^1].Entries[^1].Position);
            spaced.AddRange(history.Spaced.Where(b => b.Position >= first && b.Position <= last)
                .Select(b => b with { RecordedAt = at }));
            yield return new(piece.Count);
        }
        if (seen == 0)
            yield break;
        keeper
            .Of(history.Book.Portfolio)
            .Advance(history.Book with { RecordedAt = at }, spaced, seen);
        foreach (var book in spaced.Where(b => b.Position % snapshots.Every == 0))
            await snapshots.StoreAsync(book);
    }

    private IEnumerable<List<Rehearsed>> Pieces(IReadOnlyList<Rehearsed> submissions)
    {
        var (piece, events) = (new List<Rehearsed>(), 0);
        foreach (var submission in submissions)
        {
            if (events > 0 && events + submission.Entries.Length > MaxEvents)
            {
                yield return piece;
                (piece, events) = ([], 0);
            }
            piece.Add(submission);
            events += submission.Entries.Length;
        }
        if (events > 0)
            yield return piece;
    }

    private async Task<(DateTimeOffset At, long Seen, Answer? Fault)> TryAppendAsync(
        Key portfolio, List<Rehearsed> piece)
    {
        try
        {
            return await AppendAsync(portfolio, piece);
        }
        catch (Exception fault) when (DatabaseFault.IsTransient(fault))
        {
            log.LogWarning(
                "The journal of {Portfolio} is not reachable: {Fault}",
                portfolio,
                fault.Message
            );
            return (default, 0, Unreachable);
        }
        catch (Exception fault) when (DatabaseFault.IsRace(fault))
        {
            return (default, 0, Moved);
        }
    }

    private async Task<(DateTimeOffset At, long Seen, Answer? Fault)> AppendAsync(
        Key portfolio, List<Rehearsed> piece)
    {
        await using var turn = await sessions.BeginAsync();
        var stream = await StreamLock.TakeAsync(turn.Connection, portfolio, []);
        if (stream.Version != piece[0].Entries[0].Position - 1)
            return (default, 0, Moved);
        if (stream.Left(portfolio) is { } left)
            return (default, 0, left);
        if (stream.HaltedEpoch >= piece[0].Entries[0].Epoch)
            return (default, 0, StreamLock.Diverged);
        if (stream.Version == 0 && claims is not null
            && await claims.ElsewhereAsync(portfolio) is { } elsewhere)
            return (default, 0, StreamLock.InOtherDatabase(portfolio, elsewhere));
        // What was reported by another clock than the database's must not lie behind its recording.
        var reported = piece[^1].Entries[^1].KnownAt;
        var now = stream.Clock > reported ? stream.Clock : reported;
        var entries = piece.SelectMany(s => s.Entries)
            .Select(e => e with { Id = Guid.CreateVersion7(now), RecordedAt = now }).ToList();
        var copy = new HistoryCopy(turn.Connection, portfolio);
        await copy.StreamAsync(stream.Version, entries[^1].Position);
        await copy.EventsAsync(entries);
        await copy.SubjectsAsync(entries);
        await copy.PersonalTextsAsync(entries);
        await copy.RowsAsync(piece.Select(s => (s.Submission.Claim!, s.Entries[0].Position)));
        var seen = keeper.Now;
        var commit = new JournalCommit(sessions, ResolveWithin, log);
        if (!await commit.TryAsync(turn, new(), portfolio, entries[0]))
            return (default, 0, Unknown);
        LedgerMetrics.Events.Add(entries.Count);
        LedgerMetrics.Accepted.Add(piece.Count);
        observer?.Appended(portfolio, entries[0].Position, []);
        return (now, seen, null);
    }
}
