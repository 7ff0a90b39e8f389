namespace PortfolioLedger.Access;

/// <summary>Who may call.</summary>
public static class AccessSetup
{
    /// <summary>Adds personas or tokens, as the configuration says.</summary>
    public static void AddAccess(
        this IServiceCollection services,
        IConfiguration configuration,
        IHostEnvironment environment
    )
    {
        var personas = Personas.AreOn(configuration, environment);
        services.AddSingleton(new CallerAccess(personas, TokenAccess.Add(services, configuration)));
    }
}
