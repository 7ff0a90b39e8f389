using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Access.SignIn;

/// <summary>
/// Signing in with a browser: authorization code flow with PKCE at the provider, then a cookie.
/// </summary>
internal static class SignInSetup
{
    /// <summary>The scheme of the cookie.</summary>
    public const string Session = "Session";

    /// <summary>The scheme that asks the provider.</summary>
    public const string Provider = "Provider";

    /// <summary>Where the provider sends browsers back to.</summary>
    public const string CallbackPath = "/signin-oidc";

    /// <summary>Where people read why they were not signed in.</summary>
    public const string FailedPath = "/sign-in/failed";

    /// <summary>Whose session at the provider is to end.</summary>
    public const string IdTokenHint = "id_token_hint";

    /// <summary>The page that tells a reason.</summary>
    public static string FailedAs(SignInFailure reason) =>
        $"{FailedPath}?reason={Enumeration<SignInFailure>.NameOf(reason)}";

    /// <summary>Adds it.</summary>
    public static void AddSignIn(
        this IServiceCollection services, ProviderSettings provider, SignInSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<SessionStore>();
        services.AddSingleton<SessionRefresh>();
        services.AddSingleton(sp => new SessionAccess(
            provider, settings, sp.GetRequiredService<FormTokens>()));
        services.AddSingleton<ICallerSource>(sp => sp.GetRequiredService<SessionAccess>());
        services.AddAuthentication()
            .AddCookie(Session, options => Configure(options, settings))
            .AddOpenIdConnect(Provider, options => Configure(options, provider, settings));
        services.AddOptions<CookieAuthenticationOptions>(Session)
            .Configure<SessionStore>((options, store) => options.SessionStore = store);
        services.PostConfigure<OpenIdConnectOptions>(Provider,
            options => TokenAccess.ForgetFormerKeys(options.ConfigurationManager));
    }

    /// <summary>
    /// Lax: other sites cannot make the browser send it with a POST or from within their pages.
    /// Strict would also withhold it on the way back from the provider and from links in mails, and
    /// who is signed in would look as if they were not.
    /// </summary>
    private static void Configure(CookieBuilder cookie, SignInSettings settings)
    {
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        // Without an address of https the ledger is on this machine, where http is all there is.
        cookie.SecurePolicy = settings.IsSecure
            ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
    }

    private static void Configure(CookieAuthenticationOptions options, SignInSettings settings)
    {
        Configure(options.Cookie, settings);
        options.Cookie.Name = settings.Cookie("session");
        options.Cookie.Path = "/";
        // The session in the database says when it ends; the cookie ends with the browser.
        options.ExpireTimeSpan = settings.Longest;
        options.SlidingExpiration = false;
        options.Events.OnValidatePrincipal = session => session.HttpContext.RequestServices
            .GetRequiredService<SessionRefresh>().ValidateAsync(session);
    }

    private static void Configure(
        OpenIdConnectOptions options, ProviderSettings provider, SignInSettings settings)
    {
        options.SignInScheme = Session;
        options.CallbackPath = CallbackPath;
        options.Authority = provider.Authority.OriginalString;
        options.RequireHttpsMetadata = !provider.Authority.IsLoopback;
        options.AutomaticRefreshInterval = ProviderSettings.MetadataAge;
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.ClientSecret;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.UsePkce = true;
        // By address, not by a form of the provider's site: with that no Lax cookie would come.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        Configure(options.CorrelationCookie, settings);
        Configure(options.NonceCookie, settings);
        options.Scope.Clear();
        foreach (var scope in settings.Scopes)
            options.Scope.Add(scope);
        options.Prompt = settings.Prompt;
        options.MapInboundClaims = false;
        options.SaveTokens = false;
        options.DisableTelemetry = true;
        options.BackchannelTimeout = TimeSpan.FromSeconds(15);
        options.TokenValidationParameters.ValidAlgorithms = ProviderSettings.Algorithms;
        options.TokenValidationParameters.ClockSkew = ProviderSettings.ClockSkew;
        // Anybody could send a browser to that address, to sign somebody out.
        options.RemoteSignOutPath = PathString.Empty;
        options.Events.OnTokenValidated = Remember;
        options.Events.OnRemoteFailure = failure => Explain(failure, failure.Failure);
        options.Events.OnAccessDenied = denied => Explain(denied, null);
        options.Events.OnRedirectToIdentityProviderForSignOut = leaving =>
        {
            leaving.ProtocolMessage.IdTokenHint =
                leaving.Properties.GetParameter<string>(IdTokenHint);
            return Task.CompletedTask;
        };
    }

    private static Task Remember(TokenValidatedContext signedIn)
    {
        var now = signedIn.HttpContext.RequestServices.GetRequiredService<TimeProvider>();
        signedIn.Properties!.Keep(
            signedIn.TokenEndpointResponse!, signedIn.SecurityToken, now.GetUtcNow());
        signedIn.Properties!.IsPersistent = false;
        return Task.CompletedTask;
    }

    /// <summary>The person is led to a page of ours; what happened is in the log.</summary>
    private static Task Explain(
        HandleRequestContext<RemoteAuthenticationOptions> context, Exception? fault)
    {
        var reason = fault switch
        {
            null => SignInFailure.Denied,
            _ when ProviderFault.IsOutOfReach(fault) => SignInFailure.Unavailable,
            { Message: "Correlation failed." } => SignInFailure.Expired,
            _ => SignInFailure.Invalid,
        };
        if (fault is not null)
            context.HttpContext.RequestServices.GetRequiredService<ILogger<SessionAccess>>()
                .LogWarning("Somebody was not signed in: {Why}", fault.Message);
        context.Response.Redirect(FailedAs(reason));
        context.HandleResponse();
        return Task.CompletedTask;
    }
}

/// <summary>Why somebody was not signed in.</summary>
internal enum SignInFailure
{
    /// <summary>They or the provider did not want to.</summary>
    Denied,
    /// <summary>It took too long, or began in another browser.</summary>
    Expired,
    /// <summary>The provider does not answer.</summary>
    Unavailable,
    /// <summary>What it answered does not hold.</summary>
    Invalid,
}
