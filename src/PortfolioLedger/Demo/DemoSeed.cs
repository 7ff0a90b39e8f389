namespace PortfolioLedger.Demo;

/// <summary>
/// Sets up the demo before the first request, when the ledger is empty. The server alone adds it.
/// </summary>
public sealed class DemoSeed(DemoPortfolio demo, ILogger<DemoSeed> log) : IHostedService
{
    /// <summary>Whether this start recorded it.</summary>
    public bool Seeded { get; private set; }

    /// <summary>
    /// Whether the server is to do so: as <c>Ledger:Demo</c> says, else with an embedded database.
    /// </summary>
    public static bool IsWanted(IConfiguration configuration, bool embedded) =>
        configuration.GetValue<bool?>("Ledger:Demo") ?? embedded;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            Seeded = await demo.SeedAsync(cancellationToken);
        }
        catch (DemoException fault)
        {
            // The ledger is as good without it.
            log.LogWarning("{Fault}", fault.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
