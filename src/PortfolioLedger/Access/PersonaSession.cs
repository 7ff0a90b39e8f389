using System.Security.Claims;

namespace PortfolioLedger.Access;

/// <summary>
/// The persona of a browser, which cannot send a header: whoever opens a page in Development is a
/// visitor until they choose another. They read, and send forms of the ledger's own pages.
/// </summary>
public sealed class PersonaSession(FormTokens tokens) : ICallerSource
{
    /// <summary>The cookie, with a value like that of the header: <c>visitor;viewer</c>.</summary>
    public const string Cookie = "ledger-persona";

    /// <summary>Who has chosen no persona.</summary>
    public const string Visitor = "visitor;viewer";

    public string Hint => "";

    public async ValueTask<KnownCaller?> FindAsync(HttpContext http)
    {
        if (http.Request.Headers.Authorization.Count > 0)
            return null;
        var chosen = http.Request.Cookies[Cookie];
        var about = http.GetEndpoint()?.Metadata;
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
            return chosen is null && about?.GetMetadata<ShowsPage>() is null
                ? null : CallerOf(http, chosen);
        if (chosen is null || about?.GetMetadata<TakesForm>() is null)
            return null;
        var caller = CallerOf(http, chosen);
        return await tokens.HasAsync(http) ? caller
            : throw new AccessDeniedException("csrf-token-required",
                "This form comes from no page of the ledger that is still good: it was opened by "
                + "another persona, or before the ledger was set up anew. Open its page again and "
                + "send it from there.");
    }

    /// <summary>Who uses the browser; what tokens are bound to.</summary>
    private static KnownCaller? CallerOf(HttpContext http, string? chosen)
    {
        var caller = PersonaAccess.CallerOf(chosen ?? Visitor) ?? PersonaAccess.CallerOf(Visitor);
        http.User = new(new ClaimsIdentity([new("sub", chosen ?? Visitor)], "Persona"));
        return caller;
    }

    /// <summary>
    /// Makes a visitor of who opened a page, so that they may also open what it links to.
    /// </summary>
    public static void Begin(HttpContext http)
    {
        if (http.Features.Get<KnownCaller>()?.Means == CallerMeans.Persona
            && !http.Request.Cookies.ContainsKey(Cookie)
            && http.Request.Headers.Authorization.Count == 0)
            Keep(http, Visitor);
    }

    /// <summary>Keeps a choice until the browser ends.</summary>
    public static void Keep(HttpContext http, string persona) =>
        http.Response.Cookies.Append(Cookie, persona, new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Path = "/",
            IsEssential = true,
        });
}

/// <summary>An address that people open with a browser.</summary>
public sealed class ShowsPage;
