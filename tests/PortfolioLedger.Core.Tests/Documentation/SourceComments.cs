using System.Text.RegularExpressions;

namespace PortfolioLedger.Core.Tests.Documentation;

/// <summary>What the documentation comments of Core say, read from its sources.</summary>
internal sealed partial class SourceComments
{
    private readonly SortedDictionary<string, (string File, string Comment)> _types =
        new(StringComparer.Ordinal);

    private readonly SortedDictionary<string, string> _sources = new(StringComparer.Ordinal);

    internal SourceComments()
    {
        foreach (var file in Repository.Files("src/PortfolioLedger.Core", ".cs"))
            foreach (Match found in Documented.Matches(_sources[file] = File.ReadAllText(file)))
                _types.TryAdd(found.Groups["name"].Value, (file, found.Groups["comment"].Value));
    }

    /// <summary>What a type is for.</summary>
    internal string Summary(string type) =>
        Words(SummaryOf.Match(_types[type].Comment).Groups[1].Value);

    /// <summary>What a positional member means, or null when nobody said.</summary>
    internal string? Parameter(string type, string name) =>
        _types.TryGetValue(type, out var found)
        && Regex.Match(
            found.Comment,
            $"<param name=\"{name}\">(.*?)</param>",
            RegexOptions.Singleline
        )
            is { Success: true } said
            ? Words(said.Groups[1].Value)
            : null;

    /// <summary>The types that stand in the same file as a fact, or where it is made.</summary>
    internal IEnumerable<string> Recording(string fact) => _types
        .Where(t => t.Value.File == _types[fact].File || _sources[t.Value.File].Contains(
            $"Verdict.Accept(new {fact}(", StringComparison.Ordinal)).Select(t => t.Key);

    private static string Words(string comment) => Spaces.Replace(
        Slashes.Replace(Tags.Replace(comment, "$1"), " "), " ").Trim().Replace("|", "\\|");

    [GeneratedRegex(
        @"(?<comment>(?:^[ \t]*///[^\n]*\n)+)(?:^[ \t]*\[[^\n]*\n)*"
        + @"^[ \t]*public (?:sealed |readonly |abstract )*(?:record|enum)(?: struct)? (?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex Documented { get; }

    [GeneratedRegex(@"<summary>(.*?)</summary>", RegexOptions.Singleline)]
    private static partial Regex SummaryOf { get; }

    [GeneratedRegex(@"^[ \t]*///", RegexOptions.Multiline)]
    private static partial Regex Slashes { get; }

    [GeneratedRegex(@"<(?:see cref|paramref name)=""([^""]*)""/>|</?c>")]
    private static partial Regex Tags { get; }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces { get; }
}
