using System.Diagnostics.Metrics;
using PortfolioLedger.Telemetry;

namespace PortfolioLedger.Journaling.Books;

/// <summary>What is looked at when somebody asks, and costs nothing before.</summary>
internal sealed class BookGauges(IMeterFactory meters, BookKeeper keeper) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The factory owns the meter and ends it with the application.
        var meter = meters.Create(LedgerMetrics.Name);
        meter.CreateObservableGauge("ledger.books.kept", () => keeper.Books, "{book}",
            "Past books in memory.");
        meter.CreateObservableGauge("ledger.books.portfolios", () => keeper.Portfolios,
            "{portfolio}", "Portfolios with books in memory.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
