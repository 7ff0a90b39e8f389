using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using PortfolioLedger.Core.AuditLog;

namespace PortfolioLedger.Tests.AuditLog;

/// <summary>
/// A witness on a port of this machine: honest as C2SP tlog-witness asks, and where a test says so,
/// anything but.
/// </summary>
internal sealed class TestWitness : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private WebApplication? _app;
    private int _port;
    private int _running;

    private TestWitness(string name) => Key = new(
        name, SignatureKind.Cosignature, RandomNumberGenerator.GetBytes(32));

    /// <summary>Its secret key.</summary>
    public SigningKey Key { get; }

    /// <summary>Its submission prefix.</summary>
    public string Url => $"http://127.0.0.1:{_port}/log-witness";

    /// <summary>What it saw last of each log, by origin.</summary>
    public ConcurrentDictionary<string, (long Size, MerkleHash Root)> Seen { get; } = new();

    /// <summary>Requests that were understood, in their order, with the status answered.</summary>
    public ConcurrentQueue<(WitnessRequest Request, int Status)> Requests { get; } = new();

    /// <summary>The largest number of requests at one time.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>What it answers instead, by portfolio or <c>*</c>.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, WitnessRequest, Task>> Lies { get; } =
        new();

    /// <summary>The ledger's key; the witness believes any until it is set.</summary>
    public VerifierKey? Log { get; set; }

    /// <summary>The time it states.</summary>
    public Func<DateTimeOffset> Clock { get; set; } = () => DateTimeOffset.UtcNow;

    /// <summary>The settings of a ledger with these witnesses.</summary>
    public static Dictionary<string, string?> Settings(params TestWitness[] witnesses) =>
        witnesses.SelectMany((w, i) => new (string Name, string Value)[]
        {
            ($"AuditLog:Witnesses:{i}:Url", w.Url + "/"),
            ($"AuditLog:Witnesses:{i}:Key", w.Key.Verifier.ToString()),
        }).ToDictionary(s => s.Name, s => (string?)s.Value);

    /// <summary>A witness that listens.</summary>
    public static async Task<TestWitness> StartAsync(string name = "witness.example/w1")
    {
        var witness = new TestWitness(name);
        await witness.ListenAsync();
        return witness;
    }

    /// <summary>Listens, at the port it had before.</summary>
    public async Task ListenAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, _port));
        _app = builder.Build();
        _app.Run(AnswerAsync);
        await _app.StartAsync();
        _port = new Uri(_app.Urls.Single()).Port;
    }

    /// <summary>Is gone: nobody listens at its port.</summary>
    public async Task StopAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        _app = null;
    }

    /// <summary>Cosigns whatever it is given.</summary>
    public NoteSignature Cosign(string text, SigningKey? key = null, DateTimeOffset? at = null) =>
        Cosignature.Sign(text, key ?? Key, at ?? Clock());

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Key.Dispose();
    }

    /// <summary>Answers with a text.</summary>
    public static Task SendAsync(
        HttpContext http, int status, string text, string mediaType = "text/plain")
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = mediaType;
        return http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var running = Interlocked.Increment(ref _running);
        lock (_lock)
            MostAtOnce = Math.Max(MostAtOnce, running);
        try
        {
            if (http.Request.Method != "POST" || http.Request.Path != "/log-witness/add-checkpoint")
            {
                await SendAsync(http, 404, "not here");
                return;
            }
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            var request = WitnessRequest.Parse(body.ToArray());
            var origin = Checkpoint.Parse(request.Note.Text).Origin;
            if (Lies.TryGetValue(LogOrigin.Parse(origin).Portfolio, out var lie)
                || Lies.TryGetValue("*", out lie))
                await lie(http, request);
            else
                await BeHonestAsync(http, request);
            Requests.Enqueue((request, http.Response.StatusCode));
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    /// <summary>As the specification says.</summary>
    public Task BeHonestAsync(HttpContext http, WitnessRequest request)
    {
        var (status, text, mediaType) = Judge(request);
        return SendAsync(http, status, text, mediaType);
    }

    private (int Status, string Text, string MediaType) Judge(WitnessRequest request)
    {
        var checkpoint = Checkpoint.Parse(request.Note.Text);
        if (Log is { } log && request.Note.By(log.Named(checkpoint.Origin)) is null)
            return (403, "not the log's", "text/plain");
        lock (_lock)
        {
            var (size, root) = Seen.GetValueOrDefault(checkpoint.Origin);
            if (request.OldSize > checkpoint.Size)
                return (400, "old above new", "text/plain");
            if (request.OldSize != size)
                return (409, $"{size}\n", "text/x.tlog.size");
            var extends = size == 0 ? request.Consistency.IsEmpty : MerkleProof.Extends(
                size, checkpoint.Size, root, checkpoint.Root, request.Consistency.AsSpan());
            if (!extends)
                return (422, "no extension", "text/plain");
            Seen[checkpoint.Origin] = (checkpoint.Size, checkpoint.Root);
            return (200, $"{Cosign(request.Note.Text)}\n", "text/plain");
        }
    }
}
