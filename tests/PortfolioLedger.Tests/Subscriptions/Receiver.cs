using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Tests.Subscriptions;

/// <summary>Receives webhooks on this machine, and answers as the test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Received> _received = new();

    private Receiver(WebApplication app) => _app = app;

    /// <summary>The status of the answer to the nth request, from 1.</summary>
    public Func<int, int> Answer { get; set; } = _ => 204;

    /// <summary>What came, in order.</summary>
    public IReadOnlyList<Received> All => [.. _received];

    /// <summary>Where to post to.</summary>
    public string Url => $"{_app.Urls.First()}/hooks";

    public static async Task<Receiver> StartAsync(string url = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.Urls.Add(url);
        app.MapPost("/hooks", receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        _received.Enqueue(
            new(
                http.Request.Headers["webhook-id"].ToString(),
                http.Request.Headers["webhook-timestamp"].ToString(),
                http.Request.Headers["webhook-signature"].ToString(),
                http.Request.ContentType!,
                body.ToArray()
            )
        );
        http.Response.StatusCode = Answer(_received.Count);
    }
}

/// <summary>One webhook as it came.</summary>
internal sealed record Received(
    string Id,
    string Timestamp,
    string Signature,
    string ContentType,
    byte[] Body
)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public long Position => (long)Json["position"]!;

    /// <summary>Whether it is signed with a secret, by the letter of Standard Webhooks.</summary>
    public bool IsSignedWith(string secret)
    {
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{Id}.{Timestamp}."), .. Body];
        var expected = HMACSHA256.HashData(
            Convert.FromBase64String(secret["whsec_".Length..]),
            signed
        );
        return Signature.Split(' ').Contains($"v1,{Convert.ToBase64String(expected)}")
            && Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - long.Parse(Timestamp, null))
                < 300;
    }
}
