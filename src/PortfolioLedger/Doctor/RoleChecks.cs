using Npgsql;
using PortfolioLedger.EmbeddedPostgres;

namespace PortfolioLedger.Doctor;

/// <summary>Whether those who work with the database may do too much.</summary>
internal static class RoleChecks
{
    private const string Separating =
        "; ops/postgresql/roles.sql and ConnectionStrings__LedgerMigrator separate the roles";

    private const int Shown = 10;

    private const string App = """
        select current_user, rolsuper, pg_has_role(current_user, n.nspowner, 'MEMBER'),
            pg_get_userbyid(n.nspowner)
        from pg_roles, pg_namespace n where rolname = current_user and n.nspname = 'ledger'
        """;

    // What nobody but the owner needs: each right that one of the roles has all the same. PUBLIC is
    // in what a role may do.
    private const string Excess = """
        with tables as (
            select c.oid, c.oid::regclass::text as name, n.nspname, c.relname
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('ledger', 'bi', 'ledger_messages', 'log', 'audit')
            and c.relkind in ('r', 'p')
        ), added_to as (
            select * from tables where nspname = 'log' or (nspname = 'ledger'
                and relname in ('mt_events', 'scenario_event', 'journal_receipt'))
        ), readers as (
            select rolname from pg_roles where rolname in ('ledger_auditor', 'ledger_bi')
        )
        select current_user || ' may ' || right_ || ' on ' || name from tables,
            unnest(array['TRUNCATE', 'TRIGGER', 'REFERENCES']) as right_
            where has_table_privilege(oid, right_)
        union all
        select current_user || ' may ' || right_ || ' on ' || name from added_to,
            unnest(array['UPDATE', 'DELETE']) as right_ where has_table_privilege(oid, right_)
                or (right_ = 'UPDATE' and has_any_column_privilege(oid, right_))
        union all
        select current_user || ' may DELETE on ' || name from tables
            where nspname = 'ledger' and relname = 'mt_streams'
            and has_table_privilege(oid, 'DELETE')
        union all
        select current_user || ' may CREATE in ' || nspname from pg_namespace
            where nspname in ('ledger', 'bi', 'ledger_messages', 'log', 'audit', 'public')
            and has_schema_privilege(oid, 'CREATE')
        union all
        select current_user || ' may ' || right_ from pg_roles, lateral (values
            ('CREATEROLE', rolcreaterole), ('CREATEDB', rolcreatedb),
            ('REPLICATION', rolreplication), ('BYPASSRLS', rolbypassrls)) as may (right_, has)
            where rolname = current_user and has
        union all
        select rolname || ' may ' || right_ || ' on ' || name from readers, tables,
            unnest(array['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) as right_
            where has_table_privilege(rolname, oid, right_)
        union all
        select rolname || ' may read ' || name from readers, tables
            where nspname = 'ledger' and relname = 'secret'
            and has_table_privilege(rolname, oid, 'SELECT')
        """;

    /// <summary>Whether this account may enter the schema at all.</summary>
    public static async Task<bool> MayReadAsync(
        NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            "select has_schema_privilege('ledger', 'USAGE')", connection);
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>Who owns the tables, and what the others may do.</summary>
    public static async Task<Finding> RolesAsync(
        NpgsqlConnection connection, CancellationToken cancel)
    {
        var (user, isSuperuser, actsAsOwner, owner) = await AppAsync(connection, cancel);
        if (isSuperuser)
            return new("roles", null, CheckStatus.Warning, $"{user} is a superuser: it could "
                + "switch off what keeps history from being changed" + Separating);
        if (actsAsOwner)
            return new("roles", null, CheckStatus.Warning, user == owner
                ? $"{user} owns the tables: it could change history" + Separating
                : $"{user} may act as {owner}, who owns the tables: it could change history"
                    + Separating);
        var excess = await ExcessAsync(connection, cancel);
        return excess.Count == 0
            ? new("roles", null, CheckStatus.Ok,
                $"{user} owns nothing and adds to history; {owner} owns the tables")
            : new("roles", null, CheckStatus.Failed,
                $"more than it needs: {string.Join(", ", excess.Take(Shown))}"
                + (excess.Count > Shown ? $" and {excess.Count - Shown} more" : "")
                + "; revoke it" + (owner == DatabaseRoles.Owner
                    ? ", or start the ledger, which grants the roles what they need" : ""));
    }

    private static async Task<(string, bool, bool, string)> AppAsync(
        NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(App, connection);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return (row.GetString(0), row.GetBoolean(1), row.GetBoolean(2), row.GetString(3));
    }

    private static async Task<List<string>> ExcessAsync(
        NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Excess, connection);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var found = new List<string>();
        while (await rows.ReadAsync(cancel))
            found.Add(rows.GetString(0));
        return found;
    }
}
