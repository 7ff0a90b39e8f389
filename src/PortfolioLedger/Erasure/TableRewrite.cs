using Npgsql;

namespace PortfolioLedger.Erasure;

/// <summary>
/// Rewrites the table of personal texts. What is erased is null for every statement from the commit
/// on, but the former row stays in the files of the database until its room is used again; an
/// ordinary VACUUM frees the room and leaves the bytes. VACUUM FULL copies what is left into new
/// files.
/// </summary>
internal sealed class TableRewrite(NpgsqlDataSource source, ILogger<TableRewrite> log)
{
    private const string Table = "ledger.sealed_text";

    /// <summary>
    /// Nobody reads or writes words while the table is copied, and behind us they would queue:
    /// then rather not now.
    /// </summary>
    private const string Patience = "set lock_timeout = '5s'";

    // What an older transaction may still see is copied too; VACUUM counts it.
    private const string Left = $"""
        select coalesce(max(n_dead_tup), 0) from pg_stat_all_tables
        where relid = '{Table}'::regclass
        """;

    // A role that may not rewrite a table is only warned; new files tell that it was done.
    private const string File = $"select pg_relation_filenode('{Table}'::regclass)::bigint";

    /// <summary>
    /// True when the table has new files, in which no row is left that anybody's older state still
    /// shows.
    /// </summary>
    public async Task<bool> TryAsync(CancellationToken cancel)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancel);
            var former = await NumberAsync(connection, File, cancel);
            foreach (var sql in (string[])[Patience, $"vacuum full {Table}", $"vacuum {Table}"])
                await RunAsync(connection, sql, cancel);
            return await NumberAsync(connection, File, cancel) != former
                && await NumberAsync(connection, Left, cancel) == 0;
        }
        catch (NpgsqlException fault)
        {
            log.LogWarning("{Table} is not rewritten after an erasure yet: {Fault}", Table,
                fault.Message);
            return false;
        }
    }

    private static async Task<long> NumberAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task RunAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
