using System.Collections.Immutable;

namespace PortfolioLedger.Querying;

/// <summary>
/// Parameters as a surface was given them: in an address, by flags, in a saved report. A name may
/// have several texts.
/// </summary>
internal sealed class ParameterTexts(
    ImmutableArray<(string Name, ImmutableArray<string> Texts)> given)
{
    /// <summary>None.</summary>
    public static readonly ParameterTexts None = new([]);

    /// <summary>All of them, in the order given.</summary>
    public ImmutableArray<(string Name, ImmutableArray<string> Texts)> All => given;

    /// <summary>The texts of a name; none if it was not given.</summary>
    public ImmutableArray<string> this[string name]
    {
        get
        {
            foreach (var (known, texts) in given)
                if (known == name)
                    return texts;
            return [];
        }
    }

    /// <summary>What is said of a parameter that takes one value and got several.</summary>
    public static string GivenAgain(ImmutableArray<string> texts) =>
        $"must be given once: it takes one value, not {texts.Length}";

    /// <summary>The text of a name that has one; null if it was not given.</summary>
    public string? One(string name) =>
        this[name] is { IsEmpty: false } texts ? string.Join(',', texts) : null;
}
