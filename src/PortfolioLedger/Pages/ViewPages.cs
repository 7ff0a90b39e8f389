using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Pages.Views;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Pages;

/// <summary>
/// Every view has a page, at its path. What a page shows is what the read engine answers; the
/// address says everything, so a link shows the same again.
/// </summary>
internal sealed class ViewPages(
    PortfolioPages pages, ViewEngine engine, KeptContents kept, ViewContents contents,
    PageRenderer renderer, IEnumerable<IPageAddition> additions)
{
    /// <summary>The page of a view.</summary>
    public async Task ShowAsync(HttpContext http, ViewDefinition view)
    {
        var (head, given, links) = await pages.AskedAsync(http);
        var subject = view.PathKey is null ? null
            : (string?)http.Request.RouteValues[view.PathKeyName];
        var path = view.PathKey is null ? view.Path
            : $"{view.Path[..view.Path.IndexOf('{', StringComparison.Ordinal)]}{subject}";
        var title = Values.Words(view.PathKey is null ? view.Path.Replace('/', ' ') : subject!);
        if (view.Parameters.Any(p => p.IsRequired && given.One(p.Name) is null))
        {
            await pages.ShowAsync(http, pages.Document(title,
                await contents.UnaskedAsync(view, given, links, path),
                head, links, path) with
            {
                Given = PortfolioPages.Beside(given),
            });
            return;
        }
        var request = ViewRequestReader.Read(
            head.Portfolio, view, subject, Ordered(view, given)).OrProblem();
        var asked = (await engine.ResolveAsync(request, http.RequestAborted)).OrProblem();
        // Words that can be erased are asked for anew each time.
        var content = await kept.OfAsync(http, asked.When, asked.Question, async () =>
            (await contents.OfAsync(asked, given, links, path,
                next => ReadHeaders.NextPage(http.Request, next), http.RequestAborted),
                !asked.View.HoldsPersonalTexts));
        var more = additions.FirstOrDefault(a => a.View == view.Path) is { } addition
            ? Encoding.UTF8.GetBytes(await addition.HtmlAsync(http, asked, links)) : [];
        var page = pages.OfView(
            content.Title ?? title, path, path, head, links, asked, content.Digest);
        await pages.ShowAsync(http, page with
        {
            Actions = [.. page.Actions, .. Recording(page)],
            Given = PortfolioPages.Beside(given),
            Live = view.Path == Timeline.ViewName && !page.IsPast ? LiveNews.Of(links) : null,
        }, more.Length == 0 ? content.Bytes : [.. content.Bytes, .. more]);

        IEnumerable<(string Name, string Address)> Recording(Frame.DocumentModel shown) =>
            shown.IsPast || view.PathKey is null ? [] : RecordingOf(view, asked.Subject, links);
    }

    /// <summary>Every view, with what it is about.</summary>
    public async Task ListAsync(HttpContext http)
    {
        var (head, links) = await pages.OfNoBookAsync(http);
        await pages.ShowAsync(
            http, "All views", "views", head, links, await renderer.RenderAsync<AllViews>(links));
    }

    /// <summary>What is asked for: in the order of the page, where none was given.</summary>
    private static ParameterTexts Ordered(ViewDefinition view, ParameterTexts given) =>
        SpecialPages.Find(view)?.Sort is { } sort && given.One(ItemQuery.SortName) is null
            && given.One(ViewRequestReader.VersionName) is null
            ? new(given.All.Add((ItemQuery.SortName, [sort]))) : given;

    /// <summary>What can be recorded of the one thing that a page is about.</summary>
    private static ImmutableArray<(string Name, string Address)> RecordingOf(
        ViewDefinition view, Key subject, PageLinks links) =>
        Enumeration<SubjectKind>.TryParse(
            JsonNamingPolicy.KebabCaseLower.ConvertName(view.PathKeyName), out var kind)
        && CommandRoutes.Table.Routes.Any(r => r.PathKeys is [var name]
            && CommandRoute.SubjectOf(name, default).Kind == kind)
            ? [("Record something about it",
                links.Now("record", ("about", $"{Subject.NameOf(kind)}/{subject}")))]
            : [];
}
