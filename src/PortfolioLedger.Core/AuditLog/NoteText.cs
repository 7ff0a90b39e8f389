using System.Globalization;
using System.Text;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>The strict readings that the formats of transparency logs share.</summary>
internal static class NoteText
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Bytes from standard base64 in its one form: padded, no white space.</summary>
    internal static byte[] Base64(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length / 4 * 3];
        if (text.Length % 4 != 0 || text.ContainsAny(" \t\r\n")
            || !Convert.TryFromBase64Chars(text, bytes, out var length)
            || !text.SequenceEqual(Convert.ToBase64String(bytes, 0, length)))
            throw new FormatException($"'{Short(text)}' is not base64.");
        return bytes[..length];
    }

    /// <summary>A number from its one decimal form.</summary>
    internal static long Decimal(ReadOnlySpan<char> text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && text.SequenceEqual(number.ToString(CultureInfo.InvariantCulture))
            ? number : throw new FormatException($"'{Short(text)}' is not a size or index.");

    /// <summary>Text in UTF-8 without control characters but line ends.</summary>
    internal static string Utf8(ReadOnlySpan<byte> bytes)
    {
        string text;
        try
        {
            text = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException("The text is not UTF-8.");
        }
        return text.Any(c => c < ' ' && c != '\n')
            ? throw new FormatException("The text holds control characters.") : text;
    }

    /// <summary>What can be the name of a key: no spaces, no plus.</summary>
    internal static string KeyName(string name) =>
        name.Length > 0 && !name.Any(c => char.IsWhiteSpace(c) || c < ' ' || c == '+')
            ? name
            : throw new FormatException(
                $"'{Short(name)}' is no name of a key: it is empty, or has a space or a plus.");

    private static string Short(ReadOnlySpan<char> text) =>
        text.Length <= 60 ? text.ToString() : string.Concat(text[..60], "…");
}
