using Npgsql;
using PortfolioLedger.EmbeddedPostgres;
using PortfolioLedger.Journaling.Setup;

namespace PortfolioLedger.Databases;

/// <summary>
/// The databases of a ledger are one ledger: they have one identity, and so one folder of keys and
/// checkpoints, and the same secrets. So a portfolio stays what it is in any of them.
/// </summary>
internal static class SharedIdentity
{
    /// <summary>
    /// Gives a database the identity of the first one. One in which something was recorded under
    /// another identity keeps it: what was signed of it says so.
    /// </summary>
    public static async Task AdoptAsync(
        NpgsqlDataSource home, LedgerConnections connections, CancellationToken cancel)
    {
        var (ledger, names, values) = await ReadAsync(home, cancel);
        await using var source = LedgerStore.OpenOwnerSource(connections);
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var turn = await connection.BeginTransactionAsync(cancel);
        // Nobody changes it later: the trigger is off for the moment in which nothing is there.
        await using var batch = new NpgsqlBatch(connection, turn)
        {
            BatchCommands =
            {
                new("lock table log.identity in access exclusive mode"),
                new("alter table log.identity disable trigger append_only"),
                new("""
                    update log.identity set ledger = $1 where ledger <> $1
                        and not exists (select from ledger.mt_streams)
                        and not exists (select from log.signing_key)
                    """) { Parameters = { new() { Value = ledger } } },
                new("alter table log.identity enable always trigger append_only"),
                new("""
                    update ledger.secret s set value = h.value
                    from unnest($1::text[], $2::bytea[]) as h (name, value)
                    where s.name = h.name and s.value <> h.value
                        and not exists (select from ledger.mt_streams)
                    """)
                {
                    Parameters = { new() { Value = names }, new() { Value = values } },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(cancel);
        await turn.CommitAsync(cancel);
    }

    private static async Task<(Guid Ledger, string[] Names, byte[][] Values)> ReadAsync(
        NpgsqlDataSource home, CancellationToken cancel)
    {
        await using var command = home.CreateCommand("""
            select (select ledger from log.identity), array_agg(name order by name),
                array_agg(value order by name) from ledger.secret
            """);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return (row.GetGuid(0), row.GetFieldValue<string[]>(1), row.GetFieldValue<byte[][]>(2));
    }
}
