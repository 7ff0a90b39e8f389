using System.Globalization;
using Npgsql;

namespace PortfolioLedger.EmbeddedPostgres;

/// <summary>Where the database is, in words; never the password.</summary>
/// <param name="Words">As the start-up banner says it.</param>
public sealed record DatabasePlace(string Words);

/// <summary>
/// The database the ledger lives in: on the server that <c>ConnectionStrings:Ledger</c> names,
/// else on an embedded one in <c>Ledger:DataDirectory</c>. Made when missing by who may begin a
/// ledger: the serving app, and verbs that record a first portfolio.
/// </summary>
public sealed class LedgerDatabase : IAsyncDisposable
{
    /// <summary>What the ledger's database is like on every server: sorted by code point.</summary>
    internal const string Like =
        "template template0 encoding 'UTF8' locale_provider libc locale 'C'";

    private const string Name = "ledger";

    private readonly EmbeddedServer? server;

    private LedgerDatabase(LedgerConnections connections, EmbeddedServer? server)
    {
        Connections = connections;
        this.server = server;
    }

    /// <summary>Who works with it, and who makes its tables; sessions are in UTC.</summary>
    public LedgerConnections Connections { get; }

    /// <summary>Of everything that reads and records.</summary>
    public string ConnectionString => Connections.App;

    /// <summary>Where the embedded server's data lies; null with a server of one's own.</summary>
    public string? DataDirectory => server?.DataDirectory;

    /// <summary>Opens it for the serving app, which owns an embedded server.</summary>
    /// <exception cref="EmbeddedServerException">
    /// Another process serves the directory, or there is no usable PostgreSQL.
    /// </exception>
    public static Task<LedgerDatabase> ServeAsync(
        IConfiguration configuration, ILogger log, CancellationToken cancel = default) =>
        OpenAsync(configuration, log, EmbeddedServer.StartAsync, mustExist: false, cancel);

    /// <summary>
    /// Opens it for a command-line verb: on the running server, or on one of its own for as
    /// long as the result lives. Nothing is made where there is none.
    /// </summary>
    /// <exception cref="NoLedgerException">There is no such database.</exception>
    /// <exception cref="EmbeddedServerException">There is no usable PostgreSQL.</exception>
    public static Task<LedgerDatabase> UseAsync(
        IConfiguration configuration, ILogger log, CancellationToken cancel = default) =>
        OpenAsync(configuration, log, EmbeddedServer.FindOrStartAsync, mustExist: true, cancel);

    /// <summary>The same for a verb that may begin a ledger.</summary>
    /// <exception cref="EmbeddedServerException">There is no usable PostgreSQL.</exception>
    public static Task<LedgerDatabase> BeginAsync(
        IConfiguration configuration, ILogger log, CancellationToken cancel = default) =>
        OpenAsync(configuration, log, EmbeddedServer.FindOrStartAsync, mustExist: false, cancel);

    /// <summary>
    /// A database beside the first one, on a server of one's own; made when missing.
    /// </summary>
    /// <param name="settings">What the names of its two settings begin with.</param>
    /// <param name="app">Connection string of everything that reads and records.</param>
    /// <param name="migrator">Of what makes its tables; null where one account does both.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="EmbeddedServerException">It cannot be used.</exception>
    public static Task<LedgerConnections> OnServerAsync(
        string settings, string app, string? migrator, CancellationToken cancel) =>
        OnServerAsync(settings, app, migrator, mustExist: false, cancel);

    /// <summary>One line for the start-up banner; never the password.</summary>
    public string Describe() => server is null
        ? Describe(ConnectionString)
        : $"embedded PostgreSQL, data in {server.DataDirectory}";

    /// <summary>The same of a server of one's own.</summary>
    public static string Describe(string connectionString)
    {
        var at = new NpgsqlConnectionStringBuilder(connectionString);
        return $"database {at.Database} on {at.Host}:{at.Port}";
    }

