using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailKit.Security;
using MimeKit;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Messaging;

/// <summary>How the connection to a mail server is kept secret; written by name.</summary>
public enum MailSecurity
{
    /// <summary>
    /// TLS from the first byte on port 465, else STARTTLS; a server on this machine may do without.
    /// </summary>
    Auto,
    /// <summary>In plain text first, and nothing is sent before TLS is agreed on.</summary>
    Starttls,
    /// <summary>TLS from the first byte.</summary>
    Tls,
    /// <summary>In plain text.</summary>
    None,
}

/// <summary>The mail server that mails are handed to.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">TCP port.</param>
/// <param name="Socket">How TLS is agreed on.</param>
/// <param name="Credentials">Who logs in; null when nobody does. Never logged.</param>
/// <param name="Trusted">Certificates trusted beside those of the system; may be empty.</param>
public sealed record MailServer(
    string Host, int Port, SecureSocketOptions Socket, NetworkCredential? Credentials,
    X509Certificate2Collection Trusted);

/// <summary>How mails leave the ledger.</summary>
/// <param name="Folder">Where mails are put as files; null when there is no such folder.</param>
/// <param name="From">Who sends them.</param>
/// <param name="Server">Who is handed mails; null when there is no mail server.</param>
/// <param name="Links">
/// Where readers of mails reach the ledger; null where nobody said it, then mails have no links.
/// </param>
public sealed record MailSettings(
    string? Folder, MailboxAddress From, MailServer? Server, Uri? Links = null)
{
    private const string Section = "Mail";
    private const string UsualSender = "portfolio-ledger@localhost";

    private static readonly ImmutableArray<string> OfServer =
        ["Port", "Security", "User", "Password", "TrustedCertificates", "AllowPlainText"];

    /// <summary>No server and no folder.</summary>
    public static MailSettings Nowhere { get; } =
        new(null, MailboxAddress.Parse(UsualSender), null);

    /// <summary>
    /// Reads the settings; a <see cref="StartRefusedException"/> says what is wrong.
    /// </summary>
    public static MailSettings Read(IConfiguration configuration)
    {
        var folder = Text(configuration["Subscriptions:MailFolder"]);
        if (folder is not null && !Directory.Exists(folder))
            throw new StartRefusedException(
                $"Subscriptions__MailFolder is {folder}, and there is no such directory. Make it, "
                    + "or unset it."
            );
        var server = ServerOf(configuration.GetSection(Section));
        var sender = Text(configuration["Mail:From"])
            ?? Text(configuration["Subscriptions:MailFrom"]);
        if (server is not null && sender is null)
            throw Refused(
                "From",
                "is not set; a mail server takes mails of a sender it knows, "
                    + "like ledger@example.org"
            );
        return
            MailboxAddress.TryParse(sender ?? UsualSender, out var from)
            && from.Address.Contains('@')
            ? new(folder, from, server, LinksOf(Text(configuration["Mail:Links"])))
            : throw Refused(
                "From",
                $"is {sender}; it must be a mail address like ledger@example.org"
            );
    }

    /// <summary>Whether mails can leave the ledger at all.</summary>
    public bool CanSend => Server is not null || Folder is not null;

    private static Uri? LinksOf(string? text) =>
        text is null ? null
        : Uri.TryCreate(text.EndsWith('/') ? text : $"{text}/", UriKind.Absolute, out var address)
            && address.Scheme is ("https" or "http") ? address
        : throw Refused("Links",
            $"is {text}; it must be the address of the ledger like https://ledger.example.org");

    private static MailServer? ServerOf(IConfigurationSection mail)
    {
        if (Text(mail["Host"]) is not { } host)
            return OfServer.FirstOrDefault(name => Text(mail[name]) is not null) is { } alone
                ? throw Refused(
                    alone,
                    "is set, and Mail__Host is not. Name the mail server, or unset it"
                )
                : null;
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
            throw Refused(
                "Host",
                $"is {host}; it must be a name or an address like smtp.example.org, "
                    + "without scheme or port"
            );
        var named = Text(mail["Security"]) ?? Enumeration<MailSecurity>.NameOf(MailSecurity.Auto);
        if (!Enumeration<MailSecurity>.TryParse(named, out var security))
            throw Refused("Security", $"is {named}; it must be one of "
                + string.Join(", ", Enumeration<MailSecurity>.Names));
        var port = PortOf(Text(mail["Port"]), security);
        var socket = SocketOf(security, port, IsHere(host));
        var credentials = CredentialsOf(mail);
        if (
            credentials is not null
            && socket == SecureSocketOptions.None
            && !IsHere(host)
            && !IsYes(mail, "AllowPlainText")
        )
            throw Refused(
                "Security",
                $"is none, so the password would go to {host} in plain text. Use starttls "
                    + "or tls; set Mail__AllowPlainText=true only where nobody else can listen"
            );
        return new(host, port, socket, credentials, TrustedOf(Text(mail["TrustedCertificates"])));
    }

    private static int PortOf(string? text, MailSecurity security) =>
        text is null
            ? security switch
            {
                MailSecurity.Tls => 465,
                MailSecurity.None => 25,
                _ => 587,
            }
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        && port is > 0 and < 65_536
            ? port
        : throw Refused("Port", $"is {text}; it must be a number from 1 to 65535");

    private static SecureSocketOptions SocketOf(MailSecurity security, int port, bool isHere) =>
        security switch
        {
            MailSecurity.None => SecureSocketOptions.None,
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            MailSecurity.Auto when port == 465 => SecureSocketOptions.SslOnConnect,
            MailSecurity.Auto when isHere => SecureSocketOptions.StartTlsWhenAvailable,
            _ => SecureSocketOptions.StartTls,
        };

    private static NetworkCredential? CredentialsOf(IConfigurationSection mail) =>
        (Text(mail["User"]), Text(mail["Password"])) switch
        {
            (null, null) => null,
            ({ } user, { } password) => new(user, password),
            (null, _) => throw Refused(
                "Password",
                "is set, and Mail__User is not. Set both or neither"
            ),
            _ => throw Refused("User", "is set, and Mail__Password is not. Set both or neither"),
        };

    private static X509Certificate2Collection TrustedOf(string? file)
    {
        var trusted = new X509Certificate2Collection();
        try
        {
            if (file is not null)
                trusted.ImportFromPemFile(file);
        }
        catch (Exception fault)
            when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw Refused(
                "TrustedCertificates",
                $"is {file}, which cannot be read: {fault.Message}"
            );
        }
        return file is null || trusted.Count > 0
            ? trusted
            : throw Refused(
                "TrustedCertificates",
                $"is {file}, which holds no certificate in PEM form"
            );
    }

    private static bool IsYes(IConfigurationSection mail, string name) =>
        Text(mail[name]) is { } text
        && (
            bool.TryParse(text, out var yes)
                ? yes
                : throw Refused(name, $"is {text}; it must be true or false")
        );

    private static bool IsHere(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (
            IPAddress.TryParse(host.Trim('[', ']'), out var address)
            && IPAddress.IsLoopback(address)
        );

    private static string? Text(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private static StartRefusedException Refused(string name, string what) =>
        new($"{Section}__{name} {what}.");
}
