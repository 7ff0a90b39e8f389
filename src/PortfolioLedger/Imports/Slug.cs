using System.Text;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Imports;

/// <summary>
/// A text as a key: <c>H+H</c> is <c>h-h</c>, <c>Mayor's Office</c> is <c>mayor-s-office</c>.
/// </summary>
internal static class Slug
{
    /// <summary>
    /// Small letters and digits, one '-' for anything between; false when none are left.
    /// </summary>
    public static bool TryOf(string text, string prefix, out Key key)
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
        key = default;
        return slug.Length > prefix.Length && Key.TryParse(slug.ToString(), out key);
    }
}
