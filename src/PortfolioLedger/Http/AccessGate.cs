using PortfolioLedger.Access;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Books;

namespace PortfolioLedger.Http;

/// <summary>
/// The one gate before all endpoints: whom an address lets in it says itself, and what says nothing
/// lets nobody in. What the API description says of roles is what is asked here.
/// </summary>
internal sealed class AccessGate(
    RequestDelegate next, CallerAccess access, CallLimits limits, BookKeeper keeper)
{
    /// <summary>Handles one request.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        // What routing answers by itself (a method that is not there) is no endpoint of ours.
        if (http.GetEndpoint() is RouteEndpoint endpoint)
        {
            var admission = endpoint.Metadata.GetMetadata<Admission>()
                ?? throw new AccessDeniedException("role-required",
                    "This address does not say whom it lets in, so it lets nobody in.");
            if (admission.NeedsCaller)
                await RequireAsync(http, admission);
        }
        await next(http);
    }

    private async Task RequireAsync(HttpContext http, Admission admission)
    {
        limits.RequireAttempt(http);
        KnownCaller caller;
        try
        {
            caller = await access.RequireCallerAsync(http);
        }
        catch (AccessDeniedException denied)
            when (denied.Code is not ("role-required" or "provider-unavailable"))
        {
            limits.CountFailure(http);
            throw;
        }
        limits.Require(http, caller);
        if (admission.Roles.IsEmpty)
            return;
        var identity = await access.RequireAsync(http);
        if (admission.Admits(identity))
            return;
        // Whether a portfolio is there is answered before what one may do in it.
        if ((string?)http.Request.RouteValues["portfolio"] is { } portfolio
            && (!Key.TryParse(portfolio, out var key)
                || !await keeper.ExistsAsync(key, http.RequestAborted)))
            throw new ProblemException(
                Problem.Create("unknown-portfolio", $"There is no portfolio '{portfolio}'."));
        throw admission.Refuse(identity);
    }
}
