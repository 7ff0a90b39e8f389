using Npgsql;

namespace PortfolioLedger.Journaling.Writing;

/// <summary>
/// A connection in a transaction, rolled back unless it was committed. Letting go of it never
/// throws: before a commit the first fault is what matters, and after one nothing may go wrong.
/// </summary>
internal sealed class JournalTransaction : IAsyncDisposable
{
    private const string Commit = "COMMIT";

    private readonly NpgsqlTransaction _transaction;
    private readonly TimeSpan _answerWithin;
    private Task _commit = Task.CompletedTask;

    private JournalTransaction(
        NpgsqlConnection connection, NpgsqlTransaction transaction, TimeSpan answerWithin) =>
        (Connection, _transaction, _answerWithin) = (connection, transaction, answerWithin);

    /// <summary>The connection.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>Opens a connection and begins.</summary>
    /// <param name="source">Of connections.</param>
    /// <param name="answerWithin">How long the answer to a commit is waited for.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task<JournalTransaction> BeginAsync(
        NpgsqlDataSource source, TimeSpan answerWithin, CancellationToken cancel = default)
    {
        var connection = await source.OpenConnectionAsync(cancel);
        try
        {
            return new(connection, await connection.BeginTransactionAsync(cancel), answerWithin);
        }
        catch
        {
            await LetGoAsync(connection);
            throw;
        }
    }

    /// <summary>
    /// Runs statements and commits, in one round trip: after a refused one the server skips the
    /// rest, the commit with it. A commit is never cancelled: PostgreSQL would stop to wait for a
    /// standby and say that it is done. Who has waited long enough leaves instead, and the
    /// connection stays with the commit until that is answered.
    /// </summary>
    /// <param name="statements">Disposed of when the server has answered.</param>
    /// <param name="leave">Ends the waiting, not the commit.</param>
    public async Task CommitAsync(NpgsqlBatch statements, CancellationToken leave = default)
    {
        _commit = RunAsync(statements);
        await _commit.WaitAsync(_answerWithin, leave);
    }

    /// <summary>Not waited for where a commit is under way.</summary>
    public ValueTask DisposeAsync()
    {
        var answered = _commit.IsCompleted;
        var end = EndAsync();
        return answered ? new(end) : default;
    }

    private async Task RunAsync(NpgsqlBatch statements)
    {
        string? warning = null;
        Connection.Notice += (_, told) => warning ??= told.Notice.InvariantSeverity == "WARNING"
            ? told.Notice.MessageText : null;
        await using (statements)
        {
            statements.Connection = Connection;
            statements.Timeout = 0;
            statements.Add(Commit);
            await statements.PrepareAsync();
            await statements.ExecuteNonQueryAsync();
        }
        // Somebody else cancelled it, and no standby may have it.
        if (warning is not null)
            throw new NpgsqlException($"It was committed with a warning: {warning}");
    }

    private async Task EndAsync()
    {
        await _commit.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await LetGoAsync(_transaction);
        await LetGoAsync(Connection);
    }

    private static async Task LetGoAsync(IAsyncDisposable held)
    {
        try
        {
            await held.DisposeAsync();
        }
        catch (Exception)
        {
            // A broken connection has rolled back already.
        }
    }
}
