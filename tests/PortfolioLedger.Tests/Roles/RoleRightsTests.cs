using Npgsql;
using PortfolioLedger.EmbeddedPostgres;
using static PortfolioLedger.Tests.Roles.Outcome;

namespace PortfolioLedger.Tests.Roles;

/// <summary>What the database says to a statement.</summary>
public enum Outcome
{
    /// <summary>It is carried out.</summary>
    Allowed,

    /// <summary>The role may not.</summary>
    Denied,

    /// <summary>The role may, and the trigger refuses.</summary>
    AppendOnly,
}

/// <summary>Each role's rights, asked in a session of that role.</summary>
public sealed class RoleRightsTests(LedgerWithRoles ledger) : IClassFixture<LedgerWithRoles>
{
    private const string App = "ledger_app";
    private const string Auditor = "ledger_auditor";
    private const string Bi = "ledger_bi";
    private const string Migrator = "ledger_migrator";
    private const string Superuser = "superuser";
    private const string AsOwner = "set role ledger_owner; ";
    private const string InReplicaMode = "set session_replication_role = replica; ";

    private const string Append = """
        insert into ledger.mt_events (seq_id, id, stream_id, version, data, type, mt_dotnet_type)
        select nextval('ledger.mt_events_sequence'), gen_random_uuid(), stream_id, 99, data, type,
            mt_dotnet_type from ledger.mt_events where version = 1
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, Outcome> Statements => new()
    {
        // The app adds to history.
        { App, "select * from ledger.mt_events", Allowed },
        { App, Append, Allowed },
        { App, "update ledger.mt_events set data = '{}'", Denied },
        { App, "update ledger.mt_events set is_archived = true", Denied },
        { App, "update ledger.mt_events set timestamp = now()", Denied },
        { App, "delete from ledger.mt_events", Denied },
        { App, "truncate ledger.mt_events", Denied },
        { App, "truncate ledger.mt_events cascade", Denied },
        { App, "select * from ledger.mt_streams for update", Allowed },
        { App, "update ledger.mt_streams set version = version, timestamp = now()", Allowed },
        { App, "update ledger.mt_streams set id = 'other'", Denied },
        { App, "update ledger.mt_streams set is_archived = true", Denied },
        { App, "delete from ledger.mt_streams", Denied },
        { App, "truncate ledger.mt_streams cascade", Denied },
        { App, "insert into ledger.journal_receipt select * from ledger.journal_receipt "
            + "where false", Allowed },
        { App, "update ledger.journal_receipt set position = 7", Denied },
        { App, "delete from ledger.journal_receipt", Denied },
        { App, "delete from ledger.journal_subject", Denied },
        { App, "update ledger.scenario_event set data = '{}'", Denied },
        { App, "delete from ledger.report_run", Denied },
        { App, "select setval('ledger.mt_events_sequence', 1)", Denied },
        { App, "insert into log.later values (1)", Allowed },
        { App, "update log.later set id = 2", Denied },
        { App, "delete from audit.later", Denied },
        // What may change: texts, progress, read models, messages.
        { App, "update ledger.sealed_text set text = ''", Allowed },
        { App, "delete from ledger.sealed_text", Allowed },
        { App, "update ledger.mt_event_progression set last_seq_id = last_seq_id", Allowed },
        { App, "delete from ledger.mt_doc_deadletterevent", Allowed },
        { App, "delete from ledger.bi_initiative", Allowed },
        { App, "delete from ledger.view_document", Allowed },
        { App, "truncate ledger.bi_initiative", Denied },
        { App, "update ledger.read_model_live set version = version", Allowed },
        { App, "delete from ledger_messages.wolverine_incoming_envelopes", Allowed },
        { App, "drop table ledger_messages.wolverine_incoming_envelopes", Denied },
        // Secrets and the schema are read.
        { App, "select * from ledger.secret", Allowed },
        { App, "update ledger.secret set value = ''", Denied },
        { App, "update ledger.schema_revision set revision = 99", Denied },
        // It owns nothing and cannot get around that.
        { App, "alter table ledger.mt_events disable trigger append_only", Denied },
        { App, "alter table ledger.mt_events disable trigger all", Denied },
        { App, "alter table ledger.mt_streams enable trigger append_only", Denied },
        { App, "drop trigger append_only on ledger.mt_events", Denied },
        { App, "create trigger mine before insert on ledger.mt_events for each row "
            + "execute function ledger.refuse_change()", Denied },
        { App, "create or replace function ledger.refuse_change() returns trigger language "
            + "plpgsql as 'begin return null; end'", Denied },
        { App, "drop function ledger.refuse_change() cascade", Denied },
        { App, "create rule mine as on insert to ledger.mt_events do instead nothing", Denied },
        { App, "alter table ledger.mt_events add column mine int", Denied },
        { App, "alter table ledger.mt_events owner to ledger_app", Denied },
        { App, "alter table ledger.mt_events rename to mine", Denied },
        { App, "create index on ledger.mt_events (type)", Denied },
        { App, "drop table ledger.mt_events cascade", Denied },
        { App, "drop schema ledger cascade", Denied },
        { App, "create table ledger.mine (id int)", Denied },
        { App, "create table public.mine (id int)", Denied },
        { App, "create temporary table mine (id int)", Denied },
        { App, "create schema mine", Denied },
        { App, "create role mine", Denied },
        { App, "alter role ledger_app superuser", Denied },
        { App, InReplicaMode, Denied },
        { App, AsOwner, Denied },
        { App, "set role ledger_migrator", Denied },
        { App, "grant ledger_owner to ledger_app", Denied },
        { App, "select pg_reload_conf()", Denied },
        { App, "copy ledger.mt_events to program 'cat'", Denied },
        { App, "select pg_read_file('postgresql.conf')", Denied },
        // Auditors read everything but secrets, salts and hashes of tokens.
        { Auditor, "select * from ledger.mt_events", Allowed },
        { Auditor, "select * from ledger.mt_streams", Allowed },
        { Auditor, "select * from ledger.journal_receipt", Allowed },
        { Auditor, "select * from ledger.scenario_event", Allowed },
        { Auditor, "select * from ledger.report_run", Allowed },
        { Auditor, "select * from ledger.view_document", Allowed },
        { Auditor, "select * from bi.decision", Allowed },
        { Auditor, "select * from log.later", Allowed },
        { Auditor, "select id from audit.later", Allowed },
        { Auditor, "select token_hash from audit.later", Denied },
        { Auditor, "select commitment, text from ledger.sealed_text", Allowed },
        { Auditor, "select salt from ledger.sealed_text", Denied },
        { Auditor, "select * from ledger.sealed_text", Denied },
        { Auditor, "select * from ledger.secret", Denied },
        { Auditor, "select * from ledger_messages.wolverine_incoming_envelopes", Denied },
        { Auditor, Append, Denied },
        { Auditor, "select * from ledger.mt_streams for update", Denied },
        { Auditor, "update ledger.mt_events set data = '{}'", Denied },
        { Auditor, "delete from ledger.mt_events", Denied },
        { Auditor, "truncate ledger.mt_streams cascade", Denied },
        { Auditor, "delete from ledger.bi_initiative", Denied },
        { Auditor, "insert into audit.later values (1)", Denied },
        { Auditor, "create table ledger.mine (id int)", Denied },
        { Auditor, "create temporary table mine (id int)", Denied },
        { Auditor, AsOwner, Denied },
        { Auditor, "set role ledger_app", Denied },
        // Dashboards read the schema bi.
        { Bi, "select * from bi.initiative", Allowed },
        { Bi, "select * from bi.decision", Allowed },
        { Bi, "select * from ledger.bi_initiative", Denied },
        { Bi, "select * from ledger.mt_events", Denied },
        { Bi, "select text from ledger.sealed_text", Denied },
        { Bi, "select * from log.later", Denied },
        { Bi, "select id from audit.later", Denied },
        { Bi, "delete from bi.initiative", Denied },
        { Bi, "insert into bi.initiative (portfolio) values ('x')", Denied },
        { Bi, "create view bi.mine as select 1", Denied },
        { Bi, AsOwner, Denied },
        // The migrator does nothing as itself, and as the owner history still stands.
        { Migrator, "select * from ledger.mt_events", Denied },
        { Migrator, Append, Denied },
        { Migrator, "create table ledger.mine (id int)", Denied },
        { Migrator, AsOwner + "create table ledger.mine (id int)", Allowed },
        { Migrator, AsOwner + "update ledger.mt_events set data = '{}'", AppendOnly },
        { Migrator, AsOwner + "delete from ledger.mt_events", AppendOnly },
        { Migrator, AsOwner + "truncate ledger.mt_events", AppendOnly },
        { Migrator, AsOwner + "truncate ledger.mt_streams cascade", AppendOnly },
        { Migrator, AsOwner + "delete from ledger.mt_streams", AppendOnly },
        { Migrator, AsOwner + InReplicaMode, Denied },
        { Migrator, "create role mine", Denied },
        // A superuser in replica mode is stopped by triggers that are always on.
        { Superuser, InReplicaMode + "update ledger.mt_events set data = '{}'", AppendOnly },
        { Superuser, InReplicaMode + "delete from ledger.mt_events", AppendOnly },
        { Superuser, InReplicaMode + "truncate ledger.mt_events", AppendOnly },
        { Superuser, InReplicaMode + "truncate ledger.mt_streams cascade", AppendOnly },
        { Superuser, InReplicaMode + "delete from ledger.mt_streams", AppendOnly },
        { Superuser, InReplicaMode + "truncate ledger.scenario_event", AppendOnly },
    };

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task A_role_may_do_what_it_must_and_nothing_else(
        string role, string statement, Outcome expected)
    {
        ledger.SkipWithoutRoles();
        await using var session = await ledger.OpenAsync(role);
        await using var transaction = await session.BeginTransactionAsync(Cancel);

        Assert.Equal(expected, await OutcomeAsync(session, statement));
    }

    [Fact]
    public async Task A_right_that_the_app_hands_out_to_itself_is_none()
    {
        ledger.SkipWithoutRoles();
        await using var session = await ledger.OpenAsync(App);

        await ScalarAsync(session, "grant update, delete on ledger.mt_events to ledger_app");

        Assert.Equal(Denied, await OutcomeAsync(session, "delete from ledger.mt_events"));
    }

    [Fact]
    public async Task Nobody_logs_in_as_the_owner()
    {
        ledger.SkipWithoutRoles();
        await using var session = await ledger.OpenAsync(Superuser);

        Assert.Equal(true, await ScalarAsync(session, """
            select rolcanlogin = false and rolpassword is null
            from pg_authid where rolname = 'ledger_owner'
            """));
    }

    [Fact]
    public async Task The_owner_owns_everything_and_the_others_nothing()
    {
        ledger.SkipWithoutRoles();
        await using var session = await ledger.OpenAsync(Superuser);

        Assert.Equal("ledger_owner", await ScalarAsync(session, """
            with ours as (select oid from pg_namespace
                where nspname in ('ledger', 'bi', 'ledger_messages', 'log', 'audit'))
            select string_agg(distinct pg_get_userbyid(owner), ', ') from (
                select relowner from pg_class where relnamespace in (select oid from ours)
                union all select proowner from pg_proc where pronamespace in (select oid from ours)
                union all select typowner from pg_type where typnamespace in (select oid from ours)
                union all select nspowner from pg_namespace where oid in (select oid from ours)
                union all select datdba from pg_database where datname = current_database()
            ) as owners (owner)
            """));
        Assert.Equal(0L, await ScalarAsync(session, """
            select count(*) from pg_shdepend d join pg_roles r on r.oid = d.refobjid
            where d.deptype = 'o' and r.rolname like 'ledger\_%' and r.rolname <> 'ledger_owner'
            """));
        Assert.Equal(0L, await ScalarAsync(session, """
            select count(*) from pg_roles where rolname like 'ledger\_%'
            and (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls)
            """));
    }

    [Fact]
    public async Task A_table_that_nobody_granted_is_found()
    {
        ledger.SkipWithoutRoles();
        await using var session = await ledger.OpenAsync(Superuser);
        Assert.Null(await UngrantedAsync(session));
        await using var transaction = await session.BeginTransactionAsync(Cancel);
        await ScalarAsync(session, "create table ledger.forgotten (id int)");

        Assert.Equal("ledger.forgotten", await UngrantedAsync(session));
    }

    /// <summary>Whoever adds a table says in role-grants.sql what may be done with it.</summary>
    private static Task<object?> UngrantedAsync(NpgsqlConnection session) => ScalarAsync(
        session,
        """
        select string_agg(n.nspname || '.' || c.relname, ', ')
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('ledger', 'bi', 'ledger_messages', 'log', 'audit')
        and c.relkind in ('r', 'p', 'v', 'm')
        and not has_table_privilege('ledger_app', c.oid, 'SELECT')
        """);

    private static async Task<Outcome> OutcomeAsync(NpgsqlConnection session, string statement)
    {
        try
        {
            await ScalarAsync(session, statement);
            return Allowed;
        }
        catch (PostgresException refused)
            when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return Denied;
        }
        catch (PostgresException refused)
            when (refused.SqlState == PostgresErrorCodes.RestrictViolation
                && refused.MessageText.StartsWith(
                    "ledger is append-only", StringComparison.Ordinal))
        {
            return AppendOnly;
        }
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection session, string sql)
    {
        await using var command = new NpgsqlCommand(sql, session);
        return await command.ExecuteScalarAsync(Cancel) is { } found and not DBNull ? found : null;
    }
}
