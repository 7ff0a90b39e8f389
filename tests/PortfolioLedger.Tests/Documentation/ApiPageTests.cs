using PortfolioLedger.Http.Commands;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Tests.Documentation;

/// <summary><c>docs/api.md</c> names every address and parameter that is served.</summary>
public sealed class ApiPageTests
{
    private static readonly string Page = File.ReadAllText(
        RepositoryFolder.PathOf("docs", "api.md")).ReplaceLineEndings("\n");

    [Fact]
    public void Commands_stand_there_with_their_roles_and_nothing_else_does()
    {
        var served = CommandRoutes.Table.Routes.Select(r =>
            $"| `{r.Template}` | {r.Operation} | {r.Role.ToString().ToLowerInvariant()} |");
        var written = Section("## Commands", "### Receipts").Split('\n')
            .Where(l => l.StartsWith("| `", StringComparison.Ordinal)
                && !l.StartsWith("| `batch`", StringComparison.Ordinal)
                && !l.StartsWith("| `reports/{report}/runs`", StringComparison.Ordinal));

        Assert.Equal(served, written);
    }

    [Fact]
    public void Views_stand_there_with_their_parameters_and_nothing_else_does()
    {
        var rows = Section("## Views", "### As of").Split('\n')
            .Where(l => l.StartsWith("| `", StringComparison.Ordinal))
            .Select(l => l.Split('|')).ToList();
        var written = rows.SelectMany(r => Names(r[1]).Select(view => (view, Own: Names(r[3]))))
            .ToDictionary(r => r.view, r => r.Own);

        Assert.Equal(ViewCatalogue.All.Select(v => v.Path).Order(StringComparer.Ordinal),
            written.Keys.Order(StringComparer.Ordinal));
        Assert.All(ViewCatalogue.All, view => Assert.Equal(
            view.Parameters.Select(p => p.Name), written[view.Path]));
    }

    private static string[] Names(string cell) =>
        [.. cell.Split('`').Where((_, i) => i % 2 == 1)];

    private static string Section(string from, string to) =>
        Page[
            Page.IndexOf(from, StringComparison.Ordinal)..Page.IndexOf(to, StringComparison.Ordinal)
        ];
}
