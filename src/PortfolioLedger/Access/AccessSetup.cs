using PortfolioLedger.Access.Tokens;

namespace PortfolioLedger.Access;

/// <summary>Who may call.</summary>
public static class AccessSetup
{
    /// <summary>Adds personas or tokens, as the configuration says, and API tokens.</summary>
    public static void AddAccess(
        this IServiceCollection services,
        IConfiguration configuration,
        IHostEnvironment environment
    )
    {
        var personas = Personas.AreOn(configuration, environment);
        var tokens = TokenAccess.Add(services, configuration);
        services.AddSingleton<TokenTable>();
        services.AddSingleton<TokenUse>();
        services.AddHostedService(sp => sp.GetRequiredService<TokenUse>());
        services.AddSingleton<TokenCallers>();
        services.AddSingleton(sp => new CallerAccess(
            personas, tokens, sp.GetRequiredService<TokenCallers>()));
    }
}
