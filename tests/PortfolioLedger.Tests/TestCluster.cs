using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PortfolioLedger.EmbeddedPostgres;
using PortfolioLedger.Journaling.Setup;
using PortfolioLedger.Tests;
using Testcontainers.PostgreSql;

[assembly: AssemblyFixture(typeof(TestCluster))]

namespace PortfolioLedger.Tests;

/// <summary>
/// The one PostgreSQL server of a test run, started by the first test that asks for a database
/// and stopped after the last test: the server <c>ConnectionStrings__Ledger</c> names, or a
/// container (<c>LEDGER_TEST_POSTGRES=container</c>), or a throw-away embedded one.
/// </summary>
public sealed class TestCluster : IAsyncDisposable
{
    private static readonly SemaphoreSlim Starting = new(1);
    private static string? connectionString;
    private static IAsyncDisposable? server;
    private static ImmutableSortedDictionary<string, string>? passwords;

    /// <summary>A database with the tables of a ledger, which is copied: made once for a run.
    /// </summary>
    private static TestDatabase? template;

    /// <summary>
    /// Keys and checkpoints of all the ledgers of the run; each has a folder of its own in it.
    /// </summary>
    private static readonly string AuditLog = TestFolder.New();

    /// <summary>Before anything reads its configuration.</summary>
    [ModuleInitializer]
    internal static void PutAuditLogsAside() =>
        Environment.SetEnvironmentVariable("AuditLog__Directory", AuditLog);

    /// <summary>
    /// A fresh, empty database; dropped when disposed. On a server of the tests it belongs to the
    /// ledger's owner.
    /// </summary>
    public static async Task<TestDatabase> CreateDatabaseAsync() =>
        await CreateAsync(await StartedAsync(), LedgerDatabase.Like);

    /// <summary>
    /// The same with the tables of a ledger in it, so that a host starts in a third of the time.
    /// </summary>
    public static async Task<TestDatabase> CreateLedgerAsync()
    {
        var maintenance = await StartedAsync();
        await Starting.WaitAsync();
        try
        {
            template ??= await MigratedAsync(
                await CreateAsync(maintenance, LedgerDatabase.Like));
        }
        finally
        {
            Starting.Release();
        }
        return await CreateAsync(maintenance, $"template {template.Name} strategy file_copy");
    }

    /// <summary>
    /// How the application reaches a database: on a server of the tests by the ledger's roles, on a
    /// server of one's own by the account that was given.
    /// </summary>
    /// <param name="superuser">As the tests reach it, or through something in between.</param>
    public static LedgerConnections Separated(string superuser) =>
        As(superuser, DatabaseRoles.App) is { } app
            ? new(app, As(superuser, DatabaseRoles.Migrator)!)
            : LedgerConnections.Alone(superuser);

    /// <summary>The same for one role; null where there are none.</summary>
    internal static string? As(string superuser, string role)
    {
        var settings = new NpgsqlConnectionStringBuilder(superuser);
        if (connectionString is null || passwords is null
            || settings.Password != new NpgsqlConnectionStringBuilder(connectionString).Password)
            return null;
        (settings.Username, settings.Password) = (role, passwords[role]);
        return settings.ConnectionString;
    }

    /// <summary>Called by xunit after the last test, whatever its outcome.</summary>
    public async ValueTask DisposeAsync()
    {
        await Starting.WaitAsync();
        if (template is not null)
            await template.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
        (server, connectionString, passwords, template) = (null, null, null, null);
        TestFolder.Delete(AuditLog);
        Starting.Release();
    }

    private static async Task<TestDatabase> CreateAsync(string maintenance, string like)
    {
        var name = $"test_{Guid.NewGuid():n}";
        var owner = passwords is null ? "" : $"owner {DatabaseRoles.Owner}";
        await TestDatabase.ExecuteAsync(maintenance, $"create database {name} {owner} {like}");
        return new(maintenance, name);
    }

    /// <summary>
    /// With the tables that a first start makes, and no identity: each copy gets its own, and its
    /// own key, when it starts. Nobody stays connected.
    /// </summary>
    private static async Task<TestDatabase> MigratedAsync(TestDatabase database)
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddLedger(database.Connections);
        await using (var app = builder.Build())
            await app.Services.GetRequiredService<SchemaStart>().StartAsync(default);
        await TestDatabase.ExecuteAsync(database.ConnectionString, """
            alter table log.identity disable trigger append_only;
            delete from log.identity;
            alter table log.identity enable always trigger append_only;
            """);
        database.Disconnect();
        return database;
    }

    private static async Task<string> StartedAsync()
    {
        await Starting.WaitAsync();
        try
        {
            if (connectionString is not null)
                return connectionString;
            var started = await StartAsync();
            if (server is not null)
            {
                passwords = DatabaseRoles.NewPasswords();
                await DatabaseRoles.SetUpAsync(started, passwords, default);
            }
            return connectionString = started;
        }
        finally
        {
            Starting.Release();
        }
    }

    private static async Task<string> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("ConnectionStrings__Ledger") is { Length: > 0 } own)
            return own;
        if (Environment.GetEnvironmentVariable("LEDGER_TEST_POSTGRES") == "container")
            return await StartContainerAsync();
        await TestFolder.RemoveAbandonedAsync();
        var embedded = await EmbeddedServer.StartAsync(new()
        {
            DataDirectory = TestFolder.New(),
            Ephemeral = true,
            Settings = Quick,
        });
        server = embedded;
        return embedded.ConnectionString;
    }

    private static async Task<string> StartContainerAsync()
    {
        var container = new PostgreSqlBuilder("postgres:18").Build();
        server = container;
        await container.StartAsync();
        return container.GetConnectionString();
    }

    // What is thrown away need not survive a power cut.
    private static ImmutableSortedDictionary<string, string> Quick { get; } =
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal,
        [
            KeyValuePair.Create("fsync", "off"),
            KeyValuePair.Create("full_page_writes", "off"),
            KeyValuePair.Create("synchronous_commit", "off"),
            KeyValuePair.Create("max_connections", "400"),
        ]);
}

/// <summary>A database of one test or fixture.</summary>
public sealed class TestDatabase(string maintenance, string name) : IAsyncDisposable
{
    /// <summary>Of the database.</summary>
    public string Name => name;

    /// <summary>Npgsql connection string; sessions are in UTC.</summary>
    public string ConnectionString { get; } = new NpgsqlConnectionStringBuilder(maintenance)
    {
        Database = name,
        Timezone = "UTC",
        MaxPoolSize = 30,
    }.ConnectionString;

    /// <summary>As the application reaches it: by the ledger's roles where there are any.</summary>
    public LedgerConnections Connections => TestCluster.Separated(ConnectionString);

    /// <summary>Where a process of its own finds it.</summary>
    public void TellTo(ProcessStartInfo start)
    {
        start.Environment["ConnectionStrings__Ledger"] = Connections.App;
        start.Environment["ConnectionStrings__LedgerMigrator"] =
            Connections.AreSeparate ? Connections.Migrator : "";
    }

    /// <summary>Drops the database, cutting off whoever is still connected.</summary>
    public async ValueTask DisposeAsync()
    {
        Disconnect();
        await ExecuteAsync(maintenance, $"drop database if exists {name} with (force)");
    }

    /// <summary>Ends the connections that wait to be used again.</summary>
    public void Disconnect()
    {
        foreach (var used in (string[])
            [ConnectionString, Connections.App, Connections.Migrator, Connections.Owner])
            using (var connection = new NpgsqlConnection(used))
                NpgsqlConnection.ClearPool(connection);
    }

    internal static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
