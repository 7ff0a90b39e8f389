using System.Diagnostics.Metrics;
using Npgsql;
using PortfolioLedger.Telemetry;

namespace PortfolioLedger.AuditLog;

/// <summary>
/// Looks every few seconds how long the oldest event waits for a checkpoint, for whoever watches:
/// instruments are read without waiting, so the database is asked beforehand.
/// </summary>
internal sealed class UnsignedAge : BackgroundService
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(5);

    // Where the epoch is another, the first of its events is not known without a search; the last
    // one is younger than all others, so that nothing is called late that is not.
    private const string Oldest = """
        select s.id, extract(epoch from clock_timestamp() - e.timestamp)::float8 as age
        from ledger.mt_streams s
        join ledger.mt_events l on l.stream_id = s.id and l.version = s.version
        left join lateral (select c.epoch, c.size from log.checkpoint c
            where c.portfolio = s.id order by c.epoch desc, c.size desc limit 1) n on true
        join ledger.mt_events e on e.stream_id = s.id and e.version = case
            when n.epoch is null then 1
            when n.epoch = coalesce((l.headers->>'epoch')::int, 1) then n.size + 1
            else s.version end
        where not exists (select 1 from log.halt h where h.portfolio = s.id
            and h.epoch >= coalesce((l.headers->>'epoch')::int, 1))
        order by age desc limit 1
        """;

    /// <summary>Probes of several proxies ask at the same time: they share an answer.</summary>
    private static readonly TimeSpan Served = TimeSpan.FromSeconds(1);

    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _looking = new(1);
    private (string Portfolio, TimeSpan Age)? _oldest;
    private long? _lookedAt;
    private double _seconds;

    public UnsignedAge(IMeterFactory meters, NpgsqlDataSource source, TimeProvider clock)
    {
        (_source, _clock) = (source, clock);
        meters.Create(LedgerMetrics.Name).CreateObservableGauge(
            "ledger.log.unsigned.age", () => Volatile.Read(ref _seconds), "s",
            "How long the oldest event without a checkpoint has waited; 0 when there is none.");
    }

    /// <summary>
    /// The portfolio whose event waits longest for a checkpoint, and how long it had waited at most
    /// a second ago; null if none waits. What is read-only waits for somebody else.
    /// </summary>
    public async Task<(string Portfolio, TimeSpan Age)?> OldestAsync(CancellationToken cancel)
    {
        await _looking.WaitAsync(cancel);
        try
        {
            if (_lookedAt is { } at && _clock.GetElapsedTime(at) < Served)
                return _oldest;
            // It looks at every portfolio, so that thousands of them take a while.
            await using var command = _source.CreateCommand(Oldest);
            await using var row = await command.ExecuteReaderAsync(cancel);
            _oldest = await row.ReadAsync(cancel)
                ? (row.GetString(0), TimeSpan.FromSeconds(Math.Max(0, row.GetDouble(1)))) : null;
            _lookedAt = _clock.GetTimestamp();
            return _oldest;
        }
        finally
        {
            _looking.Release();
        }
    }

    public override void Dispose()
    {
        _looking.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Often);
        do
            try
            {
                var oldest = await OldestAsync(stoppingToken);
                Volatile.Write(ref _seconds, oldest?.Age.TotalSeconds ?? 0);
            }
            catch (NpgsqlException)
            {
                // The database is away: readiness says so, and the last figure stays.
            }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
