using System.Collections.Immutable;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Pages;

/// <summary>The first page: which portfolios there are, and where to look.</summary>
internal static class HomePage
{
    /// <summary>The list of portfolios, however many there are.</summary>
    public const string List = "/portfolios";

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

    private const string NeedsSignIn = """
        <p>Sign in to see the portfolios in which you have a role. Programs send a bearer token to
        <a href="/api/v1/portfolios">/api/v1/portfolios</a>. <a href="/docs">The API</a> describes the rest.</p>
        """;

    private const string NeedsHeader = """
        <p>Programs say who they are: <code>Authorization: Persona alice;viewer</code>.
        <a href="/docs">The API</a> describes all views.</p>
        """;

    private const string NothingToSee = """
        <p>There is no portfolio in which you have a role. Whoever administers the sign-in gives you one;
        <a href="/api/v1/me">what is known of you</a>.</p>
        """;

    /// <summary>
    /// Who has a new ledger before them, in which nothing but the demo is, sees that at once;
    /// everybody else the list.
    /// </summary>
    public static async Task<IResult> EnterAsync(
        BookKeeper keeper, CallerAccess access, HttpContext http) =>
        await access.FindAsync(http) is { Means: CallerMeans.Persona }
        && await keeper.PortfoliosAsync(null, 2, null, null, http.RequestAborted)
            is [{ Demo: true, Archived: null } demo]
            ? Results.Redirect($"/p/{demo.Portfolio}") : await ShowAsync(keeper, access, http);

    /// <summary>
    /// The portfolios in which who is signed in has a role, or all where anybody may say who they
    /// are; elsewhere how to ask for them.
    /// </summary>
    public static async Task<IResult> ShowAsync(
        BookKeeper keeper, CallerAccess access, HttpContext http)
    {
        var caller = await access.FindAsync(http);
        if (caller is null && !access.IsOpen)
            return Page.Render("Portfolios", access.HasSignIn ? NeedsSignIn : NeedsCaller);
        var among = caller?.Roles.Portfolios;
        var portfolios = await keeper.PortfoliosAsync(null, null, null, among, http.RequestAborted);
        if (portfolios.IsEmpty)
            return Page.Render("Portfolios", Empty(caller));
        var more = caller?.Means == CallerMeans.Session
            ? "<p><a href=\"/docs\">The API</a> describes all views.</p>" : NeedsHeader;
        return Page.Render("Portfolios", $"""
            {Table([.. portfolios.Where(p => p.Archived is null)])}
            {Archived([.. portfolios.Where(p => p.Archived is not null)])}
            {more}
            """);
    }

    /// <summary>Opening a portfolio is offered to those who may.</summary>
    private static string Empty(KnownCaller? caller) =>
        caller is null || caller.Means == CallerMeans.Persona ? FirstSteps
        : caller.Roles.Everywhere.IsEmpty ? NothingToSee
        : caller.Roles.Everywhere.Contains(Role.Approver)
            ? """<p>The ledger is empty. <a href="/docs">The API</a> describes how to open a portfolio.</p>"""
        : "<p>The ledger is empty. Somebody with the role approver opens a portfolio.</p>";

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
        <tr><td><a href="/p/{p.Portfolio}">{Page.Text(p.Name)}</a> <code>{p.Portfolio}</code> {(p.Demo ? "<span class=tag>demo</span>" : "")}
        <br>{p.Currency}{Since(p)}</td><td>{p.Position:N0}</td><td>{string.Join(" · ", PageMenu.All
            .Select(page => $"<a href=\"/p/{p.Portfolio}/{page.Path}\">{page.Title}</a>"))}
        </td></tr>
        """;
}
