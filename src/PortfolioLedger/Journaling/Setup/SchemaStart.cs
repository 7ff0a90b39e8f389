using PortfolioLedger.EmbeddedPostgres;

namespace PortfolioLedger.Journaling.Setup;

/// <summary>Brings the schema up to date before the first request.</summary>
public sealed class SchemaStart(LedgerConnections connections, IEnumerable<IMigrationStep> steps)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        LedgerSchema.MigrateAsync(connections, steps, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
