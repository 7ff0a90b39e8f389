using System.Security.Cryptography;
using PortfolioLedger.Http;
using Scalar.AspNetCore;

namespace PortfolioLedger.Pages;

/// <summary>The API description, browsable at <c>/docs</c>.</summary>
internal static class ApiReference
{
    /// <summary>Maps it, with a policy of its own.</summary>
    public static void MapApiReference(this IEndpointRouteBuilder app) =>
        app.MapScalarApiReference("/docs", (docs, http) =>
        {
            var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
            http.Response.Headers.ContentSecurityPolicy = SecurityHeaders.PolicyWith(nonce);
            docs.WithTitle("Portfolio Ledger").WithNonce(nonce).DisableDefaultFonts().HideDeveloperTools()
                .DisableAgent().DisableMcp().DisableTelemetry();
        });
}
