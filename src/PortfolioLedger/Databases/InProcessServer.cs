using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace PortfolioLedger.Databases;

/// <summary>
/// The server of an application that listens nowhere: another one's server hands requests over.
/// </summary>
internal sealed class InProcessServer : IServer
{
    private Func<FeatureCollection, Task>? _answer;

    /// <summary>Nothing: it has no addresses.</summary>
    public IFeatureCollection Features { get; } = new FeatureCollection();

    /// <summary>Answers a request that another server has received.</summary>
    /// <param name="request">
    /// As that server made it; the application adds what it needs to a collection of its own.
    /// </param>
    /// <exception cref="InvalidOperationException">The application has not started.</exception>
    public Task AnswerAsync(IFeatureCollection request) =>
        (_answer ?? throw new InvalidOperationException("The application has not started."))(
            new FeatureCollection(request));

    public Task StartAsync<TContext>(
        IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        _answer = application.AnswerAsync;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
    }
}
