using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace PortfolioLedger.Telemetry;

/// <summary>
/// Shows metrics at <c>/metrics</c>; with <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> they are sent there
/// too, and traces with them.
/// </summary>
internal static class TelemetrySetup
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Adds meters and, where there is a receiver, traces.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(LedgerMetrics.Name, $"{LedgerMetrics.Name}.*")
            .AddAspNetCoreInstrumentation()
            .AddPrometheusExporter(scrape => scrape.ScrapeResponseCacheDurationMilliseconds = 0));
        if (string.IsNullOrEmpty(builder.Configuration[Endpoint]))
            return;
        // Without a receiver there are no traces: nobody pays for what nobody sees.
        telemetry.WithTracing(traces => traces
            .AddSource(LedgerMetrics.Name).AddAspNetCoreInstrumentation()).UseOtlpExporter();
    }
}
