using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace PortfolioLedger.Databases;

/// <summary>
/// The server that listens, in front of the applications of all databases: what is about a
/// portfolio goes to the application of its database, everything else to the first.
/// </summary>
internal sealed class RoutingServer(IServer listening, LedgerDatabases databases) : IServer
{
    public IFeatureCollection Features => listening.Features;

    public Task StartAsync<TContext>(
        IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull =>
        listening.StartAsync(
            new RoutingApplication<TContext>(application, databases), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) =>
        listening.StopAsync(cancellationToken);

    public void Dispose() => listening.Dispose();
}

/// <summary>Chooses who answers a request.</summary>
internal sealed class RoutingApplication<TContext>(
    IHttpApplication<TContext> home, LedgerDatabases databases)
    : IHttpApplication<RoutingApplication<TContext>.Routed>
    where TContext : notnull
{
    /// <summary>A request: of the first application, or on its way to another.</summary>
    internal readonly record struct Routed(
        TContext? Home, IFeatureCollection Request, Destination To);

    public Routed CreateContext(IFeatureCollection contextFeatures)
    {
        var to = Destination.Of(
            contextFeatures.GetRequiredFeature<IHttpRequestFeature>(), databases);
        return new(
            to.IsHome ? home.CreateContext(contextFeatures) : default, contextFeatures, to);
    }

    public async Task ProcessRequestAsync(Routed context)
    {
        if (context.To.IsHome)
            await home.ProcessRequestAsync(context.Home!);
        else
        {
            var (server, why) = await databases.FindAsync(context.To);
            await (server?.AnswerAsync(context.Request) ?? AnswerAtHomeAsync(context.Request, why));
        }
    }

    public void DisposeContext(Routed context, Exception? exception)
    {
        if (context.To.IsHome)
            home.DisposeContext(context.Home!, exception);
    }

    /// <summary>It turned out to be there after all, or nothing else can answer.</summary>
    private async Task AnswerAtHomeAsync(IFeatureCollection request, Unserved? why)
    {
        var features = new FeatureCollection(request);
        if (why is not null)
            features.Set(why);
        await home.AnswerAsync(features);
    }
}
