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

    private JournalTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (Connection, _transaction) = (connection, transaction);

    /// <summary>The connection.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>Opens a connection and begins.</summary>
    public static async Task<JournalTransaction> BeginAsync(
        NpgsqlDataSource source, CancellationToken cancel = default)
    {
        var connection = await source.OpenConnectionAsync(cancel);
        try
        {
            return new(connection, await connection.BeginTransactionAsync(cancel));
        }
        catch
        {
            await LetGoAsync(connection);
            throw;
        }
    }

    /// <summary>
    /// Runs statements and commits, in one round trip: after a refused one the server skips the
    /// rest, the commit with it.
    /// </summary>
    public async Task CommitAsync(NpgsqlBatch statements)
    {
        statements.Connection = Connection;
        statements.Add(Commit);
        await statements.PrepareAsync();
        await statements.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
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
