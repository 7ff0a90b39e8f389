using System.Buffers;
using PortfolioLedger.Access;
using PortfolioLedger.Audit;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Auditing;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Querying;
using PortfolioLedger.Telemetry;

namespace PortfolioLedger.Http.Queries;

/// <summary>Which portfolios a list holds.</summary>
internal enum ArchivedChoice
{
    /// <summary>Those that are open.</summary>
    False,
    /// <summary>Those that are archived.</summary>
    True,
    /// <summary>Both.</summary>
    All,
}

/// <summary>
/// Answers questions over HTTP, in the order the contract promises its checks.
/// </summary>
internal sealed class QueryEndpoints(
    CallerAccess access, BookKeeper keeper, IPortfolioList list, ViewEngine engine,
    CurrentDocuments current,
    IAuditTrail trail)
{
    /// <summary>How many portfolios a page holds.</summary>
    public static readonly Parameter<int> Limit = new(ItemQuery.LimitName, ItemQuery.DefaultLimit,
        t => ItemQuery.ReadLimit(t), "Portfolios a page, 1 to 500.", "100", []);

    /// <summary>Where the list of portfolios goes on.</summary>
    public static readonly Parameter<Key?> After = new(Cursor.Name, null, t => Cursor.ReadKey(t),
        "nextCursor of the page before.", Cursor.OfKey(Key.Parse("capital")), []);

    /// <summary>Which portfolios are listed.</summary>
    public static readonly Parameter<ArchivedChoice> Archived = new("archived",
        ArchivedChoice.False, Texts.Named<ArchivedChoice>,
        "false: those that are open; true: those that are archived; all: both.", "all",
        [.. Enumeration<ArchivedChoice>.Names]);

    /// <summary>
    /// A page of the portfolios in which the caller has a role, in the order of their keys.
    /// </summary>
    public async Task PortfoliosAsync(HttpContext http)
    {
        var among = (await access.RequireCallerAsync(http)).WithAnyRole().Roles.Portfolios;
        var arguments = http.Request.ReadArguments([Limit, After, Archived]);
        var limit = arguments.Get(Limit);
        var items = await list.PortfoliosAsync(
            arguments.Get(After),
            limit + 1,
            arguments.Get(Archived) switch
            {
                ArchivedChoice.False => false,
                ArchivedChoice.True => true,
                _ => null,
            },
            among,
            http.RequestAborted
        );
        var next = items.Length > limit ? Cursor.OfKey(items[limit - 1].Portfolio) : null;
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.Vary = "Accept, Authorization";
        if (next is not null)
            http.Response.Headers.Link =
                $"<{ReadHeaders.NextPage(http.Request, next)}>; rel=\"next\"";
        await http.Response.WriteAsJsonAsync(
            new PortfolioPage([.. items.Take(limit)], next,
                await list.ArchivedAsync(among, http.RequestAborted)),
            ViewJson.Options, http.RequestAborted);
    }

    /// <summary>One portfolio: what it is, and where its views are.</summary>
    public async Task PortfolioAsync(HttpContext http)
    {
        var head = await HeadAsync(http);
        if (http.Request.Query.Keys.FirstOrDefault() is { } name)
            throw ReadProblem.Invalid(name, "does not exist here; there are none",
                "unknown-parameter");
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.Vary = "Accept, Authorization";
        await http.Response.WriteAsJsonAsync(new PortfolioAnswer(
            head.Portfolio, head.Details.Name, head.Details.Currency, head.Details.FiscalYearStart,
            head.Position, head.KnownAt, head.Claimed, head.Details.Archived,
            [.. ViewCatalogue.All.Where(v => v.PathKey is null)
                .Select(v => $"{http.Request.Path.Value!.TrimEnd('/')}/{v.Path}")]),
            ViewJson.Options, http.RequestAborted);
    }

    /// <summary>One view.</summary>
    public async Task ViewAsync(HttpContext http, ViewDefinition view)
    {
        await access.RequireAsync(http);
        var isCold = SaysNothingElse(http, view, out var key) && !keeper.IsLoaded(key);
        if (isCold && await current.FindAsync(key, view, http.RequestAborted) is { } known
            && http.Request.Choose(Format.OfViews) == Format.Json)
        {
            if (current.IsAskedOften(key))
                _ = Task.Run(() => keeper.HeadAsync(key, CancellationToken.None));
            await WriteCurrentAsync(http, key, view, known);
            return;
        }
        var head = await HeadAsync(http);
        var request = ViewRequestReader.Read(
            head.Portfolio, view, KeyIn(http, view), http.Request.Query.Texts()).OrProblem();
        var format = request.Format ?? http.Request.Choose(Format.OfViews);
        var asked = (await engine.ResolveAsync(
            request with { IsWhole = format != Format.Json }, http.RequestAborted)).OrProblem();
        var tag = ReadHeaders.TagOf(asked, format, asked.Settled);
        if (!asked.View.HoldsPersonalTexts && ReadHeaders.IsKnown(http.Request, tag))
        {
            ReadHeaders.Write(http, asked, format, tag);
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        var written = (await engine.WriteAsync(asked, format, http.RequestAborted)).OrProblem();
        // Words can be erased while the position stays: only the body tells such answers apart.
        if (asked.View.HoldsPersonalTexts)
            tag = ReadHeaders.TagOf(
                asked, format, Cursor.HashOf(Convert.ToBase64String(written.Body.Bytes)));
        ReadHeaders.Write(http, asked, format, tag);
        if (format != Format.Json)
            await trail.LogExportAsync(http, head.Portfolio, format.Name, Logged);
        else if (http.Features.Get<ReadLog>() is { } read)
            read.Answer = Logged(ExportLog.Of(http, head.Portfolio, format.Name));
        if (isCold && format == Format.Json && written.Note is null)
            current.Keep(key, view, new(asked.When.Echo, written.Body));
        await WriteAsync(http, format, written);

        AuditedAnswer Logged(AuditedAnswer answer) =>
            QueryEndpoints.Logged(answer, asked.When.Echo, written);
    }

    /// <summary>What the access log keeps of an answer.</summary>
    private static AuditedAnswer Logged(
        AuditedAnswer answer, AsOfEcho asOf, WrittenView written) => answer with
        {
            Position = asOf.Position, EffectiveOn = asOf.EffectiveOn, Digest = written.Body.Digest,
            Bytes = written.Start.Length + written.Body.Bytes.Length,
        };

    /// <summary>Whether somebody asks for a view of now, and says nothing else.</summary>
    private static bool SaysNothingElse(HttpContext http, ViewDefinition view, out Key portfolio) =>
        Key.TryParse((string?)http.Request.RouteValues["portfolio"], out portfolio)
            && !http.Request.QueryString.HasValue && view.PathKey is null
            && !view.HoldsPersonalTexts;

    /// <summary>The answer about a portfolio that nobody asked for lately, without its book.
    /// </summary>
    private static async Task WriteCurrentAsync(
        HttpContext http, Key portfolio, ViewDefinition view, CurrentDocument known)
    {
        var (echo, body) = known;
        var tag = ReadHeaders.TagOf(echo, view, Format.Json, null);
        ReadHeaders.Write(http, echo, view, tag);
        if (ReadHeaders.IsKnown(http.Request, tag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        LedgerMetrics.CountView("stored");
        var written = new WrittenView(ViewWriter.Start(portfolio, echo, null, null), body, null);
        if (http.Features.Get<ReadLog>() is { } read)
            read.Answer = Logged(
                ExportLog.Of(http, portfolio, Format.Json.Name), echo, written);
        await WriteAsync(http, Format.Json, written);
    }

    private async Task<Book> HeadAsync(HttpContext http)
    {
        // Every role may read, so there is nothing more to check than that somebody asks.
        await access.RequireAsync(http);
        return (await engine.HeadAsync(
            (string?)http.Request.RouteValues["portfolio"], http.RequestAborted)).OrProblem();
    }

    private static string? KeyIn(HttpContext http, ViewDefinition view) =>
        view.PathKey is null ? null : (string?)http.Request.RouteValues[view.PathKeyName];

    private static async Task WriteAsync(HttpContext http, Format format, WrittenView written)
    {
        var (start, body, note) = written;
        var response = http.Response;
        response.ContentType = format.ContentType;
        response.Headers[AnswerHeaders.LedgerDigest] = body.Digest;
        if (note is not null)
            response.Headers[AnswerHeaders.LedgerNote] = note;
        if (body.NextCursor is { } next)
            response.Headers.Link = $"<{ReadHeaders.NextPage(http.Request, next)}>; rel=\"next\"";
        response.ContentLength = start.Length + body.Bytes.Length;
        response.BodyWriter.Write(start);
        response.BodyWriter.Write(body.Bytes);
        await response.BodyWriter.FlushAsync(http.RequestAborted);
    }
}
