using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace PortfolioLedger.Tests.AuditLog;

/// <summary>
/// A time-stamp authority (RFC 3161): <c>openssl ts</c> with a root and a certificate of its own,
/// behind a port of this machine.
/// </summary>
internal sealed class TestAuthority : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateDirectory(TestFolder.New()).FullName;
    private readonly SemaphoreSlim _turn = new(1);
    private WebApplication? _app;
    private int _port;

    private TestAuthority()
    {
    }

    /// <summary>Where it takes requests.</summary>
    public string Url => $"http://127.0.0.1:{_port}/tsr";

    /// <summary>The certificate of its root.</summary>
    public string Root => this["ca.pem"];

    /// <summary>What it answers instead.</summary>
    public Func<HttpContext, byte[], Task>? Lie { get; set; }

    /// <summary>Requests, as they came.</summary>
    public ConcurrentQueue<byte[]> Requests { get; } = new();

    /// <summary>A file in its folder.</summary>
    public string this[string file] => Path.Combine(_folder, file);

    /// <summary>The settings of a ledger with this authority.</summary>
    public Dictionary<string, string?> Settings(string? trusted = null) => new()
    {
        ["AuditLog:TimeStamps:Url"] = Url,
        ["AuditLog:TimeStamps:CertificateFile"] = trusted ?? Root,
    };

    /// <summary>An authority that listens.</summary>
    public static async Task<TestAuthority> StartAsync()
    {
        var authority = new TestAuthority();
        await authority.MakeAsync();
        await authority.ListenAsync();
        return authority;
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

    /// <summary>The reply to a query.</summary>
    public async Task<byte[]> ReplyAsync(byte[] query)
    {
        await _turn.WaitAsync();
        try
        {
            await File.WriteAllBytesAsync(this["query.tsq"], query);
            await OpenSslAsync("ts", "-reply", "-config", "ts.cnf", "-queryfile", "query.tsq",
                "-out", "reply.tsr");
            return await File.ReadAllBytesAsync(this["reply.tsr"]);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Runs openssl in its folder; what it wrote. It must succeed.</summary>
    public async Task<string> OpenSslAsync(params string[] arguments)
    {
        var (code, output) = await TryOpenSslAsync(arguments);
        Assert.True(code == 0, $"openssl {string.Join(' ', arguments)}: {output}");
        return output;
    }

    /// <summary>Runs openssl in its folder; its exit code and what it wrote.</summary>
    public async Task<(int Code, string Output)> TryOpenSslAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("openssl", arguments)
        {
            WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (
            process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        TestFolder.Delete(_folder);
        _turn.Dispose();
    }

    private async Task MakeAsync()
    {
        await File.WriteAllTextAsync(this["tsa.ext"], """
            basicConstraints=CA:FALSE
            keyUsage=critical,digitalSignature
            extendedKeyUsage=critical,timeStamping
            """);
        await File.WriteAllTextAsync(this["ts.cnf"], """
            [tsa]
            default_tsa = authority
            [authority]
            serial = serial
            crypto_device = builtin
            signer_cert = tsa.pem
            certs = ca.pem
            signer_key = tsa.key
            signer_digest = sha256
            default_policy = 1.3.6.1.4.1.99999.1
            digests = sha256
            accuracy = secs:1
            ordering = no
            tsa_name = no
            ess_cert_id_chain = no
            ess_cert_id_alg = sha256
            """);
        await File.WriteAllTextAsync(this["serial"], "01\n");
        await OpenSslAsync("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key",
            "-out", "ca.pem", "-subj", "/CN=Test root", "-days", "3650");
        await OpenSslAsync("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key",
            "-out", "tsa.csr", "-subj", "/CN=Test authority");
        await OpenSslAsync("x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
            "-CAcreateserial", "-days", "3650", "-extfile", "tsa.ext", "-out", "tsa.pem");
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var query = body.ToArray();
        Requests.Enqueue(query);
        Assert.Equal("application/timestamp-query", http.Request.ContentType);
        if (Lie is { } lie)
            await lie(http, query);
        else
            await SendAsync(http, await ReplyAsync(query));
    }

    /// <summary>Answers with bytes.</summary>
    public static Task SendAsync(HttpContext http, byte[] reply)
    {
        http.Response.ContentType = "application/timestamp-reply";
        return http.Response.Body.WriteAsync(reply).AsTask();
    }
}
