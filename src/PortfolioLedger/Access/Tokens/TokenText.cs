using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PortfolioLedger.Access.Tokens;

/// <summary>
/// The text of an API token: <c>plt_</c>, 30 random characters of base62 (178 bits), 6 of a
/// checksum. Scanners of repositories and logs find it by <c>plt_[0-9A-Za-z]{36}</c> and tell it
/// from other texts by the checksum, without asking the ledger.
/// </summary>
internal static class TokenText
{
    /// <summary>What every token begins with.</summary>
    public const string Prefix = "plt_";

    private const int RandomLength = 30;
    private const int ChecksumLength = 6;

    private const string Base62 =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<char> Digits = SearchValues.Create(Base62);

    /// <summary>A new token that nobody can guess.</summary>
    public static string Create()
    {
        var random = RandomNumberGenerator.GetString(Base62, RandomLength);
        return Prefix + random + ChecksumOf(random);
    }

    /// <summary>Whether a text has the form of a token and the right checksum.</summary>
    public static bool IsWellFormed(string text) =>
        text.Length == Prefix.Length + RandomLength + ChecksumLength
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.AsSpan(Prefix.Length).IndexOfAnyExcept(Digits) < 0
        && text.EndsWith(
            ChecksumOf(text.Substring(Prefix.Length, RandomLength)), StringComparison.Ordinal);

    /// <summary>
    /// What is stored in the token's place. A slow hash protects what people choose, which can be
    /// guessed; 178 random bits cannot, however fast one tries. So one SHA-256 is enough, and it
    /// costs nothing with every request.
    /// </summary>
    public static byte[] HashOf(string text) => SHA256.HashData(Encoding.ASCII.GetBytes(text));

    /// <summary>The first 32 bits of SHA-256 over the random part, in base62.</summary>
    private static string ChecksumOf(string random)
    {
        var rest = BinaryPrimitives.ReadUInt32BigEndian(
            SHA256.HashData(Encoding.ASCII.GetBytes(random)));
        return string.Create(ChecksumLength, rest, static (text, rest) =>
        {
            for (var i = text.Length - 1; i >= 0; i--, rest /= 62)
                text[i] = Base62[(int)(rest % 62)];
        });
    }
}
