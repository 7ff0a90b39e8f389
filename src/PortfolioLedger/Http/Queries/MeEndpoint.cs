using PortfolioLedger.Access;
using PortfolioLedger.Access.SignIn;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Http.Queries;

/// <summary>Tells callers who they are here, also those who may do nothing.</summary>
internal sealed class MeEndpoint(CallerAccess access, IServiceProvider services)
{
    /// <summary>Null where nobody signs in with a browser.</summary>
    private readonly SessionAccess? _sessions = services.GetService<SessionAccess>();

    /// <summary>Who is calling.</summary>
    public async Task ShowAsync(HttpContext http)
    {
        var caller = await access.RequireCallerAsync(http);
        http.Request.ReadArguments([]);
        var token = caller.Means == CallerMeans.Session ? _sessions?.TokenFor(http) : null;
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsJsonAsync(
            new MeAnswer(caller.Id, caller.Name, caller.Department, [.. caller.Roles.Everywhere],
                [
                    .. caller.Roles.ByPortfolio
                        .Select(p => new RolesInPortfolio(p.Key, [.. p.Value])),
                ],
                caller.Means, caller.Until, token),
            ViewJson.Options, http.RequestAborted);
    }
}
