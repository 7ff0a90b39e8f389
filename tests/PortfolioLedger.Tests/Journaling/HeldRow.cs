using Npgsql;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Tests.Journaling;

/// <summary>A portfolio's row, locked by a session that does nothing: a node that froze.</summary>
internal sealed class HeldRow : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;

    private HeldRow(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Locks the row.</summary>
    public static async Task<HeldRow> TakeAsync(JournalNode node, Key portfolio)
    {
        var connection = await node.Source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(
            $"begin; select 1 from ledger.mt_streams where id = '{portfolio}' for update", connection);
        await command.ExecuteNonQueryAsync();
        return new(connection);
    }

    /// <summary>Completes when so many sessions wait for a lock.</summary>
    public static Task WaitersAsync(JournalNode node, int count) => Wait.UntilAsync(async () =>
        await node.QueryAsync<long>("""
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """) >= count);

    /// <summary>Gives the row free.</summary>
    public async Task LetGoAsync()
    {
        await using var command = new NpgsqlCommand("rollback", _connection);
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
