using PortfolioLedger.EmbeddedPostgres;

namespace PortfolioLedger.Journaling.Setup;

/// <summary>Brings the schema up to date before the first request.</summary>
public sealed class SchemaStart(LedgerConnections connections, IEnumerable<IMigrationStep> steps)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        LedgerSchema.MigrateAsync(connections, steps, cancellationToken);

    /// <summary>
    /// For a verb, which starts often: nothing to do where a program of this release was here.
    /// </summary>
    public async Task EnsureAsync(CancellationToken cancel)
    {
        if (!await LedgerSchema.IsCurrentAsync(connections, cancel))
            await StartAsync(cancel);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
