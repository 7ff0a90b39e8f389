using Npgsql;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Imports;

/// <summary>
/// Keeps everybody else from writing into a portfolio while a history is imported: an advisory lock
/// of one database session, given back even when the process dies.
/// </summary>
public sealed class ImportLock : IAsyncDisposable
{
    private const string Name = "hashtextextended('import:' || $1, 0)";

    private readonly NpgsqlConnection _session;
    private readonly Key _portfolio;

    private ImportLock(NpgsqlConnection session, Key portfolio) =>
        (_session, _portfolio) = (session, portfolio);

    /// <summary>
    /// Takes the lock; null when another import holds it. A live writer holds its share only for
    /// the moment of a commit: that is waited for, and none can begin in the meantime.
    /// </summary>
    public static async Task<ImportLock?> TryTakeAsync(
        NpgsqlDataSource source, Key portfolio, CancellationToken cancel)
    {
        var session = await source.OpenConnectionAsync(cancel);
        try
        {
            await using (var patience = new NpgsqlCommand("set lock_timeout = '2s'", session))
                await patience.ExecuteNonQueryAsync(cancel);
            await AskAsync(session, $"select pg_advisory_lock({Name})", portfolio, cancel);
            return new(session, portfolio);
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            await session.DisposeAsync();
            return null;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives the lock back.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await AskAsync(_session, $"select pg_advisory_unlock({Name})", _portfolio,
                CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // The session is gone, and the lock with it.
        }
        await _session.DisposeAsync();
    }

    private static async Task AskAsync(
        NpgsqlConnection session, string sql, Key portfolio, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, session);
        command.Parameters.Add(new() { Value = portfolio.Value });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
