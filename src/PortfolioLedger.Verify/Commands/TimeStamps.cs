using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text;

namespace PortfolioLedger.Verify.Commands;

/// <summary>Time-stamp tokens of RFC 3161.</summary>
internal static class TimeStamps
{
    /// <summary>
    /// When a checkpoint existed, and who says so. The token stamps the note, or the text that is
    /// signed in it: cosignatures may come later than the stamp.
    /// </summary>
    public static (DateTimeOffset At, string By) Check(SignedNote note, ReadOnlyMemory<byte> token)
    {
        if (!Rfc3161TimestampToken.TryDecode(TokenOf(token), out var read, out _))
            throw new Violation("the time-stamp is no token of RFC 3161");
        var signed = new SignedNote(note.Text, note.Signatures[..1]);
        try
        {
            foreach (var stamped in new[]
                { Encoding.UTF8.GetBytes(note.Text), note.ToBytes(), signed.ToBytes() })
                if (read.VerifySignatureForData(stamped, out var signer))
                    return (read.TokenInfo.Timestamp.ToUniversalTime(), signer.Subject);
        }
        catch (CryptographicException)
        {
            // Said below: no other sentence would say more.
        }
        throw new Violation("the time-stamp is not one of the checkpoint");
    }

    /// <summary>A response of an authority holds the token behind its status.</summary>
    private static ReadOnlyMemory<byte> TokenOf(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var outer = new System.Formats.Asn1.AsnReader(
                bytes, System.Formats.Asn1.AsnEncodingRules.BER);
            var content = outer.ReadSequence();
            if (content.PeekTag() == System.Formats.Asn1.Asn1Tag.ObjectIdentifier)
                return bytes;
            content.ReadSequence();
            return content.ReadEncodedValue();
        }
        catch (System.Formats.Asn1.AsnContentException)
        {
            return bytes;
        }
    }
}
