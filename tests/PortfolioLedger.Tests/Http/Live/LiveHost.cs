using System.Net.ServerSentEvents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PortfolioLedger.Access;
using PortfolioLedger.Audit;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Tests.Journaling;
using Answer = PortfolioLedger.Journaling.Writing.Answer;

namespace PortfolioLedger.Tests.Http.Live;

/// <summary>
/// The application on a database of its own, with listeners that are quick to bore.
/// </summary>
internal sealed class LiveHost : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly WebApplication _app;

    private LiveHost(TestDatabase database, WebApplication app) =>
        (_database, _app) = (database, app);

    public string ConnectionString => _database.ConnectionString;

    public static async Task<LiveHost> StartAsync(
        int mostListeners = 100, int pollMilliseconds = 1000, Func<string, string>? through = null,
        TimeSpan? longest = null)
    {
        var database = await TestCluster.CreateLedgerAsync();
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Logging.ClearProviders();
        builder.AddLedger(through is null ? database.Connections
            : database.Connections with { App = through(database.Connections.App) });
        builder.Services.AddSingleton(services => new LiveFeed(
            services.GetRequiredService<CallerAccess>(),
            services.GetRequiredService<BookKeeper>(),
            services.GetRequiredService<JournalReader>(), TimeProvider.System,
            services.GetRequiredService<IHostApplicationLifetime>(),
            services.GetRequiredService<ILogger<LiveFeed>>(),
            services.GetRequiredService<IAuditTrail>())
        {
            MaxListeners = mostListeners,
            Heartbeat = TimeSpan.FromMilliseconds(100),
            Poll = TimeSpan.FromMilliseconds(pollMilliseconds),
            MaxDuration = longest ?? TimeSpan.FromHours(1),
        });
        builder.WebHost.UseTestServer();
        var app = builder.Build();
        app.MapLedger();
        await app.StartAsync(TestContext.Current.CancellationToken);
        var host = new LiveHost(database, app);
        await host.RecordAsync(Orders.Open(Orders.Capital));
        return host;
    }

    /// <summary>Records on this node; answers with the last position.</summary>
    public async Task<long> RecordAsync(params ICommand[] commands)
    {
        var answer = await _app.Services.GetRequiredService<Journal>().Submit(
            new(Orders.Capital, [.. commands], Orders.Board),
            TestContext.Current.CancellationToken);
        return Assert.IsType<Answer.Receipt>(answer).Events[^1].Position;
    }

    /// <summary>Connects a listener; the answer may be a problem.</summary>
    public async Task<HttpResponseMessage> ConnectAsync(
        string query = "",
        string? lastEventId = null
    )
    {
        using var request = Request($"events/live{query}");
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        return await _app.GetTestClient().SendAsync(request,
            HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public async Task<string> TextAsync(string path)
    {
        using var request = Request(path);
        using var answer = await _app.GetTestClient().SendAsync(request,
            TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Whether the application can reach its database.</summary>
    public async Task<bool> IsReadyAsync()
    {
        using var answer = await _app.GetTestClient().GetAsync("/health/ready",
            TestContext.Current.CancellationToken);
        return answer.IsSuccessStatusCode;
    }

    /// <summary>Hears so many events and leaves.</summary>
    public async Task<List<SseItem<string>>> HearAsync(
        int count, string query = "", string? lastEventId = null)
    {
        using var answer = await ConnectAsync(query, lastEventId);
        return await TakeAsync(answer, count);
    }

    /// <summary>The next events of a listener.</summary>
    /// <param name="answer">To who listens.</param>
    /// <param name="count">How many.</param>
    /// <param name="first">Set when the first was heard.</param>
    public static async Task<List<SseItem<string>>> TakeAsync(
        HttpResponseMessage answer, int count, TaskCompletionSource? first = null)
    {
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        var heard = new List<SseItem<string>>();
        await using var stream = await answer.Content.ReadAsStreamAsync(patience.Token);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(patience.Token))
        {
            heard.Add(item);
            first?.TrySetResult();
            if (heard.Count == count)
                break;
        }
        return heard;
    }

    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static HttpRequestMessage Request(string path) =>
        new(HttpMethod.Get, $"/api/v1/portfolios/capital/{path}")
        {
            Headers = { { "Authorization", "Persona vera;viewer" } },
        };
}
