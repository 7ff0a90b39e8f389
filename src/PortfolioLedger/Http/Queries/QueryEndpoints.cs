using System.Buffers;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Http.Queries;

/// <summary>
/// Answers questions over HTTP, in the order the contract promises its checks.
/// </summary>
internal sealed class QueryEndpoints(
    CallerAccess access, BookKeeper keeper, ViewAnswers answers)
{
    /// <summary>How many portfolios a page holds.</summary>
    public static readonly Parameter<int> Limit = new(ItemQuery.LimitName, ItemQuery.DefaultLimit,
        t => ItemQuery.ReadLimit(t), "Portfolios a page, 1 to 500.", "100", []);

    /// <summary>Where the list of portfolios goes on.</summary>
    public static readonly Parameter<Key?> After = new(Cursor.Name, null, t => Cursor.ReadKey(t),
        "nextCursor of the page before.", Cursor.OfKey(Key.Of("capital")), []);

    /// <summary>A page of the portfolios, in the order of their keys.</summary>
    public async Task PortfoliosAsync(HttpContext http)
    {
        await access.RequireAsync(http);
        var arguments = Arguments.Read(http.Request.Query, [Limit, After]);
        var limit = arguments.Get(Limit);
        var items = await keeper.PortfoliosAsync(arguments.Get(After), limit + 1, http.RequestAborted);
        var next = items.Length > limit ? Cursor.OfKey(items[limit - 1].Portfolio) : null;
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.Vary = "Accept, Authorization";
        if (next is not null)
            http.Response.Headers.Link = $"<{ReadHeaders.NextPage(http.Request, next)}>; rel=\"next\"";
        await http.Response.WriteAsJsonAsync(
            new PortfolioPage([.. items.Take(limit)], next), ViewJson.Options, http.RequestAborted);
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
            head.Position, head.KnownAt, head.Claimed,
            [.. ViewCatalogue.All.Where(v => v.PathKey is null)
                .Select(v => $"{http.Request.Path.Value!.TrimEnd('/')}/{v.Path}")]),
            ViewJson.Options, http.RequestAborted);
    }

    /// <summary>One view.</summary>
    public async Task ViewAsync(HttpContext http, View view)
    {
        var head = await HeadAsync(http);
        var asked = await answers.UnderstandAsync(
            head, view, view.KeyIn(http.Request.RouteValues), http.Request.Query,
            name => Format.Choose(http.Request, name, Format.OfViews), http.RequestAborted);
        (view, var when) = (asked.View, asked.When);
        var tag = ReadHeaders.TagOf(view, when, asked.Format, asked.Settled);
        if (!view.HoldsPersonalTexts && ReadHeaders.IsKnown(http.Request, tag))
        {
            ReadHeaders.Write(http, view, asked.Query, when, asked.Format, tag);
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        var body = await answers.BodyAsync(asked, http.RequestAborted);
        // Words can be erased while the position stays: only the body tells such answers apart.
        if (view.HoldsPersonalTexts)
            tag = ReadHeaders.TagOf(
                view, when, asked.Format, Cursor.HashOf(Convert.ToBase64String(body.Bytes)));
        ReadHeaders.Write(http, view, asked.Query, when, asked.Format, tag);
        await WriteAsync(http, asked, body);
    }

    private async Task<Book> HeadAsync(HttpContext http)
    {
        // Every role may read, so there is nothing more to check than that somebody asks.
        await access.RequireAsync(http);
        return await answers.HeadAsync((string?)http.Request.RouteValues["portfolio"],
            http.Request.Query, http.RequestAborted);
    }

    private static async Task WriteAsync(HttpContext http, AskedPage asked, Body body)
    {
        var response = http.Response;
        response.ContentType = asked.Format.ContentType;
        response.Headers[AnswerHeaders.LedgerDigest] = body.Digest;
        if (body.Next is { } next)
            response.Headers.Link = $"<{ReadHeaders.NextPage(http.Request, next)}>; rel=\"next\"";
        var start = asked.Start;
        response.ContentLength = start.Length + body.Bytes.Length;
        response.BodyWriter.Write(start);
        response.BodyWriter.Write(body.Bytes);
        await response.BodyWriter.FlushAsync(http.RequestAborted);
    }
}
