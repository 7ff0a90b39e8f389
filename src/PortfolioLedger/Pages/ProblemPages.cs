using PortfolioLedger.Http.Problems;

namespace PortfolioLedger.Pages;

/// <summary>What the <c>type</c> of a problem document leads to.</summary>
internal static class ProblemPages
{
    /// <summary>All codes.</summary>
    public static IResult List() => Page.Render("Problems", $"""
        <p>When a request is not carried out, nothing is recorded and the answer is a problem document (RFC 9457)
        with one of these codes.</p>
        <table><thead><tr><th>Code</th><th>Status</th><th>Meaning</th></tr></thead><tbody>
        {string.Concat(ProblemCatalogue.All.Select(k => $"""
            <tr><td><a href="/problems/{k.Code}"><code>{k.Code}</code></a></td><td>{k.Status}</td>
            <td>{Page.Text(k.Title)}</td></tr>
            """))}
        </tbody></table>
        """);

    /// <summary>One code.</summary>
    public static IResult Show(string code) =>
        ProblemCatalogue.All.FirstOrDefault(k => k.Code == code) is { } kind
            ? Page.Render(
                kind.Title,
                $"""
                <p><code>{kind.Code}</code> · HTTP status {kind.Status}</p><p>{Page.Text(
                    kind.Explanation
                )}</p>
                """
            )
            : Page.Render(
                "Unknown problem",
                "<p>There is no problem of this code. <a href=\"/problems\">All codes</a></p>",
                StatusCodes.Status404NotFound
            );
}
