using Npgsql;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Journaling.Setup;

/// <summary>
/// An advisory lock of one database session, for work that is longer than a transaction. It is
/// given back even when the process dies.
/// </summary>
internal sealed class SessionLock : IAsyncDisposable
{
    private readonly NpgsqlConnection _session;
    private readonly string _name;

    private SessionLock(NpgsqlConnection session, string name) =>
        (_session, _name) = (session, name);

    /// <summary>Takes the lock, however long others hold it.</summary>
    public static async Task<SessionLock> TakeAsync(
        NpgsqlDataSource source,
        string name,
        CancellationToken cancel
    ) => (await TryTakeAsync(source, name, patience: null, cancel))!;

    /// <summary>Takes the lock; null when others hold it for longer.</summary>
    /// <param name="source">Where it is taken.</param>
    /// <param name="name">Of what is locked, like <c>import:capital</c>.</param>
    /// <param name="patience">How long to wait for others; without end if null.</param>
    /// <param name="cancel">Stops waiting.</param>
    public static async Task<SessionLock?> TryTakeAsync(
        NpgsqlDataSource source, string name, TimeSpan? patience, CancellationToken cancel)
    {
        var session = await source.OpenConnectionAsync(cancel);
        try
        {
            if (patience is { } longest && longest > TimeSpan.Zero)
            {
                await using var limit = new NpgsqlCommand(
                    FormattableString.Invariant(
                        $"set lock_timeout = {longest.TotalMilliseconds:0}"
                    ),
                    session
                );
                await limit.ExecuteNonQueryAsync(cancel);
            }
            var function = patience == TimeSpan.Zero ? "pg_try_advisory_lock" : "pg_advisory_lock";
            if (await AskAsync(session, function, name, cancel) is not false)
                return new(session, name);
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            // Somebody holds it for longer than one wants to wait.
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
        await session.DisposeAsync();
        return null;
    }

    /// <summary>Gives the lock back.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await AskAsync(_session, "pg_advisory_unlock", _name, CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // The session is gone, and the lock with it.
        }
        await _session.DisposeAsync();
    }

    private static async Task<object?> AskAsync(
        NpgsqlConnection session, string function, string name, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            $"select {function}(hashtextextended($1, 0))",
            session
        );
        command.Parameters.Add(new() { Value = name });
        return await command.ExecuteScalarAsync(cancel);
    }
}
