using Microsoft.AspNetCore.Authentication;
using PortfolioLedger.Access;
using PortfolioLedger.Http.Auditing;
using PortfolioLedger.Http.Probes;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Http.Queries;

namespace PortfolioLedger.Http;

/// <summary>What every request passes before an endpoint sees it, the outermost first.</summary>
internal static class Pipeline
{
    /// <summary>Headers, problems, limits, codings, routing, access, the access log.</summary>
    public static void UsePipeline(this WebApplication app)
    {
        app.UseMiddleware<ClosingConnections>();
        app.UseMiddleware<AnswerHeaders>();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseMiddleware<RequestLimits>();
        app.UseResponseCompression();
        if (app.Services.GetService<SignInSettings>()?.Address is { } address)
            app.UseAddress(address);
        // What the provider sends browsers back with is handled here.
        if (app.Services.GetService<IAuthenticationSchemeProvider>() is not null)
            app.UseAuthentication();
        app.UseRouting();
        app.UseMiddleware<AccessGate>();
        app.UseMiddleware<AuditedReads>();
        app.UseMiddleware<PositionAtLeast>();
        app.UseRequestDecompression();
    }

    /// <summary>
    /// Requests came to this address, whatever a proxy made of them: there browsers are sent back.
    /// </summary>
    private static void UseAddress(this WebApplication app, Uri address) =>
        app.Use((http, next) =>
        {
            (http.Request.Scheme, http.Request.Host) =
                (address.Scheme, new(address.Authority));
            return next(http);
        });
}
