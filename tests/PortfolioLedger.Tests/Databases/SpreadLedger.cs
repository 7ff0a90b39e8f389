using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PortfolioLedger.Projections;

namespace PortfolioLedger.Tests.Databases;

/// <summary>The ledger behind its real server, with a database beside the first one.</summary>
internal sealed class SpreadLedger : IAsyncDisposable
{
    /// <summary>The name of the database beside the first one.</summary>
    public const string Other = "east";

    private readonly WebApplication _app;

    private SpreadLedger(WebApplication app)
    {
        _app = app;
        Client = new() { BaseAddress = app.Address() };
        Client.DefaultRequestHeaders.TryAddWithoutValidation(
            "Authorization", "Persona board;approver");
    }

    /// <summary>Somebody who may open portfolios and record.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts it.</summary>
    /// <param name="home">The first database.</param>
    /// <param name="other">The connection string of the other.</param>
    /// <param name="opensIn">In which of them portfolios are opened.</param>
    /// <param name="migrator">Of the other, where it is another account.</param>
    public static async Task<SpreadLedger> StartAsync(
        TestDatabase home, string other, string opensIn = Other, string? migrator = null)
    {
        var app = Build(home, other, opensIn, migrator);
        app.MapLedger();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app);
    }

    /// <summary>What a verb works with: the same settings, and nothing is started.</summary>
    public static WebApplication BuildForVerb(TestDatabase home, TestDatabase other) => Build(
        home, other.Connections.App, Other,
        other.Connections.AreSeparate ? other.Connections.Migrator : null);

    /// <summary>The same with a connection string.</summary>
    public static WebApplication BuildForVerb(TestDatabase home, string other) =>
        Build(home, other, Other, null);

    private static WebApplication Build(
        TestDatabase home, string other, string opensIn, string? migrator)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Logging.ClearProviders();
        builder.Configuration[$"Databases:{Other}:Ledger"] = other;
        builder.Configuration[$"Databases:{Other}:LedgerMigrator"] = migrator;
        builder.Configuration["Ledger:NewPortfolios"] = opensIn;
        builder.Configuration[ReadModelSetup.FollowSetting] = "true";
        builder.AddLedger(home.Connections);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder.Build();
    }

    /// <summary>The same on a database of the tests.</summary>
    public static Task<SpreadLedger> StartAsync(
        TestDatabase home, TestDatabase other, string opensIn = Other) =>
        StartAsync(home, other.Connections.App, opensIn,
            other.Connections.AreSeparate ? other.Connections.Migrator : null);

    /// <summary>Asks it to open a portfolio.</summary>
    public Task<HttpResponseMessage> OpenAsync(string key, string name = "A portfolio") =>
        PostAsync("portfolios", new JsonObject
        {
            ["key"] = key, ["name"] = name, ["currency"] = "EUR",
        });

    /// <summary>Opens one, which must succeed.</summary>
    public async Task OpenedAsync(string key)
    {
        using var opened = await OpenAsync(key);
        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
    }

    /// <summary>Sends a body as JSON.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, JsonObject body) =>
        Client.PostAsJsonAsync($"/api/v1/{path}", body);

    /// <summary>An answer, which must be one of success.</summary>
    public async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await Client.GetAsync($"/api/v1/{path}");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>The page about the ledger as a whole.</summary>
    public async Task<string> AdministrationAsync()
    {
        using var client = new HttpClient { BaseAddress = Client.BaseAddress };
        client.DefaultRequestHeaders.TryAddWithoutValidation(
            "Authorization", "Persona adm;administrator");
        return await client.GetStringAsync("/admin");
    }

    /// <summary>The one value that a database says.</summary>
    public static async Task<object?> ScalarAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }
                .ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
