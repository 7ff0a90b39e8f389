using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;
using PortfolioLedger.Access.SignIn;
using PortfolioLedger.Access.Tokens;

namespace PortfolioLedger.Access;

/// <summary>Who may call.</summary>
public static class AccessSetup
{
    /// <summary>
    /// Adds the ways to learn who calls, as the configuration says. What comes first counts: a
    /// header that names a caller before the cookie of a browser.
    /// </summary>
    public static void AddAccess(
        this IServiceCollection services,
        IConfiguration configuration,
        IHostEnvironment environment
    )
    {
        services.TryAddSingleton(sp =>
            new AccessDatabase(sp.GetRequiredService<NpgsqlDataSource>()));
        var provider = ProviderSettings.Read(configuration);
        var personas = Personas.AreOn(configuration, environment);
        if (provider is not null || personas)
            services.AddProtectionKeys();
        if (provider?.SignIn is not null || personas)
            services.AddFormTokens(provider?.SignIn);
        if (personas)
            services.AddSingleton<ICallerSource, PersonaAccess>();
        services.AddSingleton<TokenTable>();
        services.AddSingleton<TokenUse>();
        services.AddHostedService(sp => sp.GetRequiredService<TokenUse>());
        // Before the provider's: an API token says nothing to it.
        services.AddSingleton<ICallerSource, TokenCallers>();
        if (provider is not null)
        {
            TokenAccess.Add(services, provider);
            services.AddSingleton<ICallerSource>(sp => new TokenAccess(
                provider.Claims, sp.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>()));
            if (provider.SignIn is { } signIn)
                services.AddSignIn(provider, signIn);
        }
        // Behind the others: a browser that names nobody else shows a visitor.
        if (personas)
            services.AddSingleton<ICallerSource, PersonaSession>();
        services.AddSingleton<CallerAccess>();
    }

    /// <summary>For browsers: who signed in, and personas where there are any.</summary>
    private static void AddFormTokens(this IServiceCollection services, SignInSettings? signIn)
    {
        services.AddAntiforgery(options => FormTokens.Configure(options,
            signIn?.Cookie("csrf") ?? "ledger-csrf",
            // Without an https address the ledger is on this machine, where http is all there is.
            signIn?.IsSecure == true
                ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest));
        services.AddSingleton<FormTokens>();
    }
}
