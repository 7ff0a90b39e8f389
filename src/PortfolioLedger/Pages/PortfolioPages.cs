using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Commands;
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
    ViewEngine engine, ViewCache cache, PageRenderer renderer, FrameRenderer frames,
    FrameFacts facts, TimeProvider clock, IEnumerable<IPageAddition> additions)
{
    /// <summary>So many reviews are looked back at for somebody who fell.</summary>
    private const int MaxReviewsBack = 4;

    /// <summary>So many of the ranking are on the first page.</summary>
    private const int Best = 10;

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
                Content(view, null, given, links, path)), head, links, path) with
            {
                Given = Beside(given),
            });
            return;
        }
        var request = ViewRequestReader.Read(
            head.Portfolio, view, subject, Ordered(view, given)).OrProblem();
        var asked = (await engine.ResolveAsync(request, http.RequestAborted)).OrProblem();
        var content = await ContentAsync(http, asked, given, links, path);
        var more = additions.FirstOrDefault(a => a.View == view.Path) is { } addition
            ? Encoding.UTF8.GetBytes(await addition.HtmlAsync(http, asked.Subject, links)) : [];
        await ShowAsync(http, Document(content.Title ?? title, "", head, links, path) with
        {
            When = asked.When.Echo,
            IsPast = IsPast(request),
            Digest = content.Digest,
            Actions = [.. Actions(links, path, path, asked), .. Recording(links, request)],
            Given = Beside(given),
            Live = view.Path == Timeline.ViewName && !IsPast(request) ? LiveNews.Of(links) : null,
            Facts = FrameFacts.Of(asked.When),
        }, more.Length == 0 ? content.Bytes : [.. content.Bytes, .. more]);
    }

    /// <summary>What is asked for: in the order of the page, where none was given.</summary>
    private static ParameterTexts Ordered(ViewDefinition view, ParameterTexts given) =>
        SpecialPages.Find(view)?.Sort is { } sort && given.One(ItemQuery.SortName) is null
            && given.One(ViewRequestReader.VersionName) is null
            ? new(given.All.Add((ItemQuery.SortName, [sort]))) : given;

    /// <summary>
    /// The content of a page follows from its address and the book, so it is kept as answers are;
    /// words that can be erased are asked for anew each time.
    /// </summary>
    private async Task<ViewBody> ContentAsync(
        HttpContext http, ResolvedView asked, ParameterTexts given, PageLinks links, string path)
    {
        var key = new AnswerKey(
            $"page {http.Request.Path}{http.Request.QueryString} {asked.Question}",
            asked.When.Position, asked.When.EffectiveOn);
        if (!asked.View.HoldsPersonalTexts && cache.FindBody(key) is { } known)
            return known;
        var answer = (await engine.AnswerAsync(asked, http.RequestAborted)).OrProblem();
        var model = Content(
            asked.View, answer.Computed.Page(answer.Items), given, links, path) with
        {
            Next = answer.NextCursor is { } next
                ? ReadHeaders.NextPage(http.Request, next) : null,
            Note = await engine.NoteAsync(asked, http.RequestAborted),
        };
        var special = SpecialPages.Find(asked.View);
        if (special is not null)
            model = model with
            {
                Content = special.Component,
                More = await special.AskAsync(
                    new(engine, asked, http.RequestAborted), model),
            };
        var content = new ViewBody(
            Encoding.UTF8.GetBytes(await renderer.RenderAsync<ViewContent>(model)),
            answer.Digest, null) { Title = special?.TitleOf(model.Record!) };
        if (!asked.View.HoldsPersonalTexts)
            cache.Keep(key, content);
        return content;
    }

    /// <summary>The first page of a portfolio, from views of one book.</summary>
    public async Task OverviewAsync(HttpContext http)
    {
        var head = await HeadAsync(http);
        var given = WithoutBlanks(http.Request.Query.Texts());
        var links = PageLinks.Of(head.Portfolio, given);
        var request = ViewRequestReader.Read(
            head.Portfolio, ViewCatalogue.Of<Overview>(), null, given).OrProblem();
        var asked = (await engine.ResolveAsync(request, http.RequestAborted)).OrProblem();
        var content = await OverviewAsync(http, asked, links);
        await ShowAsync(http, Document("Overview", "", head, links, "") with
        {
            When = asked.When.Echo, IsPast = IsPast(request), Digest = content.Digest,
            Actions = Actions(links, "", Overview.ViewName, asked), Given = Beside(given),
            Live = IsPast(request) ? null : LiveNews.Of(links), Facts = FrameFacts.Of(asked.When),
        }, content.Bytes);
    }

    /// <summary>
    /// Who fell the farthest since the last review; where nobody did, since one before. Where
    /// nobody fell at all, who rose.
    /// </summary>
    private static async Task<MovedSince?> FallAsync(
        PinnedQuestions ask, ChangePoint last, InitiativeComparison moves)
    {
        var cycles = (await ask.AskAsync<ReviewCycleList>()).Items;
        string? NameOf(Key? key) => cycles.FirstOrDefault(c => c.Cycle == key)?.Name;
        if (MovedSince.FarthestFall(moves) is { } fallen)
            return new(fallen, last.Position, NameOf(last.Cycle));
        foreach (var cycle in cycles.Where(c => c.ClosedAt < last.Position)
            .OrderByDescending(c => c.ClosedAt).Take(MaxReviewsBack))
            if (await MovesAsync(ask, cycle.ClosedAt!.Value) is { } compared
                && MovedSince.FarthestFall(compared) is { } earlier)
                return new(earlier, cycle.ClosedAt.Value, cycle.Name);
        return MovedSince.FarthestRise(moves) is { } risen
            ? new(risen, last.Position, NameOf(last.Cycle)) : null;
    }

    private static Task<InitiativeComparison?> MovesAsync(PinnedQuestions ask, long from) =>
        ask.TryAsync<InitiativeComparison>(
            "ranking/comparison", (RangeOfBooks.From.Name, $"{from}"));

    private async Task<ViewBody> OverviewAsync(
        HttpContext http, ResolvedView asked, PageLinks links)
    {
        var key = new AnswerKey(
            $"page {http.Request.Path}{http.Request.QueryString} {asked.Question}",
            asked.When.Position, asked.When.EffectiveOn);
        if (cache.FindBody(key) is { } known)
            return known;
        var overview = (await engine.AnswerAsync(asked, http.RequestAborted)).OrProblem();
        // The others are of the very same book, whatever is decided meanwhile.
        var ask = new PinnedQuestions(engine, asked, http.RequestAborted);
        var ranking = await ask.AskAsync<Ranking>();
        var changes = await ask.AskAsync<Changes>();
        var since = changes.From.Position;
        var moves = since < 1 || ranking.Items.IsEmpty ? null
            : await MovesAsync(ask, since);
        var asks = moves is null ? null : await FallAsync(ask, changes.From, moves);
        var html = await renderer.RenderAsync<OverviewContent>(new OverviewContentModel(
            (Overview)overview.Computed.View, ranking.Page([.. ranking.Items.Take(Best)]),
            changes, moves, asks, links,
            Earlier(Latest(overview.Echo), TimeTrail.Of(asked.Head).Changes))
        {
            Then = since < 1 ? null : await ask.AtAsync<Overview>(since),
            Ranks = ranking.Items.IsEmpty ? null : await SeriesModel.OfRanksAsync(ask, ranking),
        });
        var content = new ViewBody(Encoding.UTF8.GetBytes(html), overview.Digest, null);
        cache.Keep(key, content);
        return content;
    }

    /// <summary>The day of the last decision, which may be long ago.</summary>
    private static DateOnly Latest(AsOfEcho echo) => echo.KnownAt is { } known
        && DateOnly.FromDateTime(known.UtcDateTime) is var day && day < echo.EffectiveOn
            ? day : echo.EffectiveOn;

    /// <summary>
    /// A day of which somebody may want to know what the board saw: the last end of March, or three
    /// months before where nothing was decided by then.
    /// </summary>
    private static DateOnly Earlier(DateOnly latest, ChangeDays changes)
    {
        var march = new DateOnly(latest.Year, 3, 31);
        march = march < latest ? march : march.AddYears(-1);
        return !changes.UpTo(march).IsEmpty ? march : latest.AddMonths(-3);
    }

    private static bool IsPast(ViewRequest request) =>
        request.AsOf.IsPinned || request.AsOf.EffectiveOn is not null;

    /// <summary>What can be done with a view beside looking at it.</summary>
    private static ImmutableArray<(string Name, string Address)> Actions(
        PageLinks links, string path, string view, ResolvedView asked) =>
    [
        ("Permalink", links.Now(path, asked.Pinned)),
        ("CSV", links.Api(view, asked.Pinned.Append((Format.ParameterName, "csv")))),
        ("XLSX", links.Api(view, asked.Pinned.Append((Format.ParameterName, "xlsx")))),
        ("JSON", links.Api(view, asked.Pinned)),
    ];

    /// <summary>What can be recorded of the one thing that a page of now is about.</summary>
    private static IEnumerable<(string Name, string Address)> Recording(
        PageLinks links, ViewRequest request) =>
        !IsPast(request) && request.View.PathKey is not null
        && Enumeration<SubjectKind>.TryParse(
            JsonNamingPolicy.KebabCaseLower.ConvertName(request.View.PathKeyName), out var kind)
        && CommandRoutes.Table.Routes.Any(r => r.PathKeys is [var name]
            && CommandRoute.SubjectOf(name, default).Kind == kind)
            ? [("Record something about it",
                links.Now("record", ("about", $"{Subject.NameOf(kind)}/{request.Subject}")))]
            : [];

    /// <summary>Every view, with what it is about.</summary>
    public async Task AllViewsAsync(HttpContext http)
    {
        var (head, links) = await OfNoBookAsync(http);
        await ShowAsync(
            http, "All views", "views", head, links, await renderer.RenderAsync<AllViews>(links));
    }

    /// <summary>
    /// What a page that is of no book needs. Links from pages of the past lead to it too: the time
    /// they bring is kept for those it leads to, and nothing else is taken.
    /// </summary>
    public async Task<(Book Head, PageLinks Links)> OfNoBookAsync(
        HttpContext http, params string[] alsoTaken)
    {
        var head = await HeadAsync(http);
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

    /// <summary>The book at a position, on the day it has there by itself.</summary>
    public async Task<ResolvedView> AtAsync(HttpContext http, Book head, long position)
    {
        var time = new ParameterTexts(
            [(AsOf.PositionName, [position.ToString(CultureInfo.InvariantCulture)])]);
        var request = ViewRequestReader.Read(
            head.Portfolio, ViewCatalogue.Of<Overview>(), null, time).OrProblem();
        return (await engine.ResolveAsync(request, http.RequestAborted)).OrProblem();
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

    /// <summary>A page of a book that was asked in its own way.</summary>
    public Task ShowAsync(
        HttpContext http, string title, string path, Book head, PageLinks links, string content,
        AsOfEcho when, bool isPast, ParameterTexts given) =>
        ShowAsync(http, Document(title, content, head, links, path) with
        {
            When = when, IsPast = isPast, Given = Beside(given),
            Actions =
            [
                ("Permalink", links.Now(path, [
                    // Before the first event only a time can say which book it was.
                    when.Position > 0 ? (AsOf.PositionName, $"{when.Position}")
                        : (AsOf.Name, given.One(AsOf.Name) ?? "0001-01-01"),
                    (AsOf.EffectiveName, Values.Day(when.EffectiveOn)), .. Beside(given)])),
            ],
        });

    /// <summary>A page in the frame of its portfolio, of no book yet.</summary>
    public DocumentModel Document(
        string title, string content, Book head, PageLinks links, string path) => new(
        title, content, "", head.Details.Name, head.Details.Archived?.On, head.Position,
        DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), links, path, null, false, null,
        [], []) { Trail = TimeTrail.Of(head) };

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
    private async Task<Book> HeadAsync(HttpContext http) => (await engine.HeadAsync(
        (string?)http.Request.RouteValues["portfolio"], http.RequestAborted)).OrProblem();

    private static ViewContentModel Content(
        ViewDefinition view, object? record, ParameterTexts given, PageLinks links,
        string path) => new(
        view.Path, view.Summary, record,
        [.. view.Parameters.Select(p => new AskedField(p.Name, p.Description, given.One(p.Name),
            p.Example, p.TakesSeveral ? [] : p.Names, p.IsRequired))],
        [.. ViewRequestReader.FiltersOf(view).Select(f => new AskedField(
            f.Name, f.Form, given.One(f.Name), null, [], false))],
        Beside(given), links, path);

    /// <summary>A form sends its empty fields too: they ask for nothing.</summary>
    private static ParameterTexts WithoutBlanks(ParameterTexts given) => new(
        [.. given.All.Where(g => g.Texts.Any(text => text.Length > 0))]);

    /// <summary>What is asked beside the time, but for the page of a list.</summary>
    private static ImmutableArray<(string Name, string Text)> Beside(ParameterTexts given) =>
    [
        .. given.All.Where(g => !PageLinks.IsOfTime(g.Name) && g.Name != Cursor.Name)
            .SelectMany(g => g.Texts.Select(text => (g.Name, text))),
    ];
}
