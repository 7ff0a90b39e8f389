using Microsoft.Net.Http.Headers;

namespace PortfolioLedger.Http;

/// <summary>What a browser may do with an answer: nothing that the ledger does not need.</summary>
internal static class SecurityHeaders
{
    private const string Frame =
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    /// <summary>Everything from this host, and no script or style inside a page.</summary>
    public const string Policy = $"default-src 'self'; {Frame}";

    /// <summary>
    /// For a page of somebody else's making: its scripts and style sheets carry a nonce, and its
    /// elements may have styles of their own.
    /// </summary>
    public static string PolicyWith(string nonce) =>
        $"{Policy}; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
        + "style-src-attr 'unsafe-inline'";

    /// <summary>Sets them; a page that needs another policy states it later.</summary>
    public static void Write(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
    }
}
