using System.Collections.Immutable;
using System.Text.Json;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Pages.Frame;
using PortfolioLedger.Pages.Views;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Pages;

/// <summary>
/// The pages of a portfolio: every view has one, at its path. What a page shows is what the read
/// engine answers; the address says everything, so a link shows the same again.
/// </summary>
internal sealed class PortfolioPages(
    ViewEngine engine, PageRenderer renderer, TimeProvider clock)
{
    /// <summary>The page of a view.</summary>
    public async Task ViewAsync(HttpContext http, ViewDefinition view)
    {
        var head = await HeadAsync(http);
        var subject = view.PathKey is null ? null
            : (string?)http.Request.RouteValues[view.PathKeyName];
        var given = WithoutBlanks(http.Request.Query.Texts());
        var path = view.PathKey is null ? view.Path
            : $"{view.Path[..view.Path.IndexOf('{', StringComparison.Ordinal)]}{subject}";
        var links = PageLinks.Of(head.Portfolio, given);
        var title = Values.Words(view.PathKey is null ? view.Path.Replace('/', ' ') : subject!);
        if (view.Parameters.Any(p => p.IsRequired && given.One(p.Name) is null))
        {
            await ShowAsync(http, Document(title, await renderer.RenderAsync<ViewContent>(
                Content(view, default, given, links, path, null, null)), head, links, path) with
            {
                Given = Beside(given),
            });
            return;
        }
        var request = ViewRequestReader.Read(head.Portfolio, view, subject, given).OrProblem();
        var asked = (await engine.ResolveAsync(request, http.RequestAborted)).OrProblem();
        var answer = (await engine.AnswerAsync(asked, http.RequestAborted)).OrProblem();
        var record = answer.Computed.Page(answer.Items);
        var content = await renderer.RenderAsync<ViewContent>(Content(
            view, JsonSerializer.SerializeToElement(record, record.GetType(), ViewJson.Options),
            given, links, path,
            answer.NextCursor is { } next ? ReadHeaders.NextPage(http.Request, next) : null,
            await engine.NoteAsync(asked, http.RequestAborted)));
        var pinned = asked.Pinned.ToImmutableArray();
        await ShowAsync(http, Document(title, content, head, links, path) with
        {
            When = answer.Echo,
            IsPast = request.AsOf.IsPinned || request.AsOf.EffectiveOn is not null,
            Digest = answer.Digest,
            Actions =
            [
                ("Permalink", links.Now(path, pinned)),
                ("CSV", links.Api(path, pinned.Append((Format.ParameterName, "csv")))),
                ("XLSX", links.Api(path, pinned.Append((Format.ParameterName, "xlsx")))),
                ("JSON", links.Api(path, pinned)),
            ],
            Given = Beside(given),
        });
    }

    /// <summary>Every view, with what it is about.</summary>
    public async Task AllViewsAsync(HttpContext http)
    {
        var head = await HeadAsync(http);
        http.Request.ReadArguments([]);
        var links = PageLinks.Of(head.Portfolio, ParameterTexts.None);
        await ShowAsync(http, Document(
            "All views", await renderer.RenderAsync<AllViews>(links), head, links, "views"));
    }

    private DocumentModel Document(
        string title, string content, Book head, PageLinks links, string path) => new(
        title, content, "", head.Details.Name, head.Details.Archived?.On, head.Position,
        DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), links, path, null, false, null,
        [], []);

    private async Task ShowAsync(HttpContext http, DocumentModel page)
    {
        var person = await SignedIn.ShowAsync(http);
        PersonaSession.Begin(http);
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "private, no-cache";
        await http.Response.WriteAsync(
            await renderer.RenderAsync<Document>(page with { Person = person }),
            http.RequestAborted);
    }

    private async Task<Book> HeadAsync(HttpContext http) => (await engine.HeadAsync(
        (string?)http.Request.RouteValues["portfolio"], http.RequestAborted)).OrProblem();

    private static ViewContentModel Content(
        ViewDefinition view, JsonElement answer, ParameterTexts given, PageLinks links,
        string path, string? next, string? note) => new(
        view.Summary, answer,
        [.. view.Parameters.Select(p => new AskedField(p.Name, p.Description, given.One(p.Name),
            p.Example, p.TakesSeveral ? [] : p.Names, p.IsRequired))],
        [.. ViewRequestReader.FiltersOf(view).Select(f => new AskedField(
            f.Name, f.Form, given.One(f.Name), null, [], false))],
        Beside(given), links, path, next, note);

    /// <summary>A form sends its empty fields too: they ask for nothing.</summary>
    private static ParameterTexts WithoutBlanks(ParameterTexts given) => new(
        [.. given.All.Where(g => g.Texts.Any(text => text.Length > 0))]);

    /// <summary>What is asked beside the time, but for the page of a list.</summary>
    private static ImmutableArray<(string Name, string Text)> Beside(ParameterTexts given) =>
    [
        .. given.All.Where(g => g.Name is not (AsOf.Name or AsOf.PositionName or AsOf.EffectiveName
                or Cursor.Name))
            .SelectMany(g => g.Texts.Select(text => (g.Name, text))),
    ];
}
