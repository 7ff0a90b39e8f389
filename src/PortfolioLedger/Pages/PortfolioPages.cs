using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Pages.Frame;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Pages;

/// <summary>
/// What all pages of a portfolio have: the book they are asked of, and the frame they are shown in.
/// </summary>
internal sealed class PortfolioPages(
    ViewEngine engine, FrameRenderer frames, FrameFacts facts, TimeProvider clock)
{
    private static bool IsPast(ViewRequest request) =>
        request.AsOf.IsPinned || request.AsOf.EffectiveOn is not null;

    /// <summary>
    /// What a page that is of no book needs. Links from pages of the past lead to it too: the time
    /// they bring is kept for those it leads to, and nothing else is taken.
    /// </summary>
    public async Task<(Book Head, PageLinks Links)> OfNoBookAsync(
        HttpContext http, params string[] alsoTaken) =>
        OfNoBook(http, await HeadAsync(http), alsoTaken);

    /// <summary>
    /// The same where the portfolio may still have to be opened, by an import: its book is empty
    /// until then.
    /// </summary>
    public async Task<(Book Head, PageLinks Links)> OfNewAsync(
        HttpContext http, params string[] alsoTaken)
    {
        var text = PortfolioIn(http);
        var found = await engine.HeadAsync(text, http.RequestAborted);
        return OfNoBook(http, !found.IsFound(out _, out _) && Key.TryParse(text, out var key)
            ? Book.Empty(key) : found.OrProblem(), alsoTaken);
    }

    private static (Book Head, PageLinks Links) OfNoBook(
        HttpContext http, Book head, string[] alsoTaken)
    {
        var given = http.Request.Query.Texts();
        Arguments.Read(
            new([.. given.All.Where(g =>
                !PageLinks.IsOfTime(g.Name) && !alsoTaken.Contains(g.Name))]), []).OrProblem();
        return (head, PageLinks.Of(head.Portfolio, given));
    }

    /// <summary>
    /// What a page needs that is of a book, but of no single view of it: the book is found as that
    /// of a view is. It takes these parameters beside the time and no others.
    /// </summary>
    public async Task<(Book Head, PageLinks Links, ResolvedView Asked, Arguments Given)>
        OfBookAsync(HttpContext http, ImmutableArray<Parameter> parameters)
    {
        var head = await HeadAsync(http);
        var given = WithoutBlanks(http.Request.Query.Texts());
        var time = new ParameterTexts([.. given.All.Where(g => PageLinks.IsOfTime(g.Name))]);
        var beside = new ParameterTexts([.. given.All.Where(g => !PageLinks.IsOfTime(g.Name))]);
        var arguments = Arguments.Read(beside, parameters).OrProblem();
        var request = ViewRequestReader.Read(
            head.Portfolio, ViewCatalogue.Of<Overview>(), null, time).OrProblem();
        return (head, PageLinks.Of(head.Portfolio, given),
            (await engine.ResolveAsync(request, http.RequestAborted)).OrProblem(), arguments);
    }

    /// <summary>A page that is of no book, in the frame of its portfolio.</summary>
    public Task ShowAsync(
        HttpContext http, string title, string path, Book head, PageLinks links,
        string content) => ShowAsync(http, Document(title, content, head, links, path));

    /// <summary>
    /// The newest book of a page that is asked in its own way, what was asked, and its links.
    /// </summary>
    public async Task<(Book Head, ParameterTexts Given, PageLinks Links)> AskedAsync(
        HttpContext http)
    {
        var head = await HeadAsync(http);
        var given = WithoutBlanks(http.Request.Query.Texts());
        return (head, given, PageLinks.Of(head.Portfolio, given));
    }

    /// <summary>A page in the frame of its portfolio, of no book yet.</summary>
    public DocumentModel Document(
        string title, string content, Book head, PageLinks links, string path) => new(
        title, content, "",
        head.Position > 0 ? head.Details.Name : $"{head.Portfolio}, not opened yet",
        head.Details.Archived?.On, head.Position,
        DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), links, path, null, false, null,
        [], []) { Trail = TimeTrail.Of(head) };

    /// <summary>A page of a view: where it is and what can be done with it beside.</summary>
    /// <param name="title">Of the page.</param>
    /// <param name="path">Of the page, below the portfolio.</param>
    /// <param name="view">The path of the view in the API.</param>
    /// <param name="head">The newest book.</param>
    /// <param name="links">Of the time that is shown.</param>
    /// <param name="asked">What was asked.</param>
    /// <param name="digest">Of the answer.</param>
    public DocumentModel OfView(
        string title, string path, string view, Book head, PageLinks links, ResolvedView asked,
        string digest) => Document(title, "", head, links, path) with
        {
            When = asked.When.Echo, IsPast = IsPast(asked.Request), Digest = digest,
            Facts = FrameFacts.Of(asked.When),
            Actions =
            [
                ("Permalink", links.Now(path, asked.Pinned)),
                ("CSV", links.Api(view, asked.Pinned.Append((Format.ParameterName, "csv")))),
                ("XLSX", links.Api(view, asked.Pinned.Append((Format.ParameterName, "xlsx")))),
                ("JSON", links.Api(view, asked.Pinned)),
            ],
        };

    /// <summary>A page of a book that was asked in its own way.</summary>
    /// <param name="page">Of no book yet.</param>
    /// <param name="when">Of which book.</param>
    /// <param name="given">What its address says.</param>
    public static DocumentModel OfTime(DocumentModel page, AsOfEcho when, ParameterTexts given) =>
        page with
        {
            When = when, IsPast = !page.Links.AsOf.IsEmpty, Given = Beside(given),
            Actions =
            [
                ("Permalink", page.Links.Now(page.Path, [
                    // Before the first event only a time can say which book it was.
                    when.Position > 0 ? (AsOf.PositionName, $"{when.Position}")
                        : (AsOf.Name, given.One(AsOf.Name) ?? "0001-01-01"),
                    (AsOf.EffectiveName, Values.Day(when.EffectiveOn)), .. Beside(given)])),
            ],
        };

    /// <summary>A page that is of a book, but of no single view of it.</summary>
    public Task ShowAsync(
        HttpContext http, string title, string path, Book head, PageLinks links, string content,
        ResolvedView asked, string? sought = null) => ShowAsync(
        http, Document(title, content, head, links, path) with
        {
            When = asked.When.Echo, IsPast = IsPast(asked.Request), Sought = sought,
            Given = Beside(WithoutBlanks(http.Request.Query.Texts())),
            Facts = FrameFacts.Of(asked.When),
        });

    /// <summary>A page with all that stands around it.</summary>
    public async Task ShowAsync(
        HttpContext http, DocumentModel page, ReadOnlyMemory<byte>? content = null)
    {
        var person = await SignedIn.ShowAsync(http);
        page = await facts.CompleteAsync(http, page);
        PersonaSession.Begin(http);
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "private, no-cache";
        // The content may be large and kept as bytes: the frame is written around it.
        var frame = await frames.OfAsync(page);
        ReadOnlyMemory<byte>[] parts =
        [
            frame.Start, Encoding.UTF8.GetBytes(person), frame.Middle,
            content ?? Encoding.UTF8.GetBytes(page.Content), frame.End,
        ];
        http.Response.ContentLength = parts.Sum(part => (long)part.Length);
        foreach (var part in parts)
            http.Response.BodyWriter.Write(part.Span);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    /// <summary>The newest book of the portfolio in the address.</summary>
    private async Task<Book> HeadAsync(HttpContext http) =>
        (await engine.HeadAsync(PortfolioIn(http), http.RequestAborted)).OrProblem();

    private static string? PortfolioIn(HttpContext http) =>
        (string?)http.Request.RouteValues["portfolio"];

    /// <summary>A form sends its empty fields too: they ask for nothing.</summary>
    public static ParameterTexts WithoutBlanks(ParameterTexts given) => new(
        [.. given.All.Where(g => g.Texts.Any(text => text.Length > 0))]);

    /// <summary>What is asked beside the time, but for the page of a list.</summary>
    public static ImmutableArray<(string Name, string Text)> Beside(ParameterTexts given) =>
    [
        .. given.All.Where(g => !PageLinks.IsOfTime(g.Name) && g.Name != Cursor.Name)
            .SelectMany(g => g.Texts.Select(text => (g.Name, text))),
    ];
}
