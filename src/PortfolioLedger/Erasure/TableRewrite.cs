using System.Diagnostics;
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

    private const string Rewrite = $"vacuum full {Table}";

    private const string Clean = $"vacuum {Table}";

    /// <summary>
    /// Nobody reads or writes words while the table is copied, and behind us they would queue:
    /// then rather not now.
    /// </summary>
    private const string Patience = "set lock_timeout = '5s'";

    /// <summary>
    /// How long transactions that are older than the erasure are waited for.
    /// </summary>
    private static readonly TimeSpan Older = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // After VACUUM. All pages are visible to all when no transaction may see anything else in them.
    // Rows are also written beside us, so that no row is dead is enough; that number alone is not,
    // as a session may tell late of rows which VACUUM has long removed.
    private const string Settled = $"""
        select (relallvisible = relpages or coalesce(n_dead_tup, 1) = 0)::int::bigint
        from pg_class left join pg_stat_all_tables on relid = pg_class.oid
        where pg_class.oid = '{Table}'::regclass
        """;

    // A role that may not rewrite a table is only warned; new files tell that it was done.
    private const string File = $"select pg_relation_filenode('{Table}'::regclass)::bigint";

    /// <summary>
    /// True when the table has new files, made when nobody's older state showed an erased row any
    /// more; never for a role that may not vacuum the table.
    /// </summary>
    public async Task<bool> TryAsync(CancellationToken cancel)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancel);
            await RunAsync(connection, Patience, cancel);
            // First nobody may see the former rows any more: they would be copied too, and what is
            // only then removed from the copy leaves its bytes.
            for (var begun = Stopwatch.GetTimestamp(); !await IsSettledAsync(connection, cancel);)
            {
                if (Stopwatch.GetElapsedTime(begun) > Older)
                    return false;
                await Task.Delay(Pause, cancel);
            }
            var former = await NumberAsync(connection, File, cancel);
            await RunAsync(connection, Rewrite, cancel);
            return await NumberAsync(connection, File, cancel) != former;
        }
        catch (NpgsqlException fault)
        {
            log.LogWarning("{Table} is not rewritten after an erasure yet: {Fault}", Table,
                fault.Message);
            return false;
        }
    }

    private static async Task<bool> IsSettledAsync(
        NpgsqlConnection connection, CancellationToken cancel)
    {
        await RunAsync(connection, Clean, cancel);
        return await NumberAsync(connection, Settled, cancel) == 1;
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
