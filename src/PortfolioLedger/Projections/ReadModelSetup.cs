using Marten.Events.Daemon.Coordination;

namespace PortfolioLedger.Projections;

/// <summary>What the stored read models consist of.</summary>
public static class ReadModelSetup
{
    /// <summary>
    /// Whether this node may lead: <c>ReadModels:Follow</c>, true unless said otherwise.
    /// </summary>
    public const string FollowSetting = "ReadModels:Follow";

    /// <summary>
    /// Adds the read models, and what keeps them up to date; after the schema's start.
    /// </summary>
    public static void AddReadModels(
        this IServiceCollection services, string connectionString, IConfiguration configuration)
    {
        services.AddSingleton<PortfolioFollower>();
        services.AddSingleton<ReadModels>();
        services.AddSingleton<Rebuild>();
        services.AddSingleton<ReadModelStanding>();
        services.AddHealthChecks().AddCheck<ReadModelHealth>(
            "read-models", timeout: TimeSpan.FromSeconds(5));
        services.AddHostedService<ReadModelLag>();
        if (configuration.GetValue(FollowSetting, true))
            services.AddHostedService(sp => new ReadModelDaemon(
                sp.GetRequiredService<ReadModels>(), connectionString,
                sp.GetRequiredService<ILogger<ProjectionCoordinator>>()));
    }
}
