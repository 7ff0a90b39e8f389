using System.Text;

namespace PortfolioLedger.Core.Kernel;

/// <summary>
/// Texts without case and accents, so that who types <c>munchen</c> finds <c>München</c>. The same
/// on every machine: no language of the system has a say.
/// </summary>
public static class PlainText
{
    /// <summary>Letters by code point, from the first one on; blank where there is none.</summary>
    private static readonly ImmutableArray<(char First, string Letters)> Tables =
    [
        // Latin-1 Supplement and Latin Extended-A.
        ('\u00C0', "aaaaaa ceeeeiiiidnooooo ouuuuy  aaaaaa ceeeeiiiidnooooo ouuuuy y"
            + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii  jjkkkllllll "
            + " llnnnnnn nnoooooo  rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"),
        // Of Latin Extended-B what is made of a letter and an accent.
        ('\u01CD', "aaiioouuuuuuuuuu aaaa    ggkkoooo  j   gg  nnaa  ooaaaaeeeeiiiio"
            + "ooorrrruuuusstt  hh"),
        // Latin Extended Additional.
        ('\u1E00', "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
            + "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
            + "wwwwwwwwwwxxxxyyzzzzzzhtwy s    aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
            + "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy      "),
    ];

    /// <summary>The text in small letters without accents.</summary>
    public static string Of(string text)
    {
        if (text.All(c => c < '\u0080'))
            return text.ToLowerInvariant();
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
            plain.Append(Of(c));
        return plain.ToString();
    }

    private static string Of(char c) => c switch
    {
        >= '\u0300' and <= '\u036F' => "",
        'Æ' or 'æ' => "ae",
        'Œ' or 'œ' => "oe",
        'Þ' or 'þ' => "th",
        'ß' or 'ẞ' => "ss",
        'Ĳ' or 'ĳ' => "ij",
        'ŉ' => "n",
        _ => InTable(c) is { } letter and not ' '
            ? letter.ToString() : char.ToLowerInvariant(c).ToString(),
    };

    private static char? InTable(char c)
    {
        foreach (var (first, letters) in Tables)
            if (c >= first && c - first < letters.Length)
                return letters[c - first];
        return null;
    }
}
