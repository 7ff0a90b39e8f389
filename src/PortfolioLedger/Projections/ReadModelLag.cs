using System.Diagnostics.Metrics;
using Npgsql;
using PortfolioLedger.Telemetry;

namespace PortfolioLedger.Projections;

/// <summary>
/// Looks every few seconds how far the read models are behind, for whoever watches: instruments are
/// read without waiting, so the database is asked beforehand.
/// </summary>
internal sealed class ReadModelLag : BackgroundService
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource _source;
    private long _behind;
    private long _parked;

    public ReadModelLag(IMeterFactory meters, NpgsqlDataSource source)
    {
        _source = source;
        var meter = meters.Create(LedgerMetrics.Name);
        meter.CreateObservableGauge("ledger.read.models.lag", () => Volatile.Read(ref _behind),
            "{event}", "Events that the stored read models of all portfolios still lack.");
        meter.CreateObservableGauge("ledger.read.models.parked", () => Volatile.Read(ref _parked),
            "{portfolio}", "Portfolios whose read models stand still.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Often);
        do
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (NpgsqlException)
            {
                // The database is away: readiness says so, and the last figures stay.
            }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken cancel)
    {
        await using var command = _source.CreateCommand("""
            select coalesce(sum(s.version - coalesce(r.position, 0)), 0)::bigint,
                (select count(*) from ledger.parked_portfolio p where p.projection_version = l.version)
            from ledger.read_model_live l
            left join ledger.mt_streams s on not exists (
                select from ledger.moved_portfolio m where m.portfolio = s.id)
            left join ledger.read_model r on r.projection_version = l.version and r.portfolio = s.id
            group by l.version
            """);
        await using var row = await command.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel))
            return;
        Volatile.Write(ref _behind, row.GetInt64(0));
        Volatile.Write(ref _parked, row.GetInt64(1));
    }
}
