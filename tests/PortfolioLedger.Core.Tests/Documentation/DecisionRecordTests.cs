using System.Text.RegularExpressions;

namespace PortfolioLedger.Core.Tests.Documentation;

/// <summary>Architecture decision records: one form, and a list that names them all.</summary>
public sealed partial class DecisionRecordTests
{
    private const string Folder = "docs/adr";

    public static TheoryData<string> Records =>
        [.. Directory.GetFiles(Repository.PathOf(Folder), "0*.md").Select(p => Path.GetFileName(p))
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Records))]
    public void A_record_begins_with_number_title_status_and_date(string file)
    {
        var text = TextOf(file);

        Assert.Matches(Head, text);
        Assert.StartsWith($"# {file[..4]} ", text, StringComparison.Ordinal);
        Assert.Contains("**Context.**", text, StringComparison.Ordinal);
        Assert.Contains("**Decision.**", text, StringComparison.Ordinal);
        Assert.Contains("**Consequences.**", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_says_of_every_record_its_number_title_status_and_date()
    {
        var rows = TextOf("README.md").Split('\n')
            .Where(l => l.StartsWith("| [", StringComparison.Ordinal));

        Assert.Equal(Records.Select(r => RowOf(r.Data)), rows);
    }

    private static string RowOf(string file)
    {
        var head = Head.Match(TextOf(file));
        var status = Link.Replace(head.Groups["status"].Value, "$1");
        return $"| [{file[..4]}]({file}) | {head.Groups["title"].Value} | {status} | "
            + $"{head.Groups["date"].Value} |";
    }

    private static string TextOf(string file) =>
        File.ReadAllText(Repository.PathOf($"{Folder}/{file}")).ReplaceLineEndings("\n");

    /// <summary>A status links to the record that amends or supersedes this one.</summary>
    [GeneratedRegex(@"\A# \d{4} (?<title>[^\n]+)\n\n"
        + @"- Status: (?<status>(?:Accepted|Superseded)[^\n]*)\n"
        + @"- Date: (?<date>\d{4}-\d{2}-\d{2})\n\n")]
    private static partial Regex Head { get; }

    [GeneratedRegex(@"\[(\d{4})\]\([^)]+\)")]
    private static partial Regex Link { get; }
}
