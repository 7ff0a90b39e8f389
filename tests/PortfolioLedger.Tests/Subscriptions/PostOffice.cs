using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace PortfolioLedger.Tests.Subscriptions;

/// <summary>
/// A mail server on this machine that keeps what it takes, and answers as a test wants.
/// </summary>
internal sealed class PostOffice : IMessageStore, IMailboxFilter, IAsyncDisposable
{
    public const string User = "ledger", Password = "Kuckuck-7-und-9";

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<(MimeMessage Mail, string[] To)> _taken = new();
    private Task _running = Task.CompletedTask;
    private int _asked;

    private PostOffice(int port) => Port = port;

    public int Port { get; }

    /// <summary>What it took, in order, with whom it was for.</summary>
    public IReadOnlyList<(MimeMessage Mail, string[] To)> Taken => [.. _taken];

    /// <summary>How often a whole mail was offered.</summary>
    public int Asked => _asked;

    /// <summary>The code a mail is answered with, by how often one was offered.</summary>
    public Func<int, int> Answer { get; set; } = _ => 250;

    /// <summary>The code a recipient is answered with.</summary>
    public Func<string, int> AnswerTo { get; set; } = _ => 250;

    /// <summary>Mails are answered when this is done.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Opens one: without a certificate in plain text, else with logins and TLS.</summary>
    public static PostOffice Open(
        X509Certificate2? certificate = null,
        bool tlsAtOnce = false,
        int? port = null
    )
    {
        var office = new PostOffice(port ?? LoopbackPort.Free());
        var options = new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(endpoint =>
        {
            endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, office.Port)).IsSecure(tlsAtOnce)
                .AuthenticationRequired(certificate is not null);
            if (certificate is not null)
                endpoint.Certificate(certificate);
        }).Build();
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add((IMessageStore)office);
        services.Add((IMailboxFilter)office);
        services.Add(
            new DelegatingUserAuthenticator(
                (user, password) => (user, password) == (User, Password)
            )
        );
        office._running = new SmtpServer.SmtpServer(options, services).StartAsync(
            office._stop.Token
        );
        return office;
    }

    /// <summary>A certificate of this machine that nobody vouches for.</summary>
    public static X509Certificate2 SelfMade()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(1)
        );
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>Settings that send to it.</summary>
    public Dictionary<string, string?> Settings(
        string security = "none", string? password = null, string? trusted = null) => new()
    {
        ["Mail:Host"] = "localhost",
        ["Mail:Port"] = $"{Port}",
        ["Mail:Security"] = security,
        ["Mail:From"] = "ledger@example.org",
        ["Mail:User"] = password is null ? null : User,
        ["Mail:Password"] = password,
        ["Mail:TrustedCertificates"] = trusted,
    };

    async Task<SmtpResponse> IMessageStore.SaveAsync(
        ISessionContext context,
        IMessageTransaction transaction,
        ReadOnlySequence<byte> buffer,
        CancellationToken cancellationToken
    )
    {
        var asked = Interlocked.Increment(ref _asked);
        await Gate.WaitAsync(cancellationToken);
        if (Answer(asked) is var code && code != 250)
            return new((SmtpReplyCode)code, "as the test wants");
        using var stream = new MemoryStream(buffer.ToArray());
        _taken.Enqueue((await MimeMessage.LoadAsync(stream, cancellationToken),
            [.. transaction.To.Select(to => $"{to.User}@{to.Host}")]));
        return SmtpResponse.Ok;
    }

    Task<bool> IMailboxFilter.CanAcceptFromAsync(
        ISessionContext context,
        IMailbox from,
        int size,
        CancellationToken cancellationToken
    ) => Task.FromResult(true);

    Task<bool> IMailboxFilter.CanDeliverToAsync(
        ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
        AnswerTo($"{to.User}@{to.Host}") is var code && code == 250 ? Task.FromResult(true)
            : throw new SmtpResponseException(new((SmtpReplyCode)code, "as the test wants"));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
        }
        _stop.Dispose();
        foreach (var (mail, _) in _taken)
            mail.Dispose();
    }
}

/// <summary>A folder for the time of a test.</summary>
internal sealed class PostFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ledger-mails-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
