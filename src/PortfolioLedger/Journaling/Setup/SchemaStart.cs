using Marten;
using Npgsql;

namespace PortfolioLedger.Journaling.Setup;

/// <summary>Brings the schema up to date before the first request.</summary>
public sealed class SchemaStart(IDocumentStore store, NpgsqlDataSource source) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        LedgerSchema.MigrateAsync(store, source, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
