using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Tests.Http.Queries;

/// <summary>The application on a database of its own, with a year of history in it.</summary>
public sealed class ReadHost : IAsyncLifetime
{
    private WebApplication? _app;
    private TestDatabase? _database;

    public HttpClient Client { get; private set; } = null!;

    public SeededJournal Seed { get; private set; } = null!;

    public TestDatabase Database => _database!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestCluster.CreateLedgerAsync();
        await StartAsync();
        await Seed.SeedAsync();
    }

    public async Task RestartAsync()
    {
        await _app!.DisposeAsync();
        await StartAsync();
    }

    /// <summary>Asks for a view of the seeded portfolio.</summary>
    public Task<HttpResponseMessage> GetAsync(string view,
        params (string Name, string Value)[] headers) =>
        AskAsync($"/api/v1/portfolios/{SeededJournal.Portfolio}/{view}", headers);

    public async Task<HttpResponseMessage> AskAsync(string address,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Authorization", "Persona vera;viewer");
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The JSON of a view that must answer.</summary>
    public async Task<JsonElement> JsonAsync(string view)
    {
        using var answer = await GetAsync(view);
        var json = await BodyAsync(answer);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{view}: {json}");
        return json;
    }

    /// <summary>The problem of a request that must fail, by status and code.</summary>
    public async Task<JsonElement> ProblemAsync(string view, int status, string code)
    {
        using var answer = await GetAsync(view);
        var problem = await BodyAsync(answer);
        Assert.Equal((status, "application/problem+json"),
            ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(code, problem.GetProperty("code").GetString());
        return problem;
    }

    public static async Task<JsonElement> BodyAsync(HttpResponseMessage answer) =>
        JsonElement.Parse(
        await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }

    private async Task StartAsync()
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Logging.ClearProviders();
        builder.AddLedger(_database!.Connections);
        builder.Services.AddSingleton<TimeProvider>(new ShiftedClock(TimeSpan.FromHours(1)));
        builder.WebHost.UseTestServer();
        _app = builder.Build();
        _app.MapLedger();
        await _app.StartAsync(TestContext.Current.CancellationToken);
        Client = _app.GetTestClient();
        Seed = new(_app.Services.GetRequiredService<Journal>());
    }
}

/// <summary>Tests that only read share one host.</summary>
[CollectionDefinition(Name)]
public sealed class SharedReads : ICollectionFixture<ReadHost>
{
    public const string Name = "reads of one seeded journal";
}
