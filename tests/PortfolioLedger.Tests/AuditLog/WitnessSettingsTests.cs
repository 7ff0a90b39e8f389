using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using PortfolioLedger.Access;
using PortfolioLedger.Core.AuditLog;

namespace PortfolioLedger.Tests.AuditLog;

/// <summary>Settings of witnesses and time stamps.</summary>
public sealed class WitnessSettingsTests
{
    private const string Url = "AuditLog:Witnesses:0:Url=https://witness.example.org/ledger";

    private static readonly string Cosigner = KeyOf(SignatureKind.Cosignature);

    [Theory]
    [InlineData("AuditLog__Witnesses__0__Key is not set", Url)]
    [InlineData("AuditLog__Witnesses__0__Url is not set", "AuditLog:Witnesses:0:Key=<cosigner>")]
    [InlineData("is no setting of a witness", Url, "AuditLog:Witnesses:0:Keys=<cosigner>")]
    [InlineData("is a key of kind 0x01, that of a log", Url, "AuditLog:Witnesses:0:Key=<log>")]
    [InlineData("it must be the witness's vkey", Url, "AuditLog:Witnesses:0:Key=abc")]
    [InlineData("its name and key give", Url,
        "AuditLog:Witnesses:0:Key=w+00000000+BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("http or https", "AuditLog:Witnesses:0:Url=ftp://w.example.org",
        "AuditLog:Witnesses:0:Key=<cosigner>")]
    [InlineData("http or https", "AuditLog:Witnesses:0:Url=w.example.org",
        "AuditLog:Witnesses:0:Key=<cosigner>")]
    [InlineData("without user, query or fragment",
        "AuditLog:Witnesses:0:Url=https://w.example.org/?a=b",
        "AuditLog:Witnesses:0:Key=<cosigner>")]
    [InlineData("Name each witness once", Url, "AuditLog:Witnesses:0:Key=<cosigner>",
        "AuditLog:Witnesses:1:Url=https://other.example.org",
        "AuditLog:Witnesses:1:Key=<cosigner>")]
    [InlineData("AuditLog__TimeStamps__Url is not set", "AuditLog:TimeStamps:EveryMinutes=5")]
    [InlineData("http or https", "AuditLog:TimeStamps:Url=tsa.example.org")]
    [InlineData("from 1 to", "AuditLog:TimeStamps:Url=https://tsa.example.org",
        "AuditLog:TimeStamps:EveryMinutes=0")]
    [InlineData("cannot be read", "AuditLog:TimeStamps:Url=https://tsa.example.org",
        "AuditLog:TimeStamps:CertificateFile=/no/such/file.pem")]
    [InlineData("no setting of time stamps", "AuditLog:TimeStamps:Url=https://tsa.example.org",
        "AuditLog:TimeStamps:Every=5")]
    public void Settings_that_cannot_be_meant_are_refused_at_the_start(
        string word, params string[] settings)
    {
        var builder = WebApplication.CreateBuilder([.. settings.Select(setting => "--" + setting
            .Replace("<cosigner>", Cosigner, StringComparison.Ordinal)
            .Replace("<log>", KeyOf(SignatureKind.Ed25519), StringComparison.Ordinal))]);
        var refused = Assert.Throws<StartRefusedException>(
            () => builder.AddLedger("Host=127.0.0.1"));
        Assert.Contains(word, refused.Message, StringComparison.Ordinal);
    }

    private static string KeyOf(SignatureKind kind)
    {
        using var key = new SigningKey(
            "witness.example.org", kind, RandomNumberGenerator.GetBytes(32));
        return key.Verifier.ToString();
    }
}
