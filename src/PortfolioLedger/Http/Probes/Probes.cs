using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using OpenTelemetry.Metrics;
using PortfolioLedger.Access;

namespace PortfolioLedger.Http.Probes;

/// <summary>Whether the ledger lives, whether it can take requests, and its metrics.</summary>
internal static class Probes
{
    /// <summary>Adds what readiness depends on.</summary>
    public static void AddProbes(this IServiceCollection services, DrainSettings drain)
    {
        services.AddSingleton(drain);
        services.AddSingleton<Draining>();
        services.AddHostedService(sp => sp.GetRequiredService<Draining>());
        // What was begun is finished behind it.
        services.Configure<HostOptions>(host => host.ShutdownTimeout += drain.For);
        services
            .AddHealthChecks()
            .AddCheck<DatabaseHealth>("database", timeout: TimeSpan.FromSeconds(5))
            .AddCheck<Draining>(Draining.Check);
    }

    /// <summary>
    /// Maps <c>/health/live</c>, <c>/health/ready</c>, and <c>/metrics</c> in the form of
    /// Prometheus.
    /// </summary>
    public static void MapProbes(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks(
                "/health/live",
                new() { Predicate = _ => false, ResponseWriter = WriteAsync }
            )
            .OpenToAll()
            .ReadOnly();
        var draining = app.ServiceProvider.GetRequiredService<Draining>();
        app.MapHealthChecks("/health/ready", new()
        {
            // One that drains says so at once: what else readiness depends on may take seconds.
            Predicate = check => !draining.IsDraining || check.Name == Draining.Check,
            ResponseWriter = WriteAsync,
        })
            .OpenToAll()
            .ReadOnly();
        // The application of another database is measured with the first one.
        if (app.ServiceProvider.GetService<MeterProvider>() is not null)
            app.MapPrometheusScrapingEndpoint("/metrics").OpenToAll().ReadOnly();
    }

    private static Task WriteAsync(HttpContext http, HealthReport report) =>
        http.Response.WriteAsJsonAsync(
            new
            {
                status = report.Status.ToString().ToLowerInvariant(),
                checks = report.Entries.ToDictionary(
                    e => e.Key,
                    e => new
                    {
                        status = e.Value.Status.ToString().ToLowerInvariant(),
                        detail = e.Value.Description,
                    }
                ),
            }
        );
}

/// <summary>The journal can be read and written.</summary>
internal sealed class DatabaseHealth(NpgsqlDataSource source) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await using var command = source.CreateCommand(
                "select pg_is_in_recovery() from ledger.secret limit 1"
            );
            return await command.ExecuteScalarAsync(cancellationToken) is false
                ? HealthCheckResult.Healthy("The journal can be written.")
                : HealthCheckResult.Unhealthy("The database is a read-only replica.");
        }
        catch (Exception fault)
            when (fault
                    is NpgsqlException
                        or OperationCanceledException
                        or InvalidOperationException
            )
        {
            return HealthCheckResult.Unhealthy("The database cannot be reached.");
        }
    }
}
