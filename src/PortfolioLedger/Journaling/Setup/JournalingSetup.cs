using Marten;
using Npgsql;
using PortfolioLedger.EmbeddedPostgres;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Journaling.Setup;

/// <summary>
/// What the journal consists of: the store, its reader, its writer, and the books of it.
/// </summary>
public static class JournalingSetup
{
    /// <summary>Adds the journal on a database; its schema is applied at the start.</summary>
    public static void AddJournaling(
        this IServiceCollection services, LedgerConnections connections)
    {
        var connectionString = connections.App;
        services.AddSingleton(connections);
        services.AddSingleton(_ => LedgerStore.OpenSource(connectionString));
        services.AddMarten(sp =>
        {
            var options = new StoreOptions();
            LedgerStore.Configure(options, sp.GetRequiredService<NpgsqlDataSource>());
            return options;
        }).UseLightweightSessions();
        services.AddSingleton<JournalReader>();
        services.AddSingleton<BookSnapshots>();
        services.AddSingleton(sp => MemoryBudget.Read(sp.GetRequiredService<IConfiguration>()));
        services.AddSingleton<BookKeeper>();
        services.AddSingleton<IPortfolioList>(sp => sp.GetRequiredService<BookKeeper>());
        services.AddSingleton<ReceiptSecret>();
        services.AddSingleton(sp => new JournalSessions(
            LedgerStore.Settings(connectionString), sp.GetRequiredService<NpgsqlDataSource>()));
        services.AddSingleton<BatchWriter>();
        services.AddSingleton<Journal>();
        services.AddSingleton<HistoryWriter>();
        services.AddSingleton<ReversalWriter>();
        services.AddSingleton<SchemaStart>();
        services.AddHostedService(sp => sp.GetRequiredService<SchemaStart>());
        services.AddHostedService<WarmStart>();
        services.AddHostedService<BookGauges>();
    }
}
