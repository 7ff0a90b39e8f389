using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using PortfolioLedger.Access;
using PortfolioLedger.Projections;

namespace PortfolioLedger.Benchmarks;

/// <summary>The application in a process of its own, as it is served.</summary>
internal static class AppProcess
{
    /// <summary>An address of this machine at which nobody listens.</summary>
    public static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://{listener.LocalEndpoint}";
    }

    /// <summary>Serves the ledger, and beside it a constant body to compare with.</summary>
    public static async Task<int> ServeAsync(
        string connection, string address, bool follow = true, bool sign = true)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = "Development" }
        );
        builder.WebHost.UseUrls(address);
        builder.Configuration[ReadModelSetup.FollowSetting] = follow ? "true" : "false";
        builder.Configuration["AuditLog:Sign"] = sign ? "true" : "false";
        builder.AddLedger(connection);
        await using var app = builder.Build();
        app.MapLedger();
        byte[] constant = [];
        app.MapPut("/constant", async (HttpContext http) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            constant = body.ToArray();
        }).OpenToAll();
        app.MapGet("/constant", (HttpContext http) =>
        {
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = constant.Length;
            return http.Response.Body.WriteAsync(constant).AsTask();
        }).OpenToAll();
        await app.RunAsync();
        return 0;
    }

    /// <summary>Starts an application, by its role, and waits for its first answer.</summary>
    public static async Task<(Child App, TimeSpan Took)> StartAsync(
        string role,
        string connection,
        string address
    )
    {
        var started = Stopwatch.GetTimestamp();
        var app = Child.Start(role, connection, address);
        using var client = new HttpClient();
        while (Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60))
            try
            {
                if ((await client.GetAsync($"{address}/health/ready")).IsSuccessStatusCode)
                    return (app, Stopwatch.GetElapsedTime(started));
            }
            catch (HttpRequestException)
            {
                // Not listening yet: the connection is refused at once, so asking again is waiting.
                await Task.Yield();
            }
        throw new TimeoutException("the application did not get ready within a minute");
    }
}
