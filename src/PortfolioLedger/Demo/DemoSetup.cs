namespace PortfolioLedger.Demo;

/// <summary>What the invented portfolio is told by.</summary>
internal static class DemoSetup
{
    public static void AddDemo(this IServiceCollection services) =>
        services.AddSingleton<DemoPortfolio>();
}
