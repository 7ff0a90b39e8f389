using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Telemetry;

namespace PortfolioLedger.Journaling.Writing;

/// <summary>A reversal to be decided and recorded.</summary>
/// <param name="Submission">The command, with the book that it leads back to.</param>
/// <param name="Causes">What caused each entry but the first, in order.</param>
/// <param name="Sources">
/// Whose rows of earlier releases are forgotten: they do not say to which event they led.
/// </param>
/// <param name="Reported">When those rows were reported.</param>
/// <param name="First">The position of the first event that is taken back.</param>
/// <param name="Last">The position of the last.</param>
internal sealed record ReversalSubmission(
    CommandSubmission Submission, IReadOnlyList<string> Causes, string[] Sources,
    DateTimeOffset[] Reported, long First, long Last);

/// <summary>
/// Appends the reversal of an import: one transaction however long it is, in which the rows of the
/// import are forgotten too, so that they can be imported again. Whoever calls holds the import's
/// lock of the portfolio.
/// </summary>
internal sealed class ReversalWriter(
    JournalSessions sessions, BookKeeper keeper, BookSnapshots snapshots,
    ILogger<ReversalWriter> log, IAppendObserver? observer = null)
{
    private static readonly TimeSpan ResolveWithin = TimeSpan.FromSeconds(15);

    private static readonly Answer Moved = new Answer.Unavailable("journal-moved",
        "Somebody else wrote into the portfolio meanwhile; nothing was reversed. Try again.");

    private static readonly Answer Unknown = new Answer.Unavailable("outcome-unknown",
        "The database did not answer; list the imports to learn whether it is reversed.");

    private static readonly Answer Unreachable = new Answer.Unavailable("database-unavailable",
        "The database cannot be reached; nothing was reversed. Try again.");

    /// <summary>Decides on the newest book and records, or says why not.</summary>
    public async Task<(SubmissionOutcome? Outcome, Answer? Fault)> AppendAsync(
        Book head, ReversalSubmission reversal)
    {
        try
        {
            return await TryAppendAsync(head, reversal);
        }
        catch (Exception fault) when (DatabaseFault.IsTransient(fault))
        {
            log.LogWarning("The journal of {Portfolio} is not reachable: {Fault}",
                head.Portfolio, fault.Message);
            return (null, Unreachable);
        }
        catch (Exception fault) when (DatabaseFault.IsRace(fault))
        {
            return (null, Moved);
        }
    }

    private async Task<(SubmissionOutcome? Outcome, Answer? Fault)> TryAppendAsync(
        Book head, ReversalSubmission reversal)
    {
        await using var turn = await sessions.BeginAsync();
        var stream = await StreamLock.TakeAsync(turn.Connection, head.Portfolio, []);
        if (stream.Version != head.Position)
            return (null, Moved);
        if (stream.Left(head.Portfolio) is { } left)
            return (null, left);
        if (stream.IsHalted(head))
            return (null, StreamLock.Diverged);
        var now = SubmissionTime.Now(stream.Clock, head);
        var decider = new Decider(_ => Guid.CreateVersion7(now), position =>
            position % KeptBooks.Spacing == 0 || position % snapshots.Every == 0);
        var outcome = decider.Decide(head, reversal.Submission with { Time = new(now) });
        if (outcome is not SubmissionOutcome.Accepted accepted)
            return (outcome, null);
        var entries = accepted.Entries.Select((entry, i) => i == 0 ? entry : entry with
        {
            CausationId = reversal.Causes[i - 1],
        }).ToList();
        var copy = new HistoryCopy(turn.Connection, head.Portfolio);
        await copy.StreamAsync(stream.Version, entries[^1].Position);
        await copy.EventsAsync(entries);
        await copy.SubjectsAsync(entries);
        await ForgetRowsAsync(turn.Connection, head.Portfolio, reversal);
        var seen = keeper.Now;
        var commit = new JournalCommit(sessions, ResolveWithin, log);
        if (!await commit.TryAsync(turn, new(), head.Portfolio, entries[0]))
            return (null, Unknown);
        LedgerMetrics.Events.Add(entries.Count);
        LedgerMetrics.Accepted.Add(1);
        keeper.Of(head.Portfolio).Advance(accepted.Book, accepted.Kept, seen);
        observer?.Appended(head.Portfolio, entries[0].Position, []);
        foreach (var book in accepted.Kept.Where(b => b.Position % snapshots.Every == 0))
            await snapshots.StoreAsync(book);
        return (accepted, null);
    }

    /// <summary>
    /// What was taken back is not recognised any more. What events hold of it stays: they are
    /// never changed.
    /// </summary>
    private static async Task ForgetRowsAsync(
        NpgsqlConnection connection, Key portfolio, ReversalSubmission reversal)
    {
        await using var command = new NpgsqlCommand("""
            delete from ledger.import_row where portfolio = $1 and (position between $2 and $3
                or (position is null and source = any($4) and reported_at = any($5)))
            """, connection)
        {
            Parameters =
            {
                new() { Value = portfolio.Value }, new() { Value = reversal.First },
                new() { Value = reversal.Last },
                new()
                {
                    Value = reversal.Sources, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
                },
                new()
                {
                    Value = reversal.Reported.Select(at => at.UtcDateTime).ToArray(),
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
                },
            },
        };
        await command.ExecuteNonQueryAsync();
    }
}
