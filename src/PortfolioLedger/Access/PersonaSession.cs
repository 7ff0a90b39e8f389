namespace PortfolioLedger.Access;

/// <summary>
/// The persona of a browser, which cannot send a header: whoever opens a page in Development is a
/// visitor until they choose another. Only for reading: what changes something says who does it.
/// </summary>
public sealed class PersonaSession : ICallerSource
{
    /// <summary>The cookie, with a value like that of the header: <c>visitor;viewer</c>.</summary>
    public const string Cookie = "ledger-persona";

    /// <summary>Who has chosen no persona.</summary>
    public const string Visitor = "visitor;viewer";

    public string Hint => "";

    public ValueTask<KnownCaller?> FindAsync(HttpContext http)
    {
        if (http.Request.Headers.Authorization.Count > 0
            || !(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)))
            return default;
        var chosen = http.Request.Cookies[Cookie];
        if (chosen is null && http.GetEndpoint()?.Metadata.GetMetadata<ShowsPage>() is null)
            return default;
        return new(
            PersonaAccess.CallerOf(chosen ?? Visitor) ?? PersonaAccess.CallerOf(Visitor));
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
