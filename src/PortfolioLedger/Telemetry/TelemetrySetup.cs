using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using PortfolioLedger.Http;
using PortfolioLedger.Journaling.Books;

namespace PortfolioLedger.Telemetry;

/// <summary>
/// Shows metrics at <c>/metrics</c>; with <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> they are sent there
/// too, and traces with them.
/// </summary>
internal static class TelemetrySetup
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<BookGauges>();
        var telemetry = builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(LedgerMetrics.Name).AddAspNetCoreInstrumentation()
            .AddPrometheusExporter(scrape => scrape.ScrapeResponseCacheDurationMilliseconds = 0));
        if (string.IsNullOrEmpty(builder.Configuration[Endpoint]))
            return;
        // Without a receiver there are no traces: nobody pays for what nobody sees.
        telemetry.WithTracing(traces => traces
            .AddSource(LedgerMetrics.Name).AddAspNetCoreInstrumentation()).UseOtlpExporter();
    }

    public static void MapTelemetry(this WebApplication app)
    {
        app.Services.GetRequiredService<BookGauges>();
        app.MapPrometheusScrapingEndpoint("/metrics").ReadOnly();
    }
}

/// <summary>What is looked at when somebody asks, and costs nothing before.</summary>
internal sealed class BookGauges
{
    public BookGauges(IMeterFactory meters, BookKeeper keeper)
    {
        // The factory owns the meter and ends it with the application.
        var meter = meters.Create(LedgerMetrics.Name);
        meter.CreateObservableGauge("ledger.books.kept", () => keeper.Books, "{book}",
            "Past books in memory.");
        meter.CreateObservableGauge("ledger.books.portfolios", () => keeper.Portfolios,
            "{portfolio}", "Portfolios with books in memory.");
    }
}
