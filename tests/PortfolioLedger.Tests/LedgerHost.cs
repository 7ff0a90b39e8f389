using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alba;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Tests;

/// <summary>
/// The whole application on a database of its own, spoken to over HTTP. As a class fixture
/// (<c>IClassFixture&lt;LedgerHost&gt;</c>) all tests of a class share one.
/// </summary>
public sealed class LedgerHost : IAsyncLifetime
{
    private readonly bool _ownsDatabase;
    private IAlbaHost? _host;

    /// <summary>A host on an own database, started by xunit.</summary>
    public LedgerHost() => _ownsDatabase = true;

    private LedgerHost(TestDatabase database, bool ownsDatabase) =>
        (Database, _ownsDatabase) = (database, ownsDatabase);

    /// <summary>The database it runs on.</summary>
    public TestDatabase Database { get; private set; } = null!;

    /// <summary>The running application.</summary>
    public IAlbaHost App => _host ?? throw new InvalidOperationException("not started yet");

    /// <summary>A caller who says nothing about who they are.</summary>
    public LedgerCaller Anonymous => new(this, null);

    /// <summary>
    /// A running host; on a given database, which then stays, or on one of its own.
    /// </summary>
    /// <param name="database">Null for one of its own.</param>
    /// <param name="environment">In which it runs.</param>
    /// <param name="settings">Configuration of the test.</param>
    /// <param name="services">What the test puts in the place of the application's own.</param>
    public static async Task<LedgerHost> StartAsync(
        TestDatabase? database = null, string environment = "Development",
        Dictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null)
    {
        var host = new LedgerHost(
            database ?? await TestCluster.CreateLedgerAsync(), database is null);
        await host.RunAsync(environment, settings, services);
        return host;
    }

    /// <summary>A caller with a role.</summary>
    public LedgerCaller As(string id, string role, string? department = null) => Claiming(
        $"Persona {id};{role}" + (department is null ? "" : $";{department}"));

    /// <summary>A caller with this header <c>Authorization</c>.</summary>
    public LedgerCaller Claiming(string authorization) => new(this, authorization);

    /// <summary>The one value a query gives.</summary>
    public async Task<T> ScalarAsync<T>(string sql, params object[] parameters)
    {
        await using var connection = new NpgsqlConnection(Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
            command.Parameters.Add(new() { Value = parameter });
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The last position of a portfolio's journal; 0 when there is none.</summary>
    public Task<long> PositionAsync(string portfolio) => ScalarAsync<long>(
        "select coalesce(max(version), 0) from ledger.mt_events where stream_id = $1", portfolio);

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        Database ??= await TestCluster.CreateLedgerAsync();
        await RunAsync();
    }

    /// <summary>Stops the application, and drops its own database.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        if (_ownsDatabase && Database is not null)
            await Database.DisposeAsync();
    }

    private async Task RunAsync(
        string environment = "Development", Dictionary<string, string?>? settings = null,
        Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.AddLedger(Database.Connections);
        services?.Invoke(builder.Services);
        _host = await AlbaHost.For(builder, app => app.MapLedger());
    }
}

/// <summary>
/// Sends requests on somebody's account. Paths are below <c>/api/v1</c>, or absolute.
/// </summary>
public sealed class LedgerCaller(LedgerHost ledger, string? authorization)
{
    /// <summary>Reads an address.</summary>
    public Task<Reply> Get(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, headers);

    /// <summary>Sends a JSON text.</summary>
    public Task<Reply> Post(
        string path,
        string json,
        params (string Name, string Value)[] headers
    ) => Post(path, Json(Encoding.UTF8.GetBytes(json)), headers);

    /// <summary>Sends an object as JSON.</summary>
    public Task<Reply> Post(
        string path,
        JsonNode json,
        params (string Name, string Value)[] headers
    ) => Post(path, json.ToJsonString(), headers);

    /// <summary>Sends any body.</summary>
    public Task<Reply> Post(
        string path, HttpContent? body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, body, headers);

    /// <summary>Bytes that say they are JSON.</summary>
    public static HttpContent Json(byte[] bytes) => new ByteArrayContent(bytes)
    {
        Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
    };

    /// <summary>Sends any request.</summary>
    public async Task<Reply> SendAsync(
        HttpMethod method, string path, HttpContent? body,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(
            method, path.StartsWith('/') ? path : $"/api/v1/{path}") { Content = body };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var client = ledger.App.Server.CreateClient();
        using var response = await client.SendAsync(
            request, TestContext.Current.CancellationToken);
        return await Reply.OfAsync(response);
    }
}

/// <summary>What came back.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Text">The body as it is.</param>
/// <param name="Headers">All headers, those of the body among them.</param>
public sealed record Reply(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The body as JSON.</summary>
    public JsonNode Json => JsonNode.Parse(Text)
        ?? throw new JsonException($"status {Status} came with null");

    /// <summary>The code of a problem.</summary>
    public string Code => (string)Json["code"]!;

    /// <summary>The position of a receipt.</summary>
    public long Position => (long)Json["position"]!;

    /// <summary>A header, or null.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    internal static async Task<Reply> OfAsync(HttpResponseMessage response)
    {
        var headers = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
            headers[name] = string.Join(", ", values);
        return new(
            (int)response.StatusCode, await response.Content.ReadAsStringAsync(), headers);
    }

    public override string ToString() => $"{Status}: {Text}";
}
