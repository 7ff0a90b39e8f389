using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace PortfolioLedger.Databases;

/// <summary>Requests that one application's server has received for another.</summary>
internal static class HandedOver
{
    /// <summary>Answers one, with features of its own in front of those of the server.</summary>
    public static async Task AnswerAsync<TContext>(
        this IHttpApplication<TContext> application, FeatureCollection request)
        where TContext : notnull
    {
        var context = application.CreateContext(request);
        try
        {
            await application.ProcessRequestAsync(context);
        }
        catch (Exception fault)
        {
            application.DisposeContext(context, fault);
            throw;
        }
        application.DisposeContext(context, null);
    }
}
