using JasperFx;
using JasperFx.Events;
using Marten;
using Npgsql;
using PortfolioLedger.Core.Kernel;
using Weasel.Core;

namespace PortfolioLedger.Journaling;

/// <summary>How the event store is set up: one stream per portfolio, named by its key.</summary>
public static class LedgerStore
{
    /// <summary>The schema of everything the journal stores.</summary>
    public const string Schema = "ledger";

    /// <summary>Marten as the journal uses it.</summary>
    public static void Configure(StoreOptions options, NpgsqlDataSource source)
    {
        options.Connection(source);
        options.DatabaseSchemaName = Schema;
        options.AutoCreateSchemaObjects = AutoCreate.None;
        options.Serializer(AsHashed());
        options.DisableNpgsqlLogging = true;
        var events = options.Events;
        events.StreamIdentity = StreamIdentity.AsString;
        // Stores the time each event carries: the database's clock, read under the stream's lock.
        events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        events.EnableUniqueIndexOnEventId = true;
        events.MetadataConfig.EnableAll();
        events.MetadataConfig.UserNameEnabled = true;
        foreach (var kind in Catalogue.All)
            events.MapEventType(kind.Type, kind.Name);
        options.Projections.Errors.SkipApplyErrors = false;
        options.Projections.Errors.SkipSerializationErrors = false;
        options.Projections.Errors.SkipUnknownEvents = false;
    }

    /// <summary>
    /// Writes exactly what leaves are hashed from. The store's own ways of asking for enums and
    /// casing replace the converters that spell them, so these are put back.
    /// </summary>
    private static Marten.Services.SystemTextJsonSerializer AsHashed()
    {
        var serializer = new Marten.Services.SystemTextJsonSerializer(LedgerJson.Create())
        {
            EnumStorage = EnumStorage.AsString,
            Casing = Casing.CamelCase,
        };
        serializer.Configure(json =>
        {
            json.Converters.Clear();
            foreach (var converter in LedgerJson.Stored.Converters)
                json.Converters.Add(converter);
        });
        return serializer;
    }

    /// <summary>
    /// The connections of the journal. Time-outs bound how long a frozen node can hold a portfolio.
    /// </summary>
    public static NpgsqlDataSource OpenSource(string connectionString) =>
        NpgsqlDataSource.Create(Settings(connectionString));

    /// <summary>The same before it is opened.</summary>
    internal static NpgsqlConnectionStringBuilder Settings(string connectionString) => new(connectionString)
    {
        Timezone = "UTC",
        ApplicationName = "portfolio-ledger",
        MaxPoolSize = 40,
        Timeout = 5,
        // Above lock_timeout: a lock that is not granted is said so by the server.
        CommandTimeout = 15,
        // No automatic preparation: after a refused statement of a batch the driver loses count.
        MaxAutoPrepare = 0,
        Options = "-c lock_timeout=10s -c idle_in_transaction_session_timeout=30s",
    };

    /// <summary>Brings the schema up to date; the application itself never changes it later.</summary>
    public static async Task MigrateAsync(IDocumentStore store, NpgsqlDataSource source, CancellationToken cancel)
    {
        // Two nodes that start together take turns.
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using (var patient = new NpgsqlCommand("set lock_timeout = 0", connection))
            await patient.ExecuteNonQueryAsync(cancel);
        await using (var wait = new NpgsqlCommand("select pg_advisory_lock(7301)", connection) { CommandTimeout = 0 })
            await wait.ExecuteNonQueryAsync(cancel);
        try
        {
            await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate);
            foreach (var script in (string[])["ledger-schema.sql", "import-schema.sql", "scenario-schema.sql", "read-models.sql", "reports.sql"])
            {
                await using var own = new NpgsqlCommand(Script(script), connection) { CommandTimeout = 0 };
                await own.ExecuteNonQueryAsync(cancel);
            }
        }
        finally
        {
            await using var release = new NpgsqlCommand("select pg_advisory_unlock(7301)", connection);
            await release.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private static string Script(string name)
    {
        using var stream = typeof(LedgerStore).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
