using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PortfolioLedger.Core.AuditLog;

namespace PortfolioLedger.AuditLog;

/// <summary>A time stamp that was verified.</summary>
/// <param name="Reply">Of the authority, as it came (TimeStampResp of RFC 3161).</param>
/// <param name="At">The time it states.</param>
internal sealed record StatedTime(ImmutableArray<byte> Reply, DateTimeOffset At);

/// <summary>
/// Has the text of a checkpoint stamped (RFC 3161 with SHA-256 and a nonce). The text is what the
/// log and the witnesses sign: everything before the empty line of the note, the same whoever
/// cosigned.
/// </summary>
internal sealed class TimeStampClient(TimeStampSettings settings, TimeProvider clock) : IDisposable
{
    private const int NonceBytes = 16;
    private const string Query = "application/timestamp-query";
    private const string TimeStamping = "1.3.6.1.5.5.7.3.8";

    private readonly BoundedHttp _http = new();

    /// <summary>Asks for a stamp.</summary>
    /// <param name="note">Of the checkpoint.</param>
    /// <param name="signedAt">When the log signed it.</param>
    /// <exception cref="TimeStampException">There is none that can be trusted.</exception>
    public async Task<StatedTime> StampAsync(
        SignedNote note, DateTimeOffset signedAt, CancellationToken cancel)
    {
        var text = Encoding.UTF8.GetBytes(note.Text);
        var request = Rfc3161TimestampRequest.CreateFromData(
            text, HashAlgorithmName.SHA256, nonce: RandomNumberGenerator.GetBytes(NonceBytes),
            requestSignerCertificates: true);
        BoundedAnswer answer;
        try
        {
            answer = await _http.PostAsync(settings.Address, request.Encode(), Query, cancel);
        }
        catch (NoAnswerException none)
        {
            throw new TimeStampException(TroubleKind.Unreachable, none.Message);
        }
        if (answer.Status is >= 300 and < 400)
            throw new TimeStampException(TroubleKind.Refused,
                "redirects to another address; redirects are not followed: correct the address");
        if (answer.Status != StatusCodes.Status200OK)
            throw new TimeStampException(
                answer.Status is 429 or >= 500 ? TroubleKind.Unreachable : TroubleKind.Refused,
                $"answered {answer.Status}");
        if (answer.Body is null)
            throw Invalid($"sent more than {BoundedHttp.MostBytes / 1024} KiB");
        return Verify(request, text, answer.Body, signedAt);
    }

    public void Dispose() => _http.Dispose();

    private StatedTime Verify(
        Rfc3161TimestampRequest request, byte[] text, byte[] reply, DateTimeOffset signedAt)
    {
        Rfc3161TimestampToken token;
        int length;
        try
        {
            token = request.ProcessResponse(reply, out length);
        }
        catch (CryptographicException fault)
        {
            throw Invalid("sent no time stamp for what was asked: "
                + fault.Message.ReplaceLineEndings(" ").TrimEnd('.'));
        }
        var sent = token.AsSignedCms().Certificates;
        if (!token.VerifySignatureForData(text, out var signer))
            throw Invalid("sent a time stamp whose signature is wrong");
        var at = token.TokenInfo.Timestamp;
        RequireTrusted(signer, sent, at);
        if (at > clock.GetUtcNow() + WitnessClient.Tolerance)
            throw Invalid("stated a time in the future: its clock is wrong, or this machine's");
        if (at < signedAt - WitnessClient.Tolerance)
            throw Invalid("stated a time before the checkpoint was signed: its clock is wrong, or "
                + "this machine's");
        return new([.. reply.AsSpan(0, length)], at);
    }

    private void RequireTrusted(
        X509Certificate2 signer, X509Certificate2Collection sent, DateTimeOffset at)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.ApplicationPolicy.Add(new Oid(TimeStamping));
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTime = at.UtcDateTime;
        policy.ExtraStore.AddRange(sent);
        if (!settings.Trusted.IsEmpty)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(settings.Trusted.ToArray());
        }
        if (!chain.Build(signer))
            throw Invalid(
                $"signs with the certificate of {signer.Subject}, which "
                + (settings.Trusted.IsEmpty
                    ? "this system" : "AuditLog__TimeStamps__CertificateFile")
                + " does not trust ("
                + string.Join(", ", chain.ChainStatus.Select(s => s.Status).Distinct()) + ")");
    }

    private static TimeStampException Invalid(string what) => new(TroubleKind.Invalid, what);
}

/// <summary>There is no time stamp; the message is a predicate of the authority.</summary>
/// <param name="kind">One of <see cref="TroubleKind"/>.</param>
/// <param name="message">What is wrong.</param>
internal sealed class TimeStampException(string kind, string message) : Exception(message)
{
    public string Kind { get; } = kind;
}
