using System.Globalization;
using Npgsql;

namespace PortfolioLedger.EmbeddedPostgres;

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

    private LedgerDatabase(string connectionString, EmbeddedServer? server)
    {
        ConnectionString = connectionString;
        this.server = server;
    }

    /// <summary>Npgsql connection string; sessions are in UTC.</summary>
    public string ConnectionString { get; }

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

    /// <summary>One line for the start-up banner; never the password.</summary>
    public string Describe()
    {
        var at = new NpgsqlConnectionStringBuilder(ConnectionString);
        return server is null
            ? $"database {at.Database} on {at.Host}:{at.Port}"
            : $"embedded PostgreSQL, data in {server.DataDirectory}";
    }

    /// <summary>Refuses a database that holds no ledger: no journal was ever set up in it.
    /// </summary>
    /// <exception cref="NoLedgerException">There is none.</exception>
    public async Task RequireLedgerAsync(CancellationToken cancel = default)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(
            "select to_regclass('ledger.mt_events') is not null", connection);
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
        if (configuration.GetConnectionString("Ledger") is { Length: > 0 } given)
            return await OnOwnServerAsync(given, mustExist, cancel);
        var options = Options(configuration, log) with { MustExist = mustExist };
        var server = await open(options, cancel);
        try
        {
            var connectionString = server.ConnectionStringTo(Name);
            await RequireDatabaseAsync(connectionString, mustExist
                ? () => NoLedgerException.In(server.DataDirectory, options.DataDirectory)
                : null, cancel);
            return new(connectionString, server);
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

    private static async Task<LedgerDatabase> OnOwnServerAsync(
        string given, bool mustExist, CancellationToken cancel)
    {
        try
        {
            var connectionString =
                new NpgsqlConnectionStringBuilder(given) { Timezone = "UTC" }.ConnectionString;
            var opened = new LedgerDatabase(connectionString, null);
            await RequireDatabaseAsync(connectionString, mustExist
                ? () => NoLedgerException.Of(opened.Describe()) : null, cancel);
            return opened;
        }
        catch (ArgumentException error)
        {
            // The library's words may repeat the text, and so a password.
            throw new EmbeddedServerException(
                "ConnectionStrings__Ledger is no connection string; it must look like "
                + "Host=localhost;Database=ledger;Username=ledger;Password=…. Correct it, or "
                + "remove it to use the embedded PostgreSQL.", error);
        }
        catch (NpgsqlException error)
        {
            throw new EmbeddedServerException(
                "The PostgreSQL server that ConnectionStrings__Ledger names cannot be used: "
                + $"{error.Message} Correct the connection string, or remove it to use the "
                + "embedded PostgreSQL.", error);
        }
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
