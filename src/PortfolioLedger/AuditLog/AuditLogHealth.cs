using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace PortfolioLedger.AuditLog;

/// <summary>
/// Whether the audit log follows every portfolio. Unhealthy is only what stops the recording; what
/// makes the proofs late or fewer is degraded.
/// </summary>
internal sealed class AuditLogHealth(
    NpgsqlDataSource source, LogKeeper keeper, UnsignedAge unsigned, AuditLogSettings settings)
    : IHealthCheck
{
    /// <summary>A checkpoint follows within a second; this is late.</summary>
    internal static readonly TimeSpan Late = TimeSpan.FromSeconds(10);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken)
    {
        try
        {
            var halted = await HaltedAsync(cancellationToken);
            var troubles = await TroublesAsync(cancellationToken);
            var detail = string.Join(" ", [.. halted, .. troubles]);
            return halted.Count > 0 ? HealthCheckResult.Unhealthy(detail)
                : troubles.Count > 0 ? HealthCheckResult.Degraded(detail)
                : HealthCheckResult.Healthy("Checkpoints follow every portfolio.");
        }
        catch (Exception fault) when (fault is NpgsqlException or OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The audit log cannot be reached.");
        }
    }

    private async Task<List<string>> HaltedAsync(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select h.portfolio, h.detail from log.halt h
            join ledger.mt_streams s on s.id = h.portfolio
            left join ledger.mt_events e on e.stream_id = s.id and e.version = s.version
            where h.epoch >= coalesce((e.headers->>'epoch')::int, 1)
            order by h.portfolio, h.epoch
            """);
        var halted = new List<string>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            halted.Add($"'{rows.GetString(0)}' is read-only, because its journal does not extend "
                + $"what was signed: {rows.GetString(1)}.");
        return halted;
    }

    private async Task<List<string>> TroublesAsync(CancellationToken cancel)
    {
        var troubles = new List<string>();
        if (keeper.Trouble is { } trouble)
            troubles.Add($"Nothing is signed: {trouble}");
        if (await unsigned.OldestAsync(cancel) is var (portfolio, age) && age > Late)
            troubles.Add(string.Create(CultureInfo.InvariantCulture,
                $"An event of '{portfolio}' has waited {age.TotalSeconds:0} s for a checkpoint."));
        foreach (var lasting in await LogTrouble.LastingAsync(
            source, Sources(settings), null, cancel))
            troubles.Add(lasting.Portfolio is { } about
                ? $"'{about}': {lasting.Detail}" : lasting.Detail);
        return troubles;
    }

    /// <summary>Who is asked by the settings as they are: others' troubles are over.</summary>
    internal static IEnumerable<string> Sources(AuditLogSettings settings) =>
        settings.TimeStamps is null ? settings.WitnessIds
            : settings.WitnessIds.Append(LogTrouble.TimeStamps);
}
