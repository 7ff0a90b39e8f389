using System.Collections.Immutable;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Pages;

/// <summary>The first page: which portfolios there are, and where to look.</summary>
internal static class HomePage
{
    private const string FirstSteps = """
        <p>The ledger is empty. Open a portfolio:</p>
        <pre>curl http://127.0.0.1:5080/api/v1/portfolios \
          -H "Authorization: Persona alice;approver" -H "Content-Type: application/json" \
          -d '{"key":"capital","name":"City capital plan","currency":"USD"}'</pre>
        <p>or import a history: <code>dotnet run --project src/PortfolioLedger -- import nyc-capital-projects
        file.csv --portfolio capital</code></p>
        """;

    private const string NeedsCaller = """
        <p>Portfolios are shown to callers only: send a bearer token to
        <a href="/api/v1/portfolios">/api/v1/portfolios</a>. <a href="/docs">The API</a> describes the rest.</p>
        """;

    /// <summary>
    /// The portfolios where anybody may say who they are; elsewhere how to ask for them.
    /// </summary>
    public static async Task<IResult> ShowAsync(BookKeeper keeper, bool isOpen, HttpContext http)
    {
        if (!isOpen)
            return Page.Render("Portfolios", NeedsCaller);
        var portfolios = await keeper.PortfoliosAsync(http.RequestAborted);
        if (portfolios.IsEmpty)
            return Page.Render("Portfolios", FirstSteps);
        return Page.Render("Portfolios", $"""
            {Table([.. portfolios.Where(p => p.Archived is null)])}
            {Archived([.. portfolios.Where(p => p.Archived is not null)])}
            <p>The views need a caller: <code>Authorization: Persona alice;viewer</code>.
            <a href="/docs">The API</a> describes them all.</p>
            """);
    }

    private static string Table(ImmutableArray<PortfolioSummary> portfolios) => portfolios.IsEmpty
        ? "<p>No portfolio is open.</p>" : $"""
        <table><thead><tr><th>Portfolio</th><th>Events</th><th>Views</th></tr></thead>
        <tbody>{string.Concat(portfolios.Select(Row))}</tbody></table>
        """;

    private static string Archived(ImmutableArray<PortfolioSummary> portfolios) =>
        portfolios.IsEmpty ? "" : $"<h2>Archived</h2>{Table(portfolios)}";

    private static string Since(PortfolioSummary p) =>
        p.Archived is { } day ? $" · archived on {day:O}" : "";

    private static string Row(PortfolioSummary p) => $"""
        <tr><td>{Page.Text(p.Name)} <code>{p.Portfolio}</code> {(p.Demo ? "<span class=tag>demo</span>" : "")}
        <br>{p.Currency}{Since(p)}</td><td>{p.Position:N0}</td><td>{string.Join(" · ", ViewCatalogue.All
            .Where(v => v.PathKey is null).Select(v => $"<a href=\"/api/v1/portfolios/{p.Portfolio}/{v.Path}\">{v.Path}</a>"))}
        </td></tr>
        """;
}
