using Microsoft.AspNetCore.Antiforgery;

namespace PortfolioLedger.Access;

/// <summary>An endpoint that takes what a form of a page sends.</summary>
public sealed class TakesForm;

/// <summary>
/// A browser sends its cookies along whoever made it send the request. So what changes something
/// needs a token too, which only pages of the ledger can read.
/// </summary>
public sealed class FormTokens(IAntiforgery antiforgery)
{
    /// <summary>The header with the token.</summary>
    public const string Header = "X-CSRF-Token";

    /// <summary>The field of a form with the token.</summary>
    public const string Field = "csrfToken";

    /// <summary>
    /// The token that requests of this browser need, bound to who uses it; the answer also sets its
    /// cookie.
    /// </summary>
    public string For(HttpContext http) => antiforgery.GetAndStoreTokens(http).RequestToken!;

    /// <summary>
    /// Whether a request has the token. Only where forms are taken is a form with files read for
    /// its sake: elsewhere what is uploaded has the token in a header.
    /// </summary>
    public async Task<bool> HasAsync(HttpContext http)
    {
        if (!http.Request.Headers.ContainsKey(Header) && !MayHoldField(http))
            return false;
        try
        {
            return await antiforgery.IsRequestValidAsync(http);
        }
        catch (AntiforgeryValidationException fault)
        {
            // What is too large says so: it need not be sent again with another token.
            if (fault.InnerException is BadHttpRequestException unread)
                throw unread;
            // A form that cannot be read, such as one with thousands of fields.
            return false;
        }
    }

    private static bool MayHoldField(HttpContext http) =>
        http.Request.ContentType?.StartsWith(
            "application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true
        || (http.Request.HasFormContentType
            && http.GetEndpoint()?.Metadata.GetMetadata<TakesForm>() is not null);

    /// <summary>How the tokens are kept.</summary>
    /// <param name="options">To set.</param>
    /// <param name="cookie">The name of the cookie.</param>
    /// <param name="secure">Whether it is for https alone.</param>
    internal static void Configure(
        AntiforgeryOptions options, string cookie, CookieSecurePolicy secure)
    {
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = secure;
        options.Cookie.Name = cookie;
        options.Cookie.Path = "/";
        options.HeaderName = Header;
        options.FormFieldName = Field;
        // The policy of every page says it: frame-ancestors 'none'.
        options.SuppressXFrameOptionsHeader = true;
    }
}
