using Marten;
using Npgsql;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Journaling;

/// <summary>
/// Decides and commits one batch of submissions to one portfolio. The stream's row is locked first,
/// so that nodes take turns; answers are given only after the commit, refusals included, because a
/// refusal may rest on a neighbour's event.
/// </summary>
public sealed class BatchWriter(
    IDocumentStore store, NpgsqlDataSource source, BookKeeper keeper, Checkpoints checkpoints, ReceiptSecret secret,
    ILogger<BatchWriter> log)
{
    /// <summary>A batch closes at this many commands.</summary>
    public const int MostCommands = 256;

    /// <summary>How long the outcome of an unanswered commit is looked for.</summary>
    private static readonly TimeSpan ResolveWithin = TimeSpan.FromSeconds(20);

    /// <summary>Writes as many submissions as fit one batch; says how many were answered.</summary>
    internal async Task<int> WriteAsync(Key portfolio, IReadOnlyList<PendingSubmission> pending)
    {
        try
        {
            return await TryWriteAsync(portfolio, pending);
        }
        catch (Exception fault) when (DatabaseFault.IsTransient(fault))
        {
            log.LogWarning("The journal of {Portfolio} is not reachable: {Fault}", portfolio, fault.Message);
            Answer unavailable = new Answer.Unavailable("database-unavailable",
                "The database cannot be reached; nothing was recorded. Try again in a moment.");
            foreach (var one in pending)
                one.Complete(unavailable);
        }
        catch (Exception fault) when (DatabaseFault.IsRace(fault))
        {
            // Another was quicker between our look and our insert: look again.
            keeper.Of(portfolio).Forget();
            return await WriteAsync(portfolio, pending);
        }
        catch (Exception) when (pending.Count > 1)
        {
            // Only the culprit fails: once more, one at a time.
            foreach (var one in pending)
                await WriteAsync(portfolio, [one]);
        }
        catch (Exception fault)
        {
            log.LogError(fault, "A submission to {Portfolio} failed", portfolio);
            keeper.Of(portfolio).Forget();
            pending[0].Complete(new Answer.Faulted(fault));
        }
        return pending.Count;
    }

    private async Task<int> TryWriteAsync(Key portfolio, IReadOnlyList<PendingSubmission> pending)
    {
        var books = keeper.Of(portfolio);
        if (books.Head is null)
            await keeper.FreshHeadAsync(portfolio, CancellationToken.None);
        await using var connection = await source.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        BatchDraft draft;
        try
        {
            var stream = await StreamLock.TakeAsync(connection, portfolio, pending);
            var book = await BookAtAsync(connection, books, portfolio, stream.Version);
            draft = new BatchDraft(book, stream, await EarlierReceipts.FindAsync(connection, portfolio, pending, secret));
            draft.Decide(pending);
            if (draft.Entries.Count > 0)
                await AppendAsync(transaction, draft);
        }
        catch
        {
            await RollbackAsync(transaction);
            throw;
        }
        if (draft.Entries.Count == 0)
            await RollbackAsync(transaction);
        else if (!await CommitAsync(transaction, portfolio, draft))
        {
            draft.Complete(new Answer.Unavailable("outcome-unknown",
                "The database did not answer; ask again with the same Idempotency-Key to learn what came of it."));
            return draft.Handled;
        }
        books.Advance(draft.Book, draft.Spaced);
        foreach (var book in draft.Spaced.Where(b => b.Position % Checkpoints.Spacing == 0))
            _ = checkpoints.StoreAsync(book);
        draft.Complete();
        return draft.Handled;
    }

    /// <summary>The book at the version the lock found: this node's, and others' events behind it.</summary>
    private static async Task<Book> BookAtAsync(
        NpgsqlConnection connection, KeptBooks books, Key portfolio, long version)
    {
        if (books.Head is { } known && known.Position > version)
            books.Forget();
        var book = books.Head ?? Book.Empty(portfolio);
        while (book.Position < version)
            foreach (var stored in await JournalReader.PageAsync(
                connection, portfolio, book.Position, version, 10_000, CancellationToken.None))
                book = book.Post(stored.Entry);
        return book;
    }

    private async Task AppendAsync(NpgsqlTransaction transaction, BatchDraft draft)
    {
        await using var session = store.LightweightSession(Marten.Services.SessionOptions.ForTransaction(transaction));
        var events = draft.Entries.Select(e => e.AsEvent(session.Events)).ToArray();
        if (draft.Stream.Version == 0)
            session.Events.StartStream(draft.Portfolio.Value, events);
        else
            session.Events.Append(draft.Portfolio.Value, draft.Stream.Version + events.Length, events);
        draft.QueueBeside(session);
        await session.SaveChangesAsync();
    }

    /// <summary>Commits; when the answer is lost, looks in the journal for what came of it.</summary>
    private async Task<bool> CommitAsync(NpgsqlTransaction transaction, Key portfolio, BatchDraft draft)
    {
        try
        {
            await transaction.CommitAsync();
            await transaction.DisposeAsync();
            return true;
        }
        catch (Exception fault)
        {
            log.LogWarning("A commit to {Portfolio} was not answered: {Fault}", portfolio, fault.Message);
            keeper.Of(portfolio).Forget();
            return await IsStoredAsync(portfolio, draft.Entries[0]);
        }
    }

    private async Task<bool> IsStoredAsync(Key portfolio, DraftEntry first)
    {
        var until = DateTime.UtcNow + ResolveWithin;
        while (true)
            try
            {
                await using var connection = await source.OpenConnectionAsync();
                await using var transaction = await connection.BeginTransactionAsync();
                // The lock waits until a backend that still commits for us has ended.
                await StreamLock.TakeAsync(connection, portfolio, []);
                var stored = await JournalReader.PageAsync(
                    connection, portfolio, first.Entry.Position - 1, first.Entry.Position, 1, CancellationToken.None);
                return stored.Count == 1 && stored[0].Entry.Id == first.Entry.Id;
            }
            catch (Exception fault) when (DatabaseFault.IsTransient(fault))
            {
                if (DateTime.UtcNow > until)
                    return false;
                await Task.Delay(200);
            }
    }

    private static async Task RollbackAsync(NpgsqlTransaction transaction)
    {
        try
        {
            await transaction.DisposeAsync();
        }
        catch (Exception fault) when (fault is NpgsqlException or InvalidOperationException)
        {
            // A broken connection has rolled back already.
        }
    }
}
