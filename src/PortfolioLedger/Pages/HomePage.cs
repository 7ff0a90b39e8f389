using System.Collections.Immutable;
using System.Globalization;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Pages.Forms;
using PortfolioLedger.Pages.Views;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Pages;

/// <summary>The first page: which portfolios there are, where to look, how to open one.</summary>
internal sealed class HomePage(
    IPortfolioList list, CallerAccess access, CommandEndpoints commands, PageRenderer renderer)
{
    /// <summary>The list of portfolios, however many there are.</summary>
    public const string List = "/portfolios";

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

    /// <summary>Leads to the import of a history into a portfolio that it opens.</summary>
    public const string Import = "/portfolios/import";

    private const string KeyField = "portfolio";
    private const string KeyPattern = "[a-z0-9][a-z0-9\\-]{0,62}";

    /// <summary>
    /// Who has a new ledger before them, in which nothing but the demo is, sees that at once;
    /// everybody else the list.
    /// </summary>
    public async Task<IResult> EnterAsync(HttpContext http) =>
        await access.FindAsync(http) is { Means: CallerMeans.Persona }
        && await list.PortfoliosAsync(null, 2, null, null, http.RequestAborted)
            is [{ Demo: true, Archived: null } demo]
            ? Results.Redirect($"/p/{demo.Portfolio}") : await ShowAsync(http);

    /// <summary>
    /// The portfolios in which who is signed in has a role, or all where anybody may say who they
    /// are; elsewhere how to ask for them.
    /// </summary>
    public Task<IResult> ShowAsync(HttpContext http) =>
        ShowAsync(http, FormValues.Empty, null, StatusCodes.Status200OK);

    /// <summary>Opens a portfolio as a form says; a refusal comes back beside its field.</summary>
    public async Task OpenAsync(HttpContext http)
    {
        var actor = (await access.RequireAsync(http)).ActAs(CommandRoutes.Opening.Role);
        var sent = await http.Request.ReadFormAsync(http.RequestAborted);
        var values = FormValues.Of(sent);
        var fields = FormFields.Of(CommandRoutes.Opening);
        var body = FormBody.Utf8(FormBody.Of(fields, values));
        _ = Key.TryParse(values.One("/key").Trim(), out var key);
        try
        {
            await commands.RecordAsync(
                new(key, CommandRoutes.Opening, [], body, _ => new(new(actor, null), null, null)),
                http.RequestAborted);
            FormAnswer.SeeOther(http, $"/p/{key}");
        }
        catch (ProblemException refused) when (refused.Problem.IsOfSender)
        {
            var page = await ShowAsync(
                http, values with
                {
                    Faults = FormBody.Placed(fields, values, refused.Problem.Errors),
                }, refused.Problem.Headline, refused.Problem.Status);
            await page.ExecuteAsync(http);
        }
    }

    /// <summary>
    /// Goes on to the page that takes the file, with the key of a form; without one to the form.
    /// </summary>
    public static IResult GoToImport(HttpContext http)
    {
        var text = http.Request.Query[KeyField].ToString().Trim();
        return text.Length == 0 ? Results.Redirect(List)
            : Key.TryParse(text, out var key) ? Results.Redirect($"/p/{key}/import")
            : throw new ProblemException(Problem.Create("invalid-parameter",
                $"'{text}' is no key for a portfolio; a key is {Key.Form}."));
    }

    private async Task<IResult> ShowAsync(
        HttpContext http, FormValues values, string? problem, int status)
    {
        var caller = await access.FindAsync(http);
        if (caller is null && !access.IsOpen)
            return Page.Render("Portfolios", access.HasSignIn ? NeedsSignIn : NeedsCaller);
        var among = caller?.Roles.Portfolios;
        var portfolios = await list.PortfoliosAsync(null, null, null, among, http.RequestAborted);
        var opening = caller is null ? ""
            : await OpeningAsync(http, caller, values, problem) + Importing(http, caller);
        if (portfolios.IsEmpty)
            return Page.Render("Portfolios", Empty(caller) + opening, status);
        var more = caller?.Means == CallerMeans.Session
            ? "<p><a href=\"/docs\">The API</a> describes all views.</p>" : NeedsHeader;
        return Page.Render("Portfolios", $"""
            {Table([.. portfolios.Where(p => p.Archived is null)])}
            {Archived([.. portfolios.Where(p => p.Archived is not null)])}
            {opening}
            {more}
            """, status);
    }

    /// <summary>How to open one, for who may or can become somebody who may.</summary>
    private async Task<string> OpeningAsync(
        HttpContext http, KnownCaller caller, FormValues values, string? problem)
    {
        var may = caller.Roles.Everywhere.Contains(CommandRoutes.Opening.Role);
        if (!may && caller.Means != CallerMeans.Persona)
            return "";
        var form = new FormModel(FormFields.Of(CommandRoutes.Opening), values,
            ImmutableSortedDictionary<SubjectKind, ImmutableArray<(string, string)>>.Empty, [],
            ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty, 0);
        return await renderer.RenderAsync<OpeningContent>(new OpeningContentModel(
            may, form, may ? FormToken.Field(http) : PersonaForm.Become(
                http, CommandRoutes.Opening.Role), problem));
    }

    /// <summary>How a history opens one, for who may or can become somebody who may.</summary>
    private static string Importing(HttpContext http, KnownCaller caller)
    {
        var how = caller.Roles.Everywhere.Contains(Role.Administrator) ? $"""
            <form class="ask-kind" method="get" action="{Import}">
            <label for="of-import">Key of the new portfolio</label>
            <input id="of-import" name="{KeyField}" required pattern="{KeyPattern}" title="{Key.Form}" placeholder="nyc">
            <button>Choose the file</button></form>
            """
            : caller.Means == CallerMeans.Persona ? $"""
            <p>That is done by somebody with the role administrator.</p>
            {PersonaForm.Become(http, Role.Administrator)}
            """ : null;
        return how is null ? "" : $"""
            <h2>Import a history</h2>
            <p>A published history of projects opens a portfolio of its own, with everything that was known since it began.</p>
            {how}
            """;
    }

    private static string Empty(KnownCaller? caller) =>
        caller is null || caller.Means == CallerMeans.Persona
        || !caller.Roles.Everywhere.IsEmpty ? """
            <p>The ledger is empty. A portfolio is opened first; a list or a history is then
            imported into it, or recorded bit by bit.</p>
            """ + (caller is null or { Means: CallerMeans.Persona }
                || caller.Roles.Everywhere.Contains(CommandRoutes.Opening.Role)
                ? "" : "<p>Somebody with the role approver opens a portfolio.</p>")
            : NothingToSee;

    private static string Table(ImmutableArray<PortfolioSummary> portfolios) => portfolios.IsEmpty
        ? "<p>No portfolio is open.</p>" : $"""
        <div class="scroll" tabindex="0" role="region" aria-label="Portfolios">
        <table><thead><tr><th>Portfolio</th><th>Currency</th><th class="number">Events</th><th>Look at</th></tr></thead>
        <tbody>{string.Concat(portfolios.Select(Row))}</tbody></table></div>
        """;

    private static string Archived(ImmutableArray<PortfolioSummary> portfolios) =>
        portfolios.IsEmpty ? "" : $"<h2>Archived</h2>{Table(portfolios)}";

    private static string Since(PortfolioSummary p) =>
        p.Archived is { } day ? $" · archived on {day:O}" : "";

    private static string Row(PortfolioSummary p) => $"""
        <tr><td><a href="/p/{p.Portfolio}">{Page.Text(p.Name)}</a> <code>{p.Portfolio}</code>{(p.Demo ? " <span class=tag>demo</span>" : "")}{Since(p)}</td>
        <td>{p.Currency}</td><td class="number">{p.Position.ToString("N0", CultureInfo.InvariantCulture)}</td>
        <td><a href="/p/{p.Portfolio}/ranking">Ranking</a> · <a href="/p/{p.Portfolio}/timeline">Timeline</a> · <a href="/p/{p.Portfolio}/imports">Imports</a> · <a href="/p/{p.Portfolio}/views">All views</a></td></tr>
        """;
}
