using System.Text.RegularExpressions;

namespace PortfolioLedger.Core.Tests.Documentation;

/// <summary>Links within the documents lead somewhere.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Pages =>
        [.. Repository.Files("docs", ".md").Prepend(Repository.PathOf("README.md"))
            .Select(p => Path.GetRelativePath(Repository.PathOf("."), p).Replace('\\', '/'))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_relative_link_leads_to_a_file_and_a_heading(string page)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(page))!;
        Assert.All(LinksOf(Repository.PathOf(page)), link =>
        {
            var parts = link.Split('#', 2);
            var target = parts[0] == ""
                ? Repository.PathOf(page) : Path.GetFullPath(Path.Combine(folder, parts[0]));
            Assert.True(File.Exists(target) || Directory.Exists(target), $"{link}: no {target}");
            if (parts.Length == 2)
                Assert.Contains(parts[1], HeadingsOf(target));
        });
    }

    [Fact]
    public void The_first_page_links_to_every_page_and_index()
    {
        var linked = LinksOf(Repository.PathOf("README.md")).Select(l => l.Split('#')[0]).ToList();

        Assert.All(
            Directory.GetFiles(Repository.PathOf("docs"), "*.md").Select(Path.GetFileName),
            page => Assert.Contains($"docs/{page}", linked));
        Assert.All(
            Directory.GetFiles(Repository.PathOf("docs/adr"), "0*.md").Select(Path.GetFileName),
            page => Assert.Contains(page, LinksOf(Repository.PathOf("docs/adr/README.md"))));
    }

    [Theory]
    [InlineData("Three time axes", "three-time-axes")]
    [InlineData("`nyc` & others, v2", "nyc--others-v2")]
    public void An_anchor_is_the_heading_in_small_letters(string heading, string anchor) =>
        Assert.Equal(anchor, AnchorOf(heading));

    private static IEnumerable<string> LinksOf(string path) =>
        Link.Matches(Prose(path)).Select(m => m.Groups[1].Value)
            .Where(l => !l.Contains("://", StringComparison.Ordinal));

    private static IEnumerable<string> HeadingsOf(string path) =>
        Heading.Matches(Prose(path)).Select(m => AnchorOf(m.Groups[1].Value));

    private static string AnchorOf(string heading) =>
        NoAnchor.Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    /// <summary>
    /// A page without its blocks of code, where # and brackets mean other things.
    /// </summary>
    private static string Prose(string path) => Code.Replace(File.ReadAllText(path), "");

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code { get; }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link { get; }

    [GeneratedRegex(@"^#+ (.+?)\r?$", RegexOptions.Multiline)]
    private static partial Regex Heading { get; }

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NoAnchor { get; }
}
