using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;
using PortfolioLedger.Tests.Http.Commands;
using PortfolioLedger.Tests.Http.Queries;

namespace PortfolioLedger.Tests.Http;

/// <summary>
/// The application behind the real server, on a database of its own with a year of history: what
/// the server itself does to requests and answers is seen only there. Nothing is unpacked by the
/// client.
/// </summary>
public sealed class KestrelHost : IAsyncLifetime
{
    public const string Portfolio = "/api/v1/portfolios/" + SeededJournal.Portfolio;

    private WebApplication? _app;
    private TestDatabase? _database;

    public HttpClient Client { get; private set; } = null!;

    public IServiceProvider Services => _app!.Services;

    public async ValueTask InitializeAsync()
    {
        _database = await TestCluster.CreateLedgerAsync();
        _app = await LedgerServer.StartAsync(_database);
        Client = new(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = _app.Address(),
        };
        Client.DefaultRequestHeaders.TryAddWithoutValidation(
            "Authorization",
            "Persona alice;approver"
        );
        await new SeededJournal(_app.Services.GetRequiredService<Journal>()).SeedAsync();
    }

    public async Task<Sent> GetAsync(
        string address,
        params (string Name, string Value)[] headers
    ) => await SendAsync(HttpMethod.Get, address, null, headers);

    public async Task<Sent> SendAsync(HttpMethod method, string address, HttpContent? body,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body };
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }
        using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var all = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (
            var (name, values) in answer.Headers.NonValidated.Concat(
                answer.Content.Headers.NonValidated
            )
        )
            all[name] = string.Join(", ", values);
        return new((int)answer.StatusCode, all,
            await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Sends bytes as they are, and reads until the server closes.</summary>
    public async Task<string> RawAsync(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(Client.BaseAddress!.Host, Client.BaseAddress.Port,
            TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(request),
            TestContext.Current.CancellationToken
        );
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A body with its media type, in a content coding or as it is.</summary>
    public static ByteArrayContent Body(byte[] bytes, string type, string? coding = null)
    {
        var body = new ByteArrayContent(bytes) { Headers = { ContentType = new(type) } };
        if (coding is not null)
            body.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        return body;
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }
}

/// <summary>What came back.</summary>
public sealed record Sent(int Status, SortedDictionary<string, string> Headers, byte[] Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonElement Json => JsonElement.Parse(Bytes);

    public string? this[string header] => Headers.GetValueOrDefault(header);

    /// <summary>It is a problem document of this status and code.</summary>
    public JsonElement AssertProblem(int status, string code)
    {
        Assert.True(Status == status, $"expected {status} {code}, got {Status}: {Text}");
        Assert.Equal("application/problem+json", this["Content-Type"]);
        Assert.Equal(code, Json.GetProperty("code").GetString());
        return Json;
    }
}

/// <summary>These tests share one server.</summary>
[CollectionDefinition(Name)]
public sealed class SharedServer : ICollectionFixture<KestrelHost>
{
    public const string Name = "requests to the real server";
}
