using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace PortfolioLedger.Messaging;

/// <summary>
/// Hands mails to the mail server by SMTP. What the server refuses for good (5yz) is not tried
/// again; what it refuses for now, and whatever is wrong with the connection, is.
/// </summary>
internal sealed class MailSender(MailSettings settings)
{
    /// <summary>A mail is handed over within this, or the attempt failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const int MaxWordsLength = 300;

    /// <summary>One attempt.</summary>
    /// <param name="mail">With sender and recipients.</param>
    /// <param name="isLast">
    /// Nobody gets it before everybody can, so that nobody gets it twice; the last time those get
    /// it who can.
    /// </param>
    /// <param name="cancel">Breaks it off.</param>
    public Task<Attempt> SendAsync(MimeMessage mail, bool isLast, CancellationToken cancel) =>
        TalkAsync(
            async (session, patience) =>
            {
                session.IsLast = isLast;
                await session.SendAsync(mail, patience);
                return session.Refused is []
                    ? Attempt.Done
                    : new(
                        $"Sent, but not to {Words(string.Join("; ", session.Refused))}.",
                        IsFinal: true
                    );
            },
            cancel
        );

    /// <summary>Connects and logs in, and sends nothing.</summary>
    public Task<Attempt> TryAsync(CancellationToken cancel) =>
        TalkAsync(
            async (session, patience) =>
            {
                await session.NoOpAsync(patience);
                return Attempt.Done;
            },
            cancel
        );

    private async Task<Attempt> TalkAsync(
        Func<Session, CancellationToken, Task<Attempt>> talk, CancellationToken cancel)
    {
        if (settings.Server is not { } server)
            return new("Mail__Host is not set on this node.");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        using var session = new Session(server.Trusted);
        try
        {
            await session.ConnectAsync(server.Host, server.Port, server.Socket, patience.Token);
            if (server.Credentials is { } credentials)
                await session.AuthenticateAsync(credentials, patience.Token);
            var attempt = await talk(session, patience.Token);
            await LeaveAsync(session, patience.Token);
            return attempt;
        }
        catch (Exception fault) when (Failed(fault, cancel) is { } attempt)
        {
            return attempt;
        }
    }

    /// <summary>What is handed over stays so, however the connection ends.</summary>
    private static async Task LeaveAsync(Session session, CancellationToken cancel)
    {
        try
        {
            await session.DisconnectAsync(quit: true, cancel);
        }
        catch (Exception fault) when (fault is IOException or SocketException or ProtocolException
            or CommandException or OperationCanceledException)
        {
        }
    }

    /// <summary>What went wrong; null when it is no matter of mails.</summary>
    private static Attempt? Failed(Exception fault, CancellationToken cancel) =>
        fault switch
        {
            AuthenticationException => new(
                "The mail server refused the credentials (Mail__User, Mail__Password): "
                    + $"{Words(fault.Message)}"
            ),
            SmtpCommandException refused => new(
                $"The mail server answered {(int)refused.StatusCode}"
                    + (refused.Mailbox is { } mailbox ? $" for {mailbox.Address}" : "")
                    + $": {Words(refused.Message)}",
                IsForGood(refused.StatusCode)
            ),
            NobodyAcceptedException => new(
                $"The mail server takes it for nobody: {Words(fault.Message)}",
                IsFinal: true
            ),
            SslHandshakeException => new(
                "No secure connection to the mail server could be made: "
                    + Words((fault.InnerException ?? fault).Message)
            ),
            NotSupportedException => new(
                $"The mail server cannot do what is asked of it: {Words(fault.Message)}"
            ),
            OperationCanceledException when !cancel.IsCancellationRequested => new(
                $"The mail server did not take the mail within {Patience.TotalSeconds:0} seconds."
            ),
            TimeoutException => new("The mail server did not answer in time."),
            IOException or SocketException or ProtocolException or ServiceNotConnectedException =>
                new($"The mail server could not be reached: {Words(fault.Message)}"),
            _ => null,
        };

    /// <summary>
    /// A missing login or TLS (RFC 4954, RFC 3207) is the operator's to put right, not the mail's.
    /// </summary>
    private static bool IsForGood(SmtpStatusCode status) =>
        (int)status >= 500 && (int)status is not (530 or 534 or 535 or 538);

    /// <summary>The words of a server on one line and not too many of them.</summary>
    private static string Words(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return line.Length <= MaxWordsLength ? line : line[..MaxWordsLength] + "…";
    }

    /// <summary>The server takes a mail for none of those it is for.</summary>
    private sealed class NobodyAcceptedException(string refused) : Exception(refused);

    /// <summary>
    /// A connection that sends to those recipients the server takes, and notes the others.
    /// </summary>
    private sealed class Session : SmtpClient
    {
        /// <summary>An answer comes within this, or the connection is broken.</summary>
        private const int AnswerMilliseconds = 20_000;

        private readonly X509Certificate2Collection _trusted;

        public Session(X509Certificate2Collection trusted)
        {
            _trusted = trusted;
            Timeout = AnswerMilliseconds;
            if (trusted.Count == 0)
                return;
            // A certificate of one's own names no list of revoked ones.
            CheckCertificateRevocation = false;
            ServerCertificateValidationCallback = (_, certificate, _, errors) =>
                errors == System.Net.Security.SslPolicyErrors.None
                || (
                    errors == System.Net.Security.SslPolicyErrors.RemoteCertificateChainErrors
                    && Leads(certificate!)
                );
        }

        public bool IsLast { get; set; }

        public List<string> Refused { get; } = [];

        protected override void OnRecipientNotAccepted(
            MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
        {
            if (!IsLast && !IsForGood(response.StatusCode))
                base.OnRecipientNotAccepted(message, mailbox, response);
            Refused.Add($"{mailbox.Address} ({(int)response.StatusCode} {response.Response})");
        }

        protected override void OnNoRecipientsAccepted(MimeMessage message) =>
            throw new NobodyAcceptedException(string.Join("; ", Refused));

        /// <summary>Whether a certificate leads to a trusted one.</summary>
        private bool Leads(X509Certificate certificate)
        {
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(_trusted);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            using var leaf = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
            return chain.Build(leaf);
        }
    }
}
