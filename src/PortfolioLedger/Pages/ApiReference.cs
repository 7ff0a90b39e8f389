using System.Security.Cryptography;
using PortfolioLedger.Access;
using PortfolioLedger.Http;
using Scalar.AspNetCore;

namespace PortfolioLedger.Pages;

/// <summary>The API description, browsable at <c>/docs</c>.</summary>
internal static class ApiReference
{
    private const string Script = "/docs-styles.js";

    /// <summary>
    /// The page writes its style sheets while it runs. The first looks for the nonce in the page,
    /// the others get it here, so that no other style sheet inside the page is applied.
    /// </summary>
    private const string GiveStylesTheNonce = """
        const { nonce } = document.currentScript;
        const create = Document.prototype.createElement;
        Document.prototype.createElement = function (name, options) {
          const element = create.call(this, name, options);
          if (String(name).toLowerCase() === "style") element.nonce = nonce;
          return element;
        };
        """;

    /// <summary>Maps it, with a policy of its own.</summary>
    public static void MapApiReference(this IEndpointRouteBuilder app)
    {
        app.MapGet(Script, () => Results.Text(GiveStylesTheNonce, "text/javascript; charset=utf-8"))
            .OpenToAll()
            .ExcludeFromDescription();
        app.MapScalarApiReference("/docs", (docs, http) =>
        {
            var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            http.Response.Headers.ContentSecurityPolicy = SecurityHeaders.PolicyWith(nonce);
            docs.WithTitle("Portfolio Ledger")
                .WithNonce(nonce)
                .AddHeadContent(
                    $"<meta property=\"csp-nonce\" content=\"{nonce}\">"
                        + $"<script src=\"{Script}\" nonce=\"{nonce}\"></script>"
                )
                .DisableDefaultFonts()
                .HideDeveloperTools()
                .DisableAgent()
                .DisableMcp()
                .DisableTelemetry();
        }).OpenToAll();
    }
}
