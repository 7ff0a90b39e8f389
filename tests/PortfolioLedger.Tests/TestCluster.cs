using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Npgsql;
using PortfolioLedger.EmbeddedPostgres;
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

    /// <summary>
    /// Keys and checkpoints of all the ledgers of the run; each has a folder of its own in it.
    /// </summary>
    private static readonly string AuditLog = TestFolder.New();

    /// <summary>Before anything reads its configuration.</summary>
    [ModuleInitializer]
    internal static void PutAuditLogsAside() =>
        Environment.SetEnvironmentVariable("AuditLog__Directory", AuditLog);

    /// <summary>A fresh, empty database; dropped when disposed.</summary>
    public static async Task<TestDatabase> CreateDatabaseAsync()
    {
        var name = $"test_{Guid.NewGuid():n}";
        var maintenance = await StartedAsync();
        await TestDatabase.ExecuteAsync(
            maintenance, $"create database {name} {LedgerDatabase.Like}");
        return new(maintenance, name);
    }

    /// <summary>Called by xunit after the last test, whatever its outcome.</summary>
    public async ValueTask DisposeAsync()
    {
        await Starting.WaitAsync();
        if (server is not null)
            await server.DisposeAsync();
        (server, connectionString) = (null, null);
        TestFolder.Delete(AuditLog);
        Starting.Release();
    }

    private static async Task<string> StartedAsync()
    {
        await Starting.WaitAsync();
        try
        {
            return connectionString ??= await StartAsync();
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
    /// <summary>Npgsql connection string; sessions are in UTC.</summary>
    public string ConnectionString { get; } = new NpgsqlConnectionStringBuilder(maintenance)
    {
        Database = name,
        Timezone = "UTC",
        MaxPoolSize = 30,
    }.ConnectionString;

    /// <summary>Drops the database, cutting off whoever is still connected.</summary>
    public async ValueTask DisposeAsync()
    {
        await using (var connection = new NpgsqlConnection(ConnectionString))
            NpgsqlConnection.ClearPool(connection);
        await ExecuteAsync(maintenance, $"drop database if exists {name} with (force)");
    }

    internal static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
