using Npgsql;
using PortfolioLedger.Access;

namespace PortfolioLedger.Journaling.Setup;

/// <summary>Whether the tables are to be changed, and by this account.</summary>
internal static class SchemaRights
{
    // By the catalogue: it can be read by who may not enter the schema.
    private const string Standing = """
        select n.oid is not null,
            coalesce(pg_has_role(current_user, n.nspowner, 'USAGE'), false),
            has_database_privilege(current_database(), 'CREATE'),
            pg_get_userbyid(n.nspowner)
        from (select 1) one left join pg_namespace n on n.nspname = 'ledger'
        """;

    /// <summary>
    /// True when this account is to bring the tables up to date; false when they are as they must
    /// be, and somebody else's, or a newer release was here.
    /// </summary>
    /// <param name="connection">Of the account.</param>
    /// <param name="revision">Of this release.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="StartRefusedException">They are to be changed by another account.
    /// </exception>
    public static async Task<bool> MayMigrateAsync(
        NpgsqlConnection connection, int revision, CancellationToken cancel)
    {
        var (there, owns, mayCreate, owner) = await StandingAsync(connection, cancel);
        if (there ? owns : mayCreate)
            return await StoredAsync(connection, cancel) <= revision;
        if (!there)
            throw new StartRefusedException(
                $"The account {connection.UserName} may not create the ledger's tables in the "
                    + $"database {connection.Database}. Give it the right to (grant create on "
                    + "database), or set ConnectionStrings__LedgerMigrator to the account that "
                    + "ops/postgresql/roles.sql makes for that.");
        // A node that is not given the owner's account: another one brought the tables up to date.
        var stored = await MayEnterAsync(connection, cancel)
            ? await StoredAsync(connection, cancel) : 0;
        return stored >= revision ? false : throw new StartRefusedException(
            $"The tables of the ledger belong to {owner} and are of revision {stored}; this "
                + $"release needs revision {revision}. Start one node with "
                + "ConnectionStrings__LedgerMigrator, which brings them up to date.");
    }

    private static async Task<(bool, bool, bool, string?)> StandingAsync(
        NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Standing, connection);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return (row.GetBoolean(0), row.GetBoolean(1), row.GetBoolean(2),
            row.IsDBNull(3) ? null : row.GetString(3));
    }

    private static async Task<bool> MayEnterAsync(
        NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            "select has_schema_privilege('ledger', 'USAGE')", connection);
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>Of the newest program that was here; 0 when none was that says so.</summary>
    public static async Task<int> StoredAsync(
        NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var exists = new NpgsqlCommand(
            "select to_regclass('ledger.schema_revision') is not null", connection);
        if (await exists.ExecuteScalarAsync(cancel) is not true)
            return 0;
        await using var stored = new NpgsqlCommand(
            "select revision from ledger.schema_revision",
            connection
        );
        return await stored.ExecuteScalarAsync(cancel) as int? ?? 0;
    }
}
