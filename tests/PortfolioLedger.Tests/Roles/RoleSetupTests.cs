using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PortfolioLedger.Access;
using PortfolioLedger.Cli;
using PortfolioLedger.Doctor;
using PortfolioLedger.EmbeddedPostgres;
using PortfolioLedger.Journaling.Setup;
using PortfolioLedger.Tests.Cli;
using PortfolioLedger.Tests.Doctor;
using PortfolioLedger.Tests.EmbeddedPostgres;
using PortfolioLedger.Tests.Journaling;
using static PortfolioLedger.Tests.Journaling.Orders;

namespace PortfolioLedger.Tests.Roles;

/// <summary>How a ledger comes to its roles, and how it runs without them.</summary>
public sealed class RoleSetupTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Databases_of_one_server_that_begin_at_once_share_the_roles()
    {
        await using var home = new Home();
        await using var server = await home.StartAsync();
        var names = Enumerable.Range(0, 8).Select(i => $"ledger_{i}").ToArray();
        foreach (var name in names)
            await TestDatabase.ExecuteAsync(
                server.ConnectionString, $"create database {name} {LedgerDatabase.Like}");

        await Task.WhenAll(names.SelectMany(name => Enumerable.Repeat(name, 2)).Select(
            name => server.SetUpRolesAsync(name, Cancel)));

        foreach (var name in names)
        {
            await LedgerSchema.MigrateAsync(Connections(server, name), [], Cancel);
            Assert.Equal(0, await Home.QueryAsync<long>(
                server.ConnectionStringTo(name, DatabaseRoles.App),
                "select count(*) from ledger.mt_events"));
        }
    }

    [Fact]
    public async Task A_data_directory_of_an_earlier_release_is_handed_to_the_owner_with_its_history()
    {
        await using var home = new Home();
        await using (var server = await home.StartAsync())
        {
            // As it was: the superuser owns everything and the file knows no roles.
            await TestDatabase.ExecuteAsync(
                server.ConnectionString, $"create database ledger {LedgerDatabase.Like}");
            var superuser = server.ConnectionStringTo("ledger");
            await LedgerSchema.MigrateAsync(LedgerConnections.Alone(superuser), [], Cancel);
            await using var node = JournalNode.Restarted(superuser);
            await node.OpenAsync(Capital);
            Assert.Equal(0, await Home.QueryAsync<long>(server.ConnectionString,
                "select count(*) from pg_roles where rolname like 'ledger\\_%'"));
        }
        var file = JsonNode.Parse(await File.ReadAllTextAsync(home["connection.json"], Cancel))!;
        file.AsObject().Remove("roles");
        await File.WriteAllTextAsync(home["connection.json"], file.ToJsonString(), Cancel);

        await using var database = await LedgerDatabase.ServeAsync(
            Configuration(("Ledger:DataDirectory", home.Path)), NullLogger.Instance, Cancel);
        await LedgerSchema.MigrateAsync(database.Connections, [], Cancel);

        await using var app = JournalNode.Restarted(database.ConnectionString);
        await app.Record(Capital, Department("works"));
        Assert.Equal(2, (await app.AllAsync(Capital)).Count);
        Assert.Equal(CheckStatus.Ok, (await RolesAsync(app)).Status);
        await using var running = await home.FindOrStartAsync();
        Assert.Equal("ledger_owner", await Home.QueryAsync<string>(
            running.ConnectionStringTo("ledger"), """
                select string_agg(distinct pg_get_userbyid(relowner), ', ')::text from pg_class
                where relnamespace in ('ledger'::regnamespace, 'bi'::regnamespace)
                """));
    }

    [Fact]
    public async Task An_account_that_does_everything_still_does_and_doctor_says_how_to_separate_it()
    {
        await using var home = new Home();
        await using var server = await home.StartAsync();
        var alone = await OneAccountAsync(server);
        await using (var node = await JournalNode.StartAsync(alone))
        {
            await node.OpenAsync(Capital);
            var roles = await RolesAsync(node);
            Assert.Equal(CheckStatus.Warning, roles.Status);
            Assert.Contains("solo owns the tables", roles.Detail, StringComparison.Ordinal);
            Assert.Contains("ops/postgresql/roles.sql", roles.Detail, StringComparison.Ordinal);
        }
        await using var superuser = JournalNode.Restarted(server.ConnectionStringTo("plan"));
        Assert.Contains("is a superuser", (await RolesAsync(superuser)).Detail,
            StringComparison.Ordinal);
        Assert.Equal(0, new DoctorReport([await RolesAsync(superuser)]).ExitCode);
    }

    [Fact]
    public async Task The_shipped_script_separates_the_roles_of_a_ledger_that_one_account_owned()
    {
        Assert.SkipUnless(ServerTools.HasPsql, "psql is missing: it runs the script.");
        await using var home = new Home();
        await using var server = await home.StartAsync();
        var alone = await OneAccountAsync(server);
        await using (var node = await JournalNode.StartAsync(alone))
            await node.OpenAsync(Capital);

        for (var again = 0; again < 2; again++)
        {
            var (code, said) = await PsqlAsync(server, "plan",
                ("LEDGER_APP_PASSWORD", "a'pp"), ("LEDGER_MIGRATOR_PASSWORD", "made"));
            Assert.True(code == 0, said);
        }

        var connections = new LedgerConnections(
            As(server, "plan", "ledger_app", "a'pp"),
            As(server, "plan", "ledger_migrator", "made"));
        await LedgerSchema.MigrateAsync(connections, [], Cancel);
        await using var app = JournalNode.Restarted(connections.App);
        await app.Record(Capital, Department("works"));
        Assert.Equal(CheckStatus.Ok, (await RolesAsync(app)).Status);
        // Its former account keeps no way back, and one without a password none in.
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<
            PostgresException>(() => Home.QueryAsync<long>(
                alone, "select count(*) from ledger.mt_events"))).SqlState);
        Assert.Equal(PostgresErrorCodes.InvalidPassword, (await Assert.ThrowsAsync<
            PostgresException>(() => Home.QueryAsync<int>(
                As(server, "plan", "ledger_bi", "guess"), "select 1"))).SqlState);
    }

    [Fact]
    public async Task A_node_without_the_migrators_account_runs_on_tables_that_are_up_to_date()
    {
        await using var home = new Home();
        await using var server = await home.StartAsync();
        await TestDatabase.ExecuteAsync(
            server.ConnectionString, $"create database ledger {LedgerDatabase.Like}");
        await server.SetUpRolesAsync("ledger", Cancel);
        var both = Connections(server, "ledger");
        var app = LedgerConnections.Alone(both.App);
        Assert.Contains("may not create", await RefusedAsync(app), StringComparison.Ordinal);
        await LedgerSchema.MigrateAsync(both, [], Cancel);

        await LedgerSchema.MigrateAsync(app, [], Cancel);
        await LedgerSchema.RequireRightsAsync(app, Cancel);

        await TestDatabase.ExecuteAsync(server.ConnectionStringTo("ledger"),
            $"update ledger.schema_revision set revision = {LedgerSchema.Revision - 1}");
        var refused = await RefusedAsync(app);
        Assert.Contains("ledger_owner", refused, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__LedgerMigrator", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migrator_that_is_not_set_up_is_told_which_script_does_it()
    {
        await using var home = new Home();
        await using var server = await home.StartAsync();
        var alone = await OneAccountAsync(server);
        var refused = await RefusedAsync(new(server.ConnectionStringTo("plan"), alone));
        Assert.Contains("ops/postgresql/roles.sql", refused, StringComparison.Ordinal);

        await server.SetUpRolesAsync("plan", Cancel);
        refused = await RefusedAsync(new(server.ConnectionStringTo("plan"), alone));
        Assert.Contains("cannot act as ledger_owner", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_right_too_many_is_a_fault_that_a_start_sets_right()
    {
        await using var database = await TestCluster.CreateDatabaseAsync();
        Assert.SkipUnless(database.Connections.AreSeparate, "This server has no roles.");
        await using var node = await JournalNode.StartAsync(database.ConnectionString);
        await node.ExecuteAsync("""
            grant update on ledger.mt_events to ledger_app;
            grant delete on ledger.mt_streams to public;
            grant select on ledger.secret to ledger_auditor;
            grant insert on ledger.mt_events to ledger_bi
            """);
        var roles = await RolesAsync(node);
        Assert.Equal(CheckStatus.Failed, roles.Status);
        foreach (var excess in (string[])["ledger_app may UPDATE on", "ledger_app may DELETE on",
            "ledger_auditor may read", "ledger_bi may INSERT on"])
            Assert.Contains(excess, roles.Detail, StringComparison.Ordinal);
        await node.ExecuteAsync("revoke delete on ledger.mt_streams from public");

        await LedgerSchema.MigrateAsync(database.Connections, [], Cancel);

        Assert.Equal(CheckStatus.Ok, (await RolesAsync(node)).Status);
    }

    [Fact]
    public async Task Both_connection_strings_name_the_same_database()
    {
        await using var one = await TestCluster.CreateDatabaseAsync();
        await using var other = await TestCluster.CreateDatabaseAsync();
        var refused = await Assert.ThrowsAsync<EmbeddedServerException>(() =>
            LedgerDatabase.ServeAsync(Configuration(
                ("ConnectionStrings:Ledger", one.Connections.App),
                ("ConnectionStrings:LedgerMigrator", other.Connections.Migrator)),
                NullLogger.Instance, Cancel));
        Assert.Contains("Name the same one in both", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migrators_account_alone_is_refused()
    {
        var refused = await Assert.ThrowsAsync<EmbeddedServerException>(() =>
            LedgerDatabase.ServeAsync(Configuration(
                ("ConnectionStrings:LedgerMigrator", "Host=127.0.0.1;Password=secret")),
                NullLogger.Instance, Cancel));
        Assert.Contains("ConnectionStrings__Ledger is not", refused.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<Finding> RolesAsync(JournalNode node)
    {
        await using var connection = await node.Source.OpenConnectionAsync(Cancel);
        return await RoleChecks.RolesAsync(connection, Cancel);
    }

    private static async Task<string> RefusedAsync(LedgerConnections connections) =>
        (await Assert.ThrowsAsync<StartRefusedException>(
            () => LedgerSchema.RequireRightsAsync(connections, Cancel))).Message;

    /// <summary>A database whose tables one account makes and uses, as before there were roles.
    /// </summary>
    private static async Task<string> OneAccountAsync(EmbeddedServer server)
    {
        await TestDatabase.ExecuteAsync(
            server.ConnectionString, "create role solo login password 'alone'");
        await TestDatabase.ExecuteAsync(
            server.ConnectionString, $"create database plan owner solo {LedgerDatabase.Like}");
        return As(server, "plan", "solo", "alone");
    }

    private static LedgerConnections Connections(EmbeddedServer server, string database) => new(
        server.ConnectionStringTo(database, DatabaseRoles.App),
        server.ConnectionStringTo(database, DatabaseRoles.Migrator));

    private static string As(
        EmbeddedServer server, string database, string user, string password) =>
        new NpgsqlConnectionStringBuilder(server.ConnectionStringTo(database))
        {
            Username = user,
            Password = password,
        }.ConnectionString;

    private static async Task<(int Code, string Said)> PsqlAsync(
        EmbeddedServer server, string database, params (string Name, string Value)[] environment)
    {
        var superuser = new NpgsqlConnectionStringBuilder(server.ConnectionString);
        var start = new ProcessStartInfo("psql", ["-X", "-h", superuser.Host!, "-p",
            $"{superuser.Port}", "-U", superuser.Username!, "-d", database,
            "-f", RepositoryFolder.PathOf("ops/postgresql/roles.sql")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PGPASSWORD"] = superuser.Password;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var (code, output, errors) = await VerbProcess.RunAsync(start);
        return (code, output + errors);
    }

    private static IConfiguration Configuration(params (string Name, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(
            settings.Select(s => KeyValuePair.Create(s.Name, s.Value))).Build();
}
