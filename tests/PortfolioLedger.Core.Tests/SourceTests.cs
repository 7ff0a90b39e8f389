using System.Text.RegularExpressions;
using PortfolioLedger.Core.Tests.Documentation;

namespace PortfolioLedger.Core.Tests;

/// <summary>What holds of every source file.</summary>
public sealed partial class SourceTests
{
    private const int MaxColumns = 100;

    /// <summary>The name of a test is a sentence, and a sentence is not broken up.</summary>
    [GeneratedRegex(@"^\s*public (static |async )*[\w<>.]+ \w+_\w+\(")]
    private static partial Regex TestName { get; }

    [Fact]
    public void No_line_is_longer_than_a_hundred_columns() =>
        Assert.Empty(Files().SelectMany(LongLines));

    [Theory]
    [InlineData("    var text = \"", true)]
    [InlineData("    public async Task A_test_whose_name_", false)]
    [InlineData("    var body = \"\"\"{", false)]
    public void A_long_line_is_found_unless_it_is_a_name_or_a_raw_text(string start, bool isFound)
    {
        var line = start + new string('x', MaxColumns) + (start.Contains("Task") ? "()" : "");

        Assert.Equal(isFound, TooLong([line]).Any());
    }

    private static IEnumerable<string> LongLines(string file) =>
        TooLong(File.ReadLines(file)).Select(number => $"{Path.GetFileName(file)}:{number}");

    /// <summary>Numbers of lines that are too long; raw texts are kept as they are sent.</summary>
    private static IEnumerable<int> TooLong(IEnumerable<string> lines)
    {
        var isRaw = false;
        foreach (var (index, line) in lines.Index())
        {
            var delimiters = Regex.Count(line, "\"{3,}");
            if (line.Length > MaxColumns && !isRaw && delimiters == 0 && !TestName.IsMatch(line))
                yield return index + 1;
            isRaw ^= delimiters % 2 == 1;
        }
    }

    private static IEnumerable<string> Files() =>
        from folder in (string[])["src", "tests"]
        from file in Directory.EnumerateFiles(
            Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories)
        let parts = Path.GetRelativePath(Repository.PathOf("."), file).Split('/')
        where !parts.Any(part => part is "bin" or "obj" or "node_modules")
        select file;
}
