using System.Text.RegularExpressions;

namespace PortfolioLedger.Core.Tests;

/// <summary>The folders of Core in the order in which they may know each other.</summary>
internal static partial class Folders
{
    /// <summary>
    /// Lowest first: a folder knows only those before it. The areas stand between Valuation and
    /// Views; the catalogue, in no folder, knows all and is known by none.
    /// </summary>
    internal static readonly ImmutableArray<string> LowestFirst =
    [
        "Kernel", "AuditLog", "Books", "Process", "Valuation",
        "Portfolios", "Departments", "Strategy", "Scoring", "Outcomes", "ValueStreams",
        "Governance", "Initiatives", "Feedback", "Stakeholders", "Privacy", "Reports",
        "Views", "Scenarios", "Explanation", "Optimisation", Root,
    ];

    /// <summary>What lies in no folder.</summary>
    internal const string Root = "";

    /// <summary>Folders that code lies in, or mentions.</summary>
    internal static IEnumerable<string> In(IEnumerable<(string Place, string Name)> mentions) =>
        mentions.SelectMany(mention => Of(mention.Name)).Distinct().Order(StringComparer.Ordinal);

    /// <summary>Mentions of a folder that the place it stands in may not know.</summary>
    internal static IReadOnlyList<string> Breaches(
        IEnumerable<(string Place, string Name)> mentions) =>
        [.. mentions.SelectMany(mention => Of(Declaring(mention.Place)).Take(1).SelectMany(from =>
                Of(mention.Name).Where(to => LowestFirst.IndexOf(to) > LowestFirst.IndexOf(from))
                    .Select(to => $"{from} knows {to}: {mention.Place} mentions {mention.Name}")))
            .Distinct()];

    /// <summary>The folder in which a namespace lies below another; null when in none.</summary>
    internal static string? Below(string root, string name) =>
        name.StartsWith(root + ".", StringComparison.Ordinal)
            ? name[(root.Length + 1)..].Split('.')[0] : null;

    /// <summary>What declares a member, whose full name begins with what it returns.</summary>
    private static string Declaring(string place)
    {
        var end = place.IndexOf("::", StringComparison.Ordinal);
        return end < 0 ? place : place[(place.LastIndexOf(' ', end) + 1)..end];
    }

    private static IEnumerable<string> Of(string name) => InCore().Matches(name).Select(found =>
        found.Groups["folder"].Success ? found.Groups["folder"].Value : Root);

    [GeneratedRegex(@"(?<![\w.])PortfolioLedger\.Core\.((?<folder>\w+)\.)?")]
    private static partial Regex InCore();
}
