using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Imports;

/// <summary>Texts of mappings and reports that are recorded or kept with others.</summary>
internal static class PlainTexts
{
    /// <summary>
    /// The most characters of a source's name and of an id: an index of the database holds both.
    /// </summary>
    public const int MaxIdLength = 400;

    /// <summary>What is said of a longer one.</summary>
    public static string IdTooLong => $"must have at most {MaxIdLength} characters";

    /// <summary>What is wrong with texts, in words; blank ones are judged elsewhere.</summary>
    public static IEnumerable<string> Faults(params (string Name, string Text)[] texts)
    {
        foreach (var (name, text) in texts)
            if (
                (
                    Check.NotTooLong("", text).FirstOrDefault()?.Detail
                    ?? Check.UnsupportedCharacters(text)
                ) is
                { } fault
            )
                yield return $"{name} {fault}";
    }

    /// <summary>A text as it can be kept: the database holds no U+0000.</summary>
    public static string Storable(string text) => text.Replace('\0', '\ufffd');
}
