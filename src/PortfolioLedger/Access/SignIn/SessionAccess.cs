using Microsoft.AspNetCore.Authentication;

namespace PortfolioLedger.Access.SignIn;

/// <summary>
/// Callers who signed in with a browser. It sends their cookie along whoever made it send the
/// request, so what changes something needs a token that only the ledger's own pages can read.
/// </summary>
public sealed class SessionAccess(
    ProviderSettings provider, SignInSettings settings, FormTokens tokens) : ICallerSource
{
    public string Hint => "In a browser: sign in at /sign-in.";

    /// <summary>How people sign in.</summary>
    public SignInSettings Settings => settings;

    /// <summary>Where the provider describes itself.</summary>
    public Uri Metadata => provider.Metadata;

    public async ValueTask<KnownCaller?> FindAsync(HttpContext http)
    {
        // A header names the caller, or nobody: never the browser that happened to send it.
        if (http.Request.Headers.Authorization.Count > 0
            || await ReadAsync(http) is not { } caller)
            return null;
        if (!IsSafe(http.Request.Method) && !await tokens.HasAsync(http))
            throw new AccessDeniedException("csrf-token-required",
                $"You are signed in by a cookie: send the header {FormTokens.Header} with the "
                + "csrfToken of GET /api/v1/me.");
        return caller;
    }

    /// <summary>Who is signed in, whatever the request is about to do; null for nobody.</summary>
    private async Task<KnownCaller?> ReadAsync(HttpContext http)
    {
        if (!http.Request.Cookies.ContainsKey(settings.Cookie("session"))
            || await http.AuthenticateAsync(SignInSetup.Session) is not
            {
                Succeeded: true, Principal: var principal, Properties: var properties,
            })
            return null;
        // The token is bound to whoever is signed in.
        http.User = principal;
        return Reserved.Checked(provider.Claims.CallerOf(principal, CallerMeans.Session) with
        {
            Until = properties.ExpiresUtc,
        });
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method)
        || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}
