using PortfolioLedger.Access;
using PortfolioLedger.Http.Problems;

namespace PortfolioLedger.Pages;

/// <summary>A problem as a page: what was wrong, and where to go on.</summary>
internal sealed class ProblemPage : IProblemPage
{
    public async Task WriteAsync(HttpContext http, Problem problem)
    {
        http.Response.StatusCode = problem.Status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsync(
            Page.Html(problem.Title, Content(http, problem), Person(http),
                theme: Theming.Of(http)),
            http.RequestAborted);
    }

    /// <summary>
    /// Who says who they are may be somebody else who may; nothing else is asked of a database that
    /// may be the problem.
    /// </summary>
    private static string Person(HttpContext http) =>
        http.Features.Get<KnownCaller>() is { Means: CallerMeans.Persona } persona
            ? PersonaForm.Html(persona, http) : "";

    private static string Content(HttpContext http, Problem problem) => $"""
        <p>{Page.Text(problem.Detail)}</p>
        {Faults(problem)}
        <p>{WayOn(http, problem)}</p>
        <p><a href="/problems/{problem.Code}">What <code>{problem.Code}</code> means</a></p>
        """;

    private static string Faults(Problem problem) => problem.Errors.IsEmpty ? "" : $"""
        <ul>{string.Concat(problem.Errors.Select(fault =>
            $"<li><code>{Page.Text(fault.Pointer)}</code> {Page.Text(fault.Detail)}</li>"))}</ul>
        """;

    private static string WayOn(HttpContext http, Problem problem) =>
        problem.Status == StatusCodes.Status401Unauthorized
            ? $"<a href=\"{Page.Text(SignInPages.Address(http.Request))}\">Sign in</a>"
        : problem.Code == "unknown-portfolio" || http.Request.RouteValues["portfolio"] is null
            ? "<a href=\"/\">All portfolios</a>"
        : $"<a href=\"/p/{Page.Text((string)http.Request.RouteValues["portfolio"]!)}\">"
            + "The overview of the portfolio</a>";
}
