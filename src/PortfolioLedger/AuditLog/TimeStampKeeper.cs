using Npgsql;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Telemetry;

namespace PortfolioLedger.AuditLog;

/// <summary>
/// Has the newest checkpoint of each portfolio with new events stamped, as often as was agreed; one
/// node at a time. Nothing waits for it.
/// </summary>
internal sealed class TimeStampKeeper(
    AuditLogSettings settings, NpgsqlDataSource source, TimeProvider clock,
    ILogger<TimeStampKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    private readonly BackOff _backOff = new(clock);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.TimeStamps is not { } authority)
            return;
        using var client = new TimeStampClient(authority, clock);
        while (!stoppingToken.IsCancellationRequested)
            try
            {
                if (!_backOff.Waits)
                    await RoundAsync(authority, client, stoppingToken);
                await Task.Delay(Look, stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("Time stamps wait: {Fault}", fault.Message);
                await Task.Delay(Look, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // What was cut off is asked again after the next start.
            }
    }

    private async Task RoundAsync(
        TimeStampSettings authority, TimeStampClient client, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        foreach (var portfolio in await TimeStampRows.DueAsync(
            connection, authority.Every, null, stop))
        {
            await using var turn = await connection.BeginTransactionAsync(stop);
            if (!await TimeStampRows.TryLockAsync(connection, stop))
                return;
            try
            {
                await StampAsync(connection, portfolio, authority, client, stop);
                await turn.CommitAsync(stop);
            }
            catch (TimeStampException trouble)
            {
                await TellAsync(trouble, stop);
                return;
            }
        }
    }

    private async Task StampAsync(
        NpgsqlConnection connection, Key portfolio, TimeStampSettings authority,
        TimeStampClient client, CancellationToken stop)
    {
        // Another node may have been faster.
        if ((await TimeStampRows.DueAsync(connection, authority.Every, portfolio, stop)).IsEmpty)
            return;
        var newest = (await LogRows.NewestAsync(connection, portfolio, stop))!;
        var stated = await client.StampAsync(newest.ToNote(), newest.SignedAt, stop);
        await TimeStampRows.AddAsync(connection, portfolio, newest, stated, stop);
        LedgerMetrics.CountTimeStamp("kept");
        if (_backOff.Succeed())
            log.LogInformation("The time-stamp authority stamps again");
    }

    private async Task TellAsync(TimeStampException trouble, CancellationToken stop)
    {
        _backOff.Fail();
        LedgerMetrics.CountTimeStamp(trouble.Kind);
        var kept = new LogTrouble(LogTrouble.TimeStamps, null, trouble.Kind,
            $"The time-stamp authority {trouble.Message}.");
        if (await kept.KeepAsync(source, null, stop))
            log.LogWarning("Checkpoints are not stamped: {Detail}", kept.Detail);
    }
}
