using JasperFx;
using JasperFx.Events;
using Marten;
using Npgsql;
using PortfolioLedger.Core;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.EmbeddedPostgres;
using PortfolioLedger.Journaling.Writing;
using Weasel.Core;

namespace PortfolioLedger.Journaling.Setup;

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

    /// <summary>The few connections of a migration, as the role that owns the tables.</summary>
    internal static NpgsqlDataSource OpenOwnerSource(LedgerConnections connections)
    {
        var settings = Settings(connections.Owner);
        settings.MaxPoolSize = 5;
        settings.ApplicationName = "portfolio-ledger-migration";
        // What the owner's string says of the role stays.
        settings.Options += " " + new NpgsqlConnectionStringBuilder(connections.Owner).Options;
        return NpgsqlDataSource.Create(settings);
    }

    /// <summary>The same before it is opened.</summary>
    internal static NpgsqlConnectionStringBuilder Settings(string connectionString) =>
        new(connectionString)
        {
            Timezone = "UTC",
            ApplicationName = "portfolio-ledger",
            MaxPoolSize = 40,
            Timeout = 5,
            // Above lock_timeout: a lock that is not granted is said so by the server.
            CommandTimeout = 15,
            // No automatic preparation: after a refused statement of a batch the driver loses
            // count.
            MaxAutoPrepare = 0,
            Options = "-c lock_timeout=10s -c idle_in_transaction_session_timeout=30s",
        };
}
