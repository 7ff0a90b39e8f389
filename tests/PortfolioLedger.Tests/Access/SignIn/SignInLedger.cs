using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace PortfolioLedger.Tests.Access.SignIn;

/// <summary>
/// The ledger in Production behind the real server, where people sign in with a provider.
/// </summary>
public sealed class SignInLedger : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TestDatabase _database;
    private readonly Uri? _seemingAddress;

    private SignInLedger(
        WebApplication app, TestDatabase database, IdentityProvider provider, Uri? seeming) =>
        (_app, _database, Provider, _seemingAddress) = (app, database, provider, seeming);

    /// <summary>Where people sign in.</summary>
    public IdentityProvider Provider { get; }

    /// <summary>As the provider knows it.</summary>
    public string ClientId { get; private init; } = "";

    /// <summary>Where it listens.</summary>
    public Uri RealAddress { get; private set; } = null!;

    /// <summary>Where browsers find it.</summary>
    public Uri Address => _seemingAddress ?? RealAddress;

    /// <summary>What the ledger takes for now.</summary>
    public MovableClock Clock { get; private init; } = null!;

    /// <summary>A running ledger that the provider knows as a client.</summary>
    /// <param name="provider">Where people sign in.</param>
    /// <param name="database">Its own, or that of another node.</param>
    /// <param name="settings">Of the section Access, beside those that are always needed.</param>
    public static async Task<SignInLedger> StartAsync(
        IdentityProvider provider, TestDatabase database,
        params (string Name, string? Value)[] settings)
    {
        var client = $"ledger-{Guid.NewGuid():n}";
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Access:Authority"] = provider.Address,
            ["Access:Audience"] = "portfolio-ledger",
            ["Access:ClientId"] = client,
            // Without it this provider gives no refresh token, as the standard says.
            ["Access:Prompt"] = "consent",
            ["Access:ClientSecret"] = "the secret of the ledger",
        });
        builder.Configuration.AddInMemoryCollection(
            settings.Select(s => KeyValuePair.Create($"Access:{s.Name}", s.Value)));
        builder.Logging.ClearProviders();
        builder.AddLedger(database.ConnectionString);
        var clock = new MovableClock();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapLedger();
        await app.StartAsync(TestContext.Current.CancellationToken);
        var seeming = builder.Configuration["Access:Address"];
        var ledger = new SignInLedger(
            app, database, provider, seeming is null ? null : new Uri(seeming))
        {
            Clock = clock,
            ClientId = builder.Configuration["Access:ClientId"]!,
            RealAddress = app.Address(),
        };
        await provider.RegisterAsync(new()
        {
            ["client_id"] = builder.Configuration["Access:ClientId"],
            ["client_secret"] = "the secret of the ledger",
            ["token_endpoint_auth_method"] = "client_secret_post",
            ["grant_types"] = new JsonArray("authorization_code", "refresh_token"),
            ["redirect_uris"] = new JsonArray(ledger.At("/signin-oidc").ToString()),
            ["post_logout_redirect_uris"] =
                new JsonArray(ledger.At("/signout-callback-oidc").ToString()),
        });
        return ledger;
    }

    /// <summary>An address of it, as browsers write it.</summary>
    public Uri At(string path) => new(Address, path);

    /// <summary>A browser that reaches it.</summary>
    public Browser Browser() => new(address => address.GetLeftPart(UriPartial.Authority)
        == Address.GetLeftPart(UriPartial.Authority) ? new(RealAddress, address.PathAndQuery)
        : address);

    /// <summary>
    /// Somebody with these claims signs in through the pages of the provider, and is where they
    /// wanted to go.
    /// </summary>
    public async Task<Browser> SignInAsync(string login, JsonObject claims)
    {
        await Provider.SetAccountAsync(login, claims);
        var browser = Browser();
        var page = await SignInAsync(browser, login);
        Assert.True(page.Reply.Status == 200 && page.Address == At("/problems"), page.ToString());
        return browser;
    }

    /// <summary>Types a login, agrees to what the provider asks, and comes back.</summary>
    public async Task<BrowserPage> SignInAsync(
        Browser browser, string login, string returnUrl = "/problems")
    {
        var page = await browser.OpenAsync(At($"/sign-in?returnUrl={returnUrl}"));
        Assert.Contains("name=\"password\"", page.Html, StringComparison.Ordinal);
        page = await browser.SubmitAsync(page, ("login", login), ("password", "any"));
        Assert.Contains("value=\"consent\"", page.Html, StringComparison.Ordinal);
        return await browser.SubmitAsync(page);
    }

    /// <summary>Reads an address of the API as a browser does.</summary>
    public async Task<Reply> GetAsync(
        Browser browser, string path, params (string Name, string Value)[] headers) =>
        (await browser.SendAsync(HttpMethod.Get, At($"/api/v1/{path}"), null, headers)).Reply;

    /// <summary>Sends a JSON text to the API.</summary>
    public async Task<Reply> PostAsync(
        Browser browser, string path, string json, params (string Name, string Value)[] headers) =>
        (await browser.SendAsync(HttpMethod.Post, At($"/api/v1/{path}"),
            new StringContent(json, new System.Net.Http.Headers.MediaTypeHeaderValue(
                "application/json")), headers)).Reply;

    /// <summary>What a signed-in browser needs to change something.</summary>
    public async Task<(string Name, string Value)> CsrfAsync(Browser browser) =>
        ("X-CSRF-Token", (string)(await GetAsync(browser, "me")).Json["csrfToken"]!);

    /// <summary>Registers a department, as whoever has signed in there.</summary>
    public async Task<Reply> RegisterAsync(Browser browser, string portfolio) =>
        await PostAsync(browser, $"portfolios/{portfolio}/departments",
            $$"""{"key":"d{{Guid.NewGuid():n}}","name":"Water"}""", await CsrfAsync(browser));

    /// <summary>Opens portfolios with these keys, as the board.</summary>
    public async Task OpenPortfoliosAsync(params string[] keys)
    {
        const string board = "service-board";
        await Provider.AddServiceAsync(board, "approver");
        using var browser = Browser();
        foreach (var key in keys)
            Assert.Equal(201, (await PostAsync(browser, "portfolios",
                $$"""{"key":"{{key}}","name":"The {{key}} plan","currency":"USD"}""",
                Bearer(await Provider.TokenOfServiceAsync(board)))).Status);
    }

    /// <summary>The header with an access token.</summary>
    public static (string Name, string Value) Bearer(string token) =>
        ("Authorization", $"Bearer {token}");

    /// <summary>Changes what is stored.</summary>
    public async Task<int> ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>The one value a query gives.</summary>
    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

/// <summary>The real clock, until somebody sets it forward.</summary>
public sealed class MovableClock : TimeProvider
{
    /// <summary>By how much it is ahead.</summary>
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}

/// <summary>A provider, and a ledger with the portfolios capital and water.</summary>
public sealed class SignInFixture : IAsyncLifetime
{
    private TestDatabase? _database;
    private IdentityProvider? _provider;
    private SignInLedger? _ledger;

    /// <summary>The ledger; the test is skipped where there is no provider.</summary>
    public SignInLedger Ledger => _ledger ?? throw new InvalidOperationException("not started");

    /// <summary>Its provider.</summary>
    public IdentityProvider Provider => _provider!;

    /// <summary>Its database.</summary>
    public TestDatabase Database => _database!;

    public async ValueTask InitializeAsync()
    {
        _provider = await IdentityProvider.StartAsync();
        _database = await TestCluster.CreateLedgerAsync();
        _ledger = await SignInLedger.StartAsync(_provider, _database);
        await _ledger.OpenPortfoliosAsync("capital", "water");
    }

    public async ValueTask DisposeAsync()
    {
        if (_ledger is not null)
            await _ledger.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
        if (_provider is not null)
            await _provider.DisposeAsync();
    }
}