    /// <summary>Refuses a database that holds no ledger: no journal was ever set up in it.
    /// </summary>
    /// <exception cref="NoLedgerException">There is none.</exception>
    public async Task RequireLedgerAsync(CancellationToken cancel = default)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(cancel);
        // By the catalogue: before the first start of this release the app may not enter yet.
        await using var command = new NpgsqlCommand("""
            select exists (select from pg_tables
                where schemaname = 'ledger' and tablename = 'mt_events')
            """, connection);
        if (await command.ExecuteScalarAsync(cancel) is not true)
            throw NoLedgerException.Of(Describe());
    }

    /// <summary>Stops an embedded server that this process owns.</summary>
    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<LedgerDatabase> OpenAsync(
        IConfiguration configuration, ILogger log,
        Func<EmbeddedServerOptions, CancellationToken, Task<EmbeddedServer>> open,
        bool mustExist, CancellationToken cancel)
    {
        var migrator = configuration.GetConnectionString("LedgerMigrator");
        if (configuration.GetConnectionString("Ledger") is { Length: > 0 } given)
            return new(await OnServerAsync(
                "ConnectionStrings__", given, migrator, mustExist, cancel), null);
        if (migrator is { Length: > 0 })
            throw new EmbeddedServerException(
                "ConnectionStrings__LedgerMigrator is set, and ConnectionStrings__Ledger is not. "
                + "Set both, or neither to use the embedded PostgreSQL.");
        var options = Options(configuration, log) with { MustExist = mustExist };
        var server = await open(options, cancel);
        try
        {
            await RequireDatabaseAsync(server.ConnectionStringTo(Name), mustExist
                ? () => NoLedgerException.In(server.DataDirectory, options.DataDirectory)
                : null, cancel);
            await server.SetUpRolesAsync(Name, cancel);
            return new(
                new(
                    server.ConnectionStringTo(Name, DatabaseRoles.App),
                    server.ConnectionStringTo(Name, DatabaseRoles.Migrator)
                ),
                server
            );
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private static EmbeddedServerOptions Options(IConfiguration configuration, ILogger log) => new()
    {
        DataDirectory = configuration["Ledger:DataDirectory"] is { Length: > 0 } chosen
            ? chosen
            : EmbeddedServerOptions.DefaultDataDirectory(),
        Log = log,
    };

    private static async Task<LedgerConnections> OnServerAsync(
        string settings, string given, string? migrator, bool mustExist, CancellationToken cancel)
    {
        var app = await UsableAsync(settings + "Ledger", given, async at =>
            await RequireDatabaseAsync(at, mustExist
                ? () => NoLedgerException.Of(Describe(at)) : null, cancel));
        if (migrator is not { Length: > 0 })
            return LedgerConnections.Alone(app);
        return new(app, await UsableAsync(settings + "LedgerMigrator", migrator, async at =>
            await RequireSameDatabaseAsync(settings, app, at, cancel)));
    }

    /// <summary>A connection string as given, in UTC, once it was found to be usable.</summary>
    private static async Task<string> UsableAsync(
        string setting, string given, Func<string, Task> require)
    {
        try
        {
            var connectionString =
                new NpgsqlConnectionStringBuilder(given) { Timezone = "UTC" }.ConnectionString;
            await require(connectionString);
            return connectionString;
        }
        catch (ArgumentException error)
        {
            // The library's words may repeat the text, and so a password.
            throw new EmbeddedServerException(
                $"{setting} is no connection string; it must look like "
                + "Host=localhost;Database=ledger;Username=ledger;Password=…. Correct it, or "
                + "remove it to use the embedded PostgreSQL.", error);
        }
        catch (NpgsqlException error)
        {
            throw new EmbeddedServerException(
                $"The PostgreSQL server that {setting} names cannot be used: "
                + $"{error.Message} Correct the connection string, or remove it to use the "
                + "embedded PostgreSQL.", error);
        }
    }

    /// <summary>Tables that are made in another database are of no use.</summary>
    private static async Task RequireSameDatabaseAsync(
        string settings, string app, string migrator, CancellationToken cancel)
    {
        var once = new NpgsqlConnectionStringBuilder(migrator) { Pooling = false };
        await using var connection = new NpgsqlConnection(once.ConnectionString);
        await connection.OpenAsync(cancel);
        var used = new NpgsqlConnectionStringBuilder(app).Database;
        if (connection.Database != used)
            throw new EmbeddedServerException(
                $"{settings}LedgerMigrator names the database {connection.Database}, and "
                + $"{settings}Ledger the database {used}. Name the same one in both.");
    }

    /// <summary>
    /// Makes sure that the database is there: made when missing, or the fault thrown.
    /// </summary>
    private static async Task RequireDatabaseAsync(
        string connectionString, Func<NoLedgerException>? missing, CancellationToken cancel)
    {
        try
        {
            await RequireVersionAsync(connectionString, cancel);
        }
        catch (PostgresException error)
            when (error.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            if (missing is not null)
                throw missing();
            await CreateAsync(connectionString, cancel);
            await RequireVersionAsync(connectionString, cancel);
        }
    }

    private static async Task RequireVersionAsync(
        string connectionString, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancel);
        if (connection.PostgreSqlVersion.Major < PostgresBinaries.MinMajorVersion)
            throw new EmbeddedServerException(string.Create(
                CultureInfo.InvariantCulture,
                $"The server runs PostgreSQL {connection.PostgreSqlVersion}; the ledger needs "
                + $"{PostgresBinaries.MinMajorVersion} or newer."));
    }

    private static async Task CreateAsync(string connectionString, CancellationToken cancel)
    {
        var target = new NpgsqlConnectionStringBuilder(connectionString);
        var name = new NpgsqlCommandBuilder().QuoteIdentifier(target.Database!);
        target.Database = "postgres";
        target.Pooling = false;
        await using var connection = new NpgsqlConnection(target.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand($"create database {name} {Like}", connection);
        try
        {
            await command.ExecuteNonQueryAsync(cancel);
        }
        catch (PostgresException error) when (error.SqlState
            is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another process made it in the same moment.
        }
    }
}
