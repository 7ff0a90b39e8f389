using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Projections;

/// <summary>Whether the read models of every portfolio can follow its journal.</summary>
internal sealed class ReadModelHealth(NpgsqlDataSource source) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = source.CreateCommand("""
                select portfolio, position, type, error from ledger.parked_portfolio
                where projection_version = (select version from ledger.read_model_live)
                order by portfolio
                """);
            var parked = new List<string>();
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
                parked.Add($"'{rows.GetString(0)}' stands still before position {rows.GetInt64(1)} "
                    + $"({rows.GetString(2)}): {rows.GetString(3)}");
            return parked.Count == 0
                ? HealthCheckResult.Healthy("The read models follow every portfolio.")
                : HealthCheckResult.Unhealthy(string.Join(" ", parked));
        }
        catch (Exception fault) when (fault is NpgsqlException or OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The read models cannot be reached.");
        }
    }
}
