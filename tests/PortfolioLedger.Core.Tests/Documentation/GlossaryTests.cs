namespace PortfolioLedger.Core.Tests.Documentation;

/// <summary><c>docs/glossary.md</c> can be searched like a dictionary.</summary>
public class GlossaryTests
{
    private static readonly string[][] Rows =
        [.. File.ReadAllLines(Repository.PathOf("docs/glossary.md"))
            .SkipWhile(l => !l.StartsWith("|---", StringComparison.Ordinal)).Skip(1)
            .Select(l => l.Trim('|').Split(" | ").Select(c => c.Trim()).ToArray())];

    [Fact]
    public void Terms_stand_once_each_in_alphabetical_order_with_meaning_and_equivalent()
    {
        var terms = Rows.Select(r => r[0]).ToArray();

        Assert.Equal(terms.Distinct().Order(StringComparer.OrdinalIgnoreCase), terms);
        Assert.All(Rows, row =>
        {
            Assert.Equal(3, row.Length);
            Assert.All(row, Assert.NotEmpty);
        });
    }

    [Fact]
    public void Everything_an_event_can_be_about_is_a_term() => Assert.All(
        Enum.GetValues<SubjectKind>(), kind => Assert.Contains(
            Subject.NameOf(kind).Replace('-', ' '), Rows.Select(r => r[0])));
}
