using Microsoft.Playwright;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PortfolioLedger.Access;
using PortfolioLedger.BrowserTests;
using PortfolioLedger.Demo;
using PortfolioLedger.Tests;

[assembly: AssemblyFixture(typeof(Website))]
// A browser, the ledger and its database share the processors already.
[assembly: Xunit.v3.Parallelization(MaxThreads = 2)]

namespace PortfolioLedger.BrowserTests;

/// <summary>
/// The ledger behind its real server, with the demo portfolio, and a browser; one of each for all
/// tests. Those who record something open a portfolio of their own.
/// </summary>
public sealed class Website : IAsyncLifetime
{
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(60) };
    private TestDatabase? _database;
    private WebApplication? _app;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private readonly SemaphoreSlim _making = new(1);
    private Dictionary<string, string>? _made;
    private string? _missing;

    /// <summary>The key of the portfolio that everybody may read.</summary>
    public const string Demo = "demo";

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The application.</summary>
    public WebApplication App => _app ?? throw new InvalidOperationException("not started yet");

    /// <summary>The browser.</summary>
    public IBrowser Browser => _browser ?? throw new InvalidOperationException("not started yet");

    /// <summary>Starts it all.</summary>
    public async ValueTask InitializeAsync()
    {
        var browser = StartBrowserAsync();
        _database = await TestCluster.CreateLedgerAsync();
        _app = await LedgerServer.StartAsync(_database);
        Address = _app.Address();
        _client.BaseAddress = Address;
        var outcome = await _app.Services.GetRequiredService<DemoPortfolio>()
            .RecordAsync(DemoPortfolio.DefaultKey, default);
        Assert.Equal(DemoOutcome.Recorded, outcome);
        await browser;
    }

    /// <summary>Stops it all.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
        _client.Dispose();
    }

    /// <summary>A browser that has never been here; nobody else sees what it is given.</summary>
    /// <param name="role">Of the persona that was chosen before; a visitor if absent.</param>
    /// <param name="choose">Changes how it is set up.</param>
    public async Task<IBrowserContext> VisitAsync(
        string? role = null, Action<BrowserNewContextOptions>? choose = null)
    {
        // A fixture cannot skip the tests it is for; what each of them calls first can.
        Assert.SkipWhen(_missing is not null, _missing ?? "");
        var options = new BrowserNewContextOptions
        {
            BaseURL = Address.ToString(),
            ViewportSize = new() { Width = 1280, Height = 900 },
        };
        choose?.Invoke(options);
        var context = await Browser.NewContextAsync(options);
        // A busy machine is slow, and a page that never comes fails all the same.
        context.SetDefaultTimeout(30_000);
        if (role is not null)
            await BecomeAsync(context, role);
        return context;
    }

    /// <summary>Chooses a persona with a role, as its form does.</summary>
    public Task BecomeAsync(IBrowserContext context, string role) => context.AddCookiesAsync(
    [
        new()
        {
            Name = PersonaSession.Cookie, Value = Uri.EscapeDataString($"{role};{role}"),
            Url = Address.ToString(), SameSite = SameSiteAttribute.Strict,
        },
    ]);

    /// <summary>What a program is answered.</summary>
    public async Task<JsonNode> GetAsync(string path, string persona = "vera;viewer")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/{path}");
        request.Headers.Add("Authorization", $"Persona {persona}");
        using var answer = await _client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>Records something, as a program would: what it was answered.</summary>
    public async Task<JsonNode> PostAsync(
        string path, JsonObject body, string persona = "pmo;contributor")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}");
        request.Headers.Add("Authorization", $"Persona {persona}");
        request.Content = new StringContent(
            body.ToJsonString(), new System.Net.Http.Headers.MediaTypeHeaderValue(
                "application/json"));
        using var answer = await _client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>What has a page once somebody has made it; made once for all tests.</summary>
    public async Task<Dictionary<string, string>> MadeAsync(string report)
    {
        await _making.WaitAsync();
        try
        {
            return _made ??= await MadeThings.MakeAsync(this, report);
        }
        finally
        {
            _making.Release();
        }
    }

    /// <summary>Opens a portfolio with a department.</summary>
    public async Task OpenAsync(string portfolio)
    {
        await PostAsync("portfolios", new()
        {
            ["key"] = portfolio, ["name"] = "A plan", ["currency"] = "USD",
        }, "board;approver");
        await PostAsync($"portfolios/{portfolio}/departments", new()
        {
            ["key"] = "works", ["name"] = "Works",
        });
    }

    private async Task StartBrowserAsync()
    {
        if (Executables().FirstOrDefault(File.Exists) is not { } executable)
        {
            _missing = $"There is no browser at {string.Join(" or ", Executables())}: install "
                + "Chromium (apt-get install -y chromium-headless-shell), or say in "
                + "LEDGER_TEST_BROWSER where it is.";
            return;
        }
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = executable,
            Args = ["--no-sandbox", "--disable-gpu"],
        });
    }

    /// <summary>
    /// The one that was named; else Debian's, first the one without windows, which needs half of
    /// the processor's time.
    /// </summary>
    private static string[] Executables() =>
        Environment.GetEnvironmentVariable("LEDGER_TEST_BROWSER") is { Length: > 0 } own ? [own]
            : ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];
}
