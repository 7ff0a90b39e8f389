using System.Security.Cryptography;
using System.Text;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Imports;

/// <summary>
/// A text as a key: <c>H+H</c> is <c>h-h</c>, <c>Mayor's Office</c> is <c>mayor-s-office</c>. What
/// is too long for a key keeps its first words, and ends in <c>--</c> and a hash of the whole text.
/// </summary>
internal static class Slug
{
    /// <summary>Hexadecimal digits of the hash: 40 bits of SHA-256 of the text in UTF-8.</summary>
    private const int HashDigits = 10;

    // No slug has two '-' in a row: what is shortened is never what a shorter text makes.
    private const string Cut = "--";

    private const int MaxKept = Key.MaxLength - HashDigits - 2;

    /// <summary>
    /// Small letters and digits, one '-' for anything between; false when none are left. The key
    /// depends on text and prefix alone, so it is the same in every file and order of rows.
    /// </summary>
    public static bool TryOf(string text, string prefix, out Key key)
    {
        var slug = Whole(text, prefix);
        key = default;
        return slug.Length > prefix.Length
            && Key.TryParse(slug.Length > Key.MaxLength ? Shortened(slug, text) : slug, out key);
    }

    /// <summary>True when the text is too long for a key, which is then shortened.</summary>
    public static bool IsShortened(string text, string prefix) =>
        prefix.Length + text.Length > Key.MaxLength && Whole(text, prefix).Length > Key.MaxLength;

    /// <summary>
    /// True when a text is what <see cref="TryOf"/> makes of one that is too long.
    /// </summary>
    public static bool IsShortenedKey(string text, out Key key) => Key.TryParse(text, out key)
        && text.Length > Cut.Length + HashDigits
        && text[^(Cut.Length + HashDigits)..^HashDigits] == Cut
        && text[^HashDigits..].All(char.IsAsciiHexDigitLower);

    private static string Whole(string text, string prefix)
    {
        var slug = new StringBuilder(prefix);
        var gap = false;
        foreach (var c in text)
            if (char.IsAsciiLetterOrDigit(c))
            {
                if (gap && slug.Length > prefix.Length)
                    slug.Append('-');
                slug.Append(char.ToLowerInvariant(c));
                gap = false;
            }
            else
                gap = true;
        return slug.ToString();
    }

    private static string Shortened(string slug, string text)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return Words(slug) + Cut + hash[..HashDigits];
    }

    /// <summary>
    /// As many whole words as fit; of a word that is longer than half of that, a part.
    /// </summary>
    private static string Words(string slug)
    {
        var end = slug[MaxKept] == '-' ? MaxKept : slug.LastIndexOf('-', MaxKept);
        return slug[..(end > MaxKept / 2 ? end : MaxKept)].TrimEnd('-');
    }
}
