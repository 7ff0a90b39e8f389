using System.Runtime.CompilerServices;
using JasperFx.Events.Daemon;
using Marten;
using Marten.Events.Daemon.Coordination;
using Marten.Services.Json.Transformations;
using Npgsql;
using PortfolioLedger.Core;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Setup;

namespace PortfolioLedger.Projections;

/// <summary>
/// Runs the read models on one node at a time. It has a store and connections of its own: the lock
/// that decides which node leads sits idle in its transaction, which the journal's would cut off.
/// It starts beside the server: no answer waits for it.
/// </summary>
internal sealed class ReadModelDaemon(
    ReadModels models, string connectionString, ILogger<ProjectionCoordinator> log)
    : BackgroundService, IAsyncDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    private NpgsqlDataSource? _source;
    private DocumentStore? _store;
    private ProjectionCoordinator? _coordinator;
    private bool _isStarted;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
        {
            Timezone = "UTC",
            ApplicationName = "portfolio-ledger-read-models",
            MaxPoolSize = 10,
        });
        _store = DocumentStore.For(options => Configure(options, _source, models));
        _coordinator = new ProjectionCoordinator(_store, log);
        while (!stoppingToken.IsCancellationRequested)
            try
            {
                _isStarted = true;
                await _coordinator.StartAsync(stoppingToken);
                return;
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("The read models are not followed yet: {Fault}", fault.Message);
                await Task.Delay(Again, stoppingToken);
            }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_isStarted)
            await _coordinator!.StopAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        base.Dispose();
        // A host that is disposed without being stopped must give up its lead all the same.
        if (_coordinator is not null)
            await _coordinator.DisposeAsync();
        _store?.Dispose();
        if (_source is not null)
            await _source.DisposeAsync();
    }

    internal static void Configure(StoreOptions options, NpgsqlDataSource source, ReadModels models)
    {
        LedgerStore.Configure(options, source);
        options.Projections.AsyncMode = DaemonMode.HotCold;
        options.Events.UseAdvisoryLockTransaction = true;
        // Events are read by position from the journal itself; here they are only counted, so an
        // event that cannot be read must not stop the page it is in.
        options.Events.MetadataConfig.HeadersEnabled = false;
        options.Projections.Errors.SkipUnknownEvents = true;
        foreach (var kind in Catalogue.All)
            options.Events.Upcast(kind.Type, kind.Name, new JsonTransformation(
                (_, _, _) => RuntimeHelpers.GetUninitializedObject(kind.Type),
                (_, _, _, _) => new(RuntimeHelpers.GetUninitializedObject(kind.Type))));
        options.Events.Subscribe(models, subscription =>
        {
            subscription.Name = ReadModels.Name;
            // Each portfolio in a page costs as much as some hundred of its events.
            subscription.Options.BatchSize = 10_000;
        });
    }
}
