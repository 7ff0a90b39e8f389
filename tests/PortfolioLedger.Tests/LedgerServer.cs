using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PortfolioLedger.Tests;

/// <summary>The application behind its real server, on a port of its own.</summary>
internal static class LedgerServer
{
    /// <summary>Starts it on a database.</summary>
    public static async Task<WebApplication> StartAsync(TestDatabase database)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Logging.ClearProviders();
        builder.AddLedger(database.Connections);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapLedger();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    /// <summary>Where it listens.</summary>
    public static Uri Address(this WebApplication app) => new(
        app.Services.GetRequiredService<IServer>().Features
            .GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
}
