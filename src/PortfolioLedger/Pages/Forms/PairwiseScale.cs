using System.Collections.Immutable;
using System.Globalization;

namespace PortfolioLedger.Pages.Forms;

/// <summary>
/// How many times as important one thing is as another. Source: T. L. Saaty, "A scaling method for
/// priorities in hierarchical structures", Journal of Mathematical Psychology 15 (1977), 234–281.
/// </summary>
public static class PairwiseScale
{
    private const string Equal = "1";

    /// <summary>From nine times as important to a ninth, with words.</summary>
    public static readonly ImmutableArray<(string Value, string Words)> All =
    [
        ("9", "extremely more important (9)"), ("8", "between very strongly and extremely (8)"),
        ("7", "very strongly more important (7)"), ("6", "between strongly and very strongly (6)"),
        ("5", "strongly more important (5)"), ("4", "between moderately and strongly (4)"),
        ("3", "moderately more important (3)"), ("2", "slightly more important (2)"),
        (Equal, "equally important (1)"),
        ("1/2", "slightly less important (1/2)"), ("1/3", "moderately less important (1/3)"),
        ("1/4", "between moderately and strongly less (1/4)"),
        ("1/5", "strongly less important (1/5)"),
        ("1/6", "between strongly and very strongly less (1/6)"),
        ("1/7", "very strongly less important (1/7)"),
        ("1/8", "between very strongly and extremely less (1/8)"),
        ("1/9", "extremely less important (1/9)"),
    ];

    /// <summary>What was chosen; equal where nothing was.</summary>
    public static string Given(string text) => text.Length == 0 ? Equal : text;

    /// <summary>The number; null where it is none of the scale.</summary>
    public static decimal? Of(string text) => !All.Any(a => a.Value == Given(text)) ? null
        : Given(text).Split('/') is [_, var below]
            ? 1m / decimal.Parse(below, CultureInfo.InvariantCulture)
            : decimal.Parse(Given(text), CultureInfo.InvariantCulture);

    /// <summary>The same the other way round: a third of three times.</summary>
    public static decimal? Reciprocal(string text) => !All.Any(a => a.Value == Given(text)) ? null
        : Given(text).Split('/') is [_, var below]
            ? decimal.Parse(below, CultureInfo.InvariantCulture)
            : 1m / decimal.Parse(Given(text), CultureInfo.InvariantCulture);
}
