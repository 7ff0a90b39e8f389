using PortfolioLedger.Access;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Http.Queries;

/// <summary>Tells callers who they are here, also those who may do nothing.</summary>
internal sealed class MeEndpoint(CallerAccess access, IServiceProvider services)
{
    /// <summary>Null where nobody uses a browser.</summary>
    private readonly FormTokens? _tokens = services.GetService<FormTokens>();

    /// <summary>Who is calling.</summary>
    public async Task ShowAsync(HttpContext http)
    {
        var caller = await access.RequireCallerAsync(http);
        http.Request.ReadArguments([]);
        var token = caller.Means == CallerMeans.Session ? _tokens?.For(http) : null;
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
