using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Imports;

/// <summary>Texts of mappings and reports that are recorded or kept with others.</summary>
internal static class PlainTexts
{
    /// <summary>What is wrong with texts, in words; blank ones are judged elsewhere.</summary>
    public static IEnumerable<string> Faults(params (string Name, string Text)[] texts)
    {
        foreach (var (name, text) in texts)
            if (text.Length > Check.LongestText)
                yield return $"{name} must have at most {Check.LongestText} characters";
            else if (Check.NoText(text) is { } steering)
                yield return $"{name} must not contain the character U+{(int)steering:X4}";
    }

    /// <summary>A text as it can be kept: the database holds no U+0000.</summary>
    public static string Storable(string text) => text.Replace('\0', '\ufffd');
}
