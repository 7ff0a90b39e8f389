using Npgsql;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Journaling.Books;

/// <summary>
/// Loads the newest book of the portfolio with the longest history, beside the rest of the start:
/// whoever asks first finds it there, and the code that reads books compiled. It only saves time.
/// </summary>
internal sealed class WarmStart(NpgsqlDataSource source, BookKeeper keeper, ILogger<WarmStart> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var longest = source.CreateCommand(
                "select id from ledger.mt_streams order by version desc, timestamp desc limit 1"
            );
            if (
                Key.TryParse(
                    await longest.ExecuteScalarAsync(stoppingToken) as string,
                    out var portfolio
                )
            )
                await keeper.HeadAsync(portfolio, stoppingToken);
        }
        catch (Exception fault)
        {
            log.LogDebug(fault, "No book was loaded at the start");
        }
    }
}
