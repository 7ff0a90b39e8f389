using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PortfolioLedger.Access;

namespace PortfolioLedger.Http.Probes;

/// <summary>How long a node that is asked to stop goes on answering.</summary>
/// <param name="For">Long enough for the proxies before it to find out.</param>
internal sealed record DrainSettings(TimeSpan For)
{
    private const int MaxSeconds = 600;

    /// <summary>As <c>Ledger:DrainSeconds</c> says; not at all without it.</summary>
    /// <exception cref="StartRefusedException">It says no number of seconds.</exception>
    public static DrainSettings Read(IConfiguration configuration)
    {
        var text = configuration["Ledger:DrainSeconds"];
        if (string.IsNullOrEmpty(text))
            return new(TimeSpan.Zero);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= MaxSeconds ? new(TimeSpan.FromSeconds(seconds))
            : throw new StartRefusedException(
                $"Ledger__DrainSeconds is '{text}'; it must be a whole number of seconds from 0 to "
                + $"{MaxSeconds}: as long as the proxies before this node need to find out that it "
                + "is not ready any more.");
    }
}

/// <summary>
/// A node that is asked to stop is not ready any more, and goes on answering until nobody sends it
/// anything: readiness is red, streams end so that they go on elsewhere, every answer closes its
/// connection. Only then it stops listening.
/// </summary>
internal sealed class Draining(
    IHostApplicationLifetime lifetime, DrainSettings settings, TimeProvider clock)
    : IHostedLifecycleService, IHealthCheck
{
    /// <summary>Its name among what readiness depends on.</summary>
    public const string Check = "node";

    /// <summary>Whether it was asked to stop.</summary>
    public bool IsDraining => lifetime.ApplicationStopping.IsCancellationRequested;

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken) =>
        Task.FromResult(IsDraining ? HealthCheckResult.Unhealthy("This node is about to stop.")
            : HealthCheckResult.Healthy("This node stays."));

    public Task StoppingAsync(CancellationToken cancellationToken) =>
        Task.Delay(settings.For, clock, cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>
/// Answers of a node that drains close their connection, so that no proxy keeps one that is about
/// to end.
/// </summary>
internal sealed class ClosingConnections(RequestDelegate next, Draining draining)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (draining.IsDraining && !HttpProtocol.IsHttp2(http.Request.Protocol))
            http.Response.Headers.Connection = "close";
        return next(http);
    }
}
