using System.Buffers;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Journaling;
using PortfolioLedger.Projections;

namespace PortfolioLedger.Api;

/// <summary>
/// Answers questions about a portfolio, in the order the contract promises its checks.
/// </summary>
internal sealed class QueryEndpoints(
    CallerAccess access, BookKeeper keeper, JournalReader reader, AsOf asOf, ViewCache cache,
    SealedTexts texts, StoredDocuments documents)
{
    /// <summary>All portfolios.</summary>
    public async Task PortfoliosAsync(HttpContext http)
    {
        await access.RequireAsync(http);
        if (http.Request.Query.Keys.FirstOrDefault() is { } name)
            throw ReadProblem.Invalid(name, "does not exist here; there are none",
                "unknown-parameter");
        var items = await keeper.PortfoliosAsync(http.RequestAborted);
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.Vary = "Accept, Authorization";
        await http.Response.WriteAsJsonAsync(
            new { items, nextCursor = (string?)null }, ViewJson.Options, http.RequestAborted);
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
        await http.Response.WriteAsJsonAsync(new
        {
            head.Portfolio,
            head.Details.Name,
            head.Details.Currency,
            head.Details.FiscalYearStart,
            head.Position,
            head.KnownAt,
            head.Claimed,
            views = Queries.All.Where(v => v.PathKey is null)
                .Select(v => $"{http.Request.Path.Value!.TrimEnd('/')}/{v.Path}"),
        }, ViewJson.Options, http.RequestAborted);
    }

    /// <summary>One view.</summary>
    public async Task ViewAsync(HttpContext http, View view)
    {
        var head = await HeadAsync(http);
        var query = ViewQuery.Read(view, http.Request.Query);
        var format = Format.Choose(http.Request, query.FormatName, Format.OfViews);
        var completed = view.Complete(query.Arguments, head);
        // What only the newest book settles is part of the answer's identity, and never final.
        var settled = completed.DifferenceTo(query.Arguments);
        query = query with { Arguments = completed };
        var question = query.QuestionOf(view, view.KeyIn(http.Request.RouteValues) ?? "");
        var cursor = query.CursorText is { } text
            ? Cursor.Read(text, Cursor.HashOf(question)) : null;
        var when = await asOf.ResolveAsync(query.AsOf, cursor, head, http.RequestAborted);
        if (settled is not null)
            when = when with { IsFinal = false };
        await AnswerAsync(http, settled,
            new(view, query, question, SubjectOf(http, view), head, when, cursor, format));
    }

    private async Task AnswerAsync(HttpContext http, string? settled, AskedPage asked)
    {
        var (view, when) = (asked.View, asked.When);
        var tag = ReadHeaders.TagOf(view, when, asked.Format, settled);
        if (!view.HoldsPersonalTexts && ReadHeaders.IsKnown(http.Request, tag))
        {
            ReadHeaders.Write(http, view, asked.Query, when, asked.Format, tag);
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        var body = await BodyAsync(asked, http.RequestAborted);
        // Words can be erased while the position stays: only the body tells such answers apart.
        if (view.HoldsPersonalTexts)
            tag = ReadHeaders.TagOf(
                view, when, asked.Format, Cursor.HashOf(Convert.ToBase64String(body.Bytes)));
        ReadHeaders.Write(http, view, asked.Query, when, asked.Format, tag);
        await WriteAsync(http, asked.Head.Portfolio, when, asked.Format, body);
    }

    private async Task<Book> HeadAsync(HttpContext http)
    {
        await access.RequireAsync(http);
        var text = (string?)http.Request.RouteValues["portfolio"];
        // Every role may read, so there is nothing more to check than that somebody asks.
        if (!Key.TryParse(text, out var key)
            || await keeper.HeadAsync(key, http.RequestAborted) is not { } head)
            throw ReadProblem.Unknown("portfolio", text ?? "");
        return NeedsNewest(http.Request.Query, head)
            ? (await keeper.FreshHeadAsync(key, http.RequestAborted))! : head;
    }

    /// <summary>Times, and positions others may have appended, are asked of the database.</summary>
    private static bool NeedsNewest(IQueryCollection query, Book head) =>
        query.ContainsKey(AsOfQuestion.AsOfName) || query.ContainsKey(Cursor.Name)
        || (query.TryGetValue(AsOfQuestion.PositionName, out var text)
            && long.TryParse(text, out var position) && position > head.Position);

    private static Key SubjectOf(HttpContext http, View view)
    {
        if (view.PathKey is not { } kind)
            return default;
        var text = view.KeyIn(http.Request.RouteValues)!;
        return Key.TryParse(text, out var key) ? key
            : throw ReadProblem.Unknown(Subject.NameOf(kind), text);
    }

    private async Task<Body> BodyAsync(AskedPage asked, CancellationToken cancel)
    {
        var address = $"{asked.Head.Portfolio}/{asked.Question}";
        var key = new AnswerKey(
            $"{asked.Format.Name} {asked.Query.Items.Limit} {asked.Cursor?.Offset} {address}",
            asked.When.Position, asked.When.EffectiveOn);
        if (!asked.View.HoldsPersonalTexts && cache.FindBody(key) is { } known)
            return known;
        if (asked.IsStandard && await documents.FindAsync(asked.Head.Portfolio, asked.View,
            asked.When.Position, asked.When.EffectiveOn, cancel) is { } stored)
        {
            cache.Keep(key, stored);
            return stored;
        }
        var computed = await ComputeAsync(asked, cancel);
        var (page, next) = PageOf(asked, computed);
        if (asked.View.HoldsPersonalTexts)
            page = await texts.OpenAsync(asked.Head.Portfolio, page, cancel);
        var body = new Body(
            ViewWriter.Write(asked.View, computed, page, next, asked.Format), computed.Digest,
            next);
        if (!asked.View.HoldsPersonalTexts)
            cache.Keep(key, body);
        return body;
    }

    private ValueTask<ComputedView> ComputeAsync(AskedPage asked, CancellationToken cancel)
    {
        var (head, when) = (asked.Head, asked.When);
        var own = string.Concat(asked.Query.Arguments.Given.Select(g =>
            $"&{g.Name}={Uri.EscapeDataString(g.Text)}"));
        var key = new AnswerKey($"{head.Portfolio}/{asked.View.Path}/{asked.Subject}?{own}",
            when.Position, when.EffectiveOn);
        return cache.ViewAsync(key, async () =>
        {
            var book = when.IsNaturalDay ? when.Natural
                : when.Position > 0
                    && when.EffectiveOn > when.Natural.Day ? when.Natural.On(when.EffectiveOn)
                : await keeper.AtAsync(head.Portfolio, when.Position, when.EffectiveOn,
                    CancellationToken.None);
            return await asked.View.ComputeAsync(
                new(book, head, asked.Subject, asked.Query.Arguments, new(keeper, reader)),
                CancellationToken.None);
        }, cancel);
    }

    /// <summary>JSON comes in pages; the other formats whole, unless a page is asked for.</summary>
    private static (IReadOnlyList<object> Page, string? Next) PageOf(AskedPage asked,
        ComputedView computed)
    {
        var items = asked.Query.Items.Apply(computed.Items);
        var limit = asked.Query.Items.Limit
            ?? (asked.Format == Format.Json ? ItemQuery.DefaultLimit : int.MaxValue);
        return StandardAnswer.Page(asked.View, items, limit, asked.Cursor?.Offset ?? 0,
            (asked.When.Position, asked.When.EffectiveOn), asked.Question);
    }

    private static async Task WriteAsync(HttpContext http, Key portfolio, AsOfAnswer when,
        Format format, Body body)
    {
        var response = http.Response;
        response.ContentType = format.ContentType;
        response.Headers["Digest"] = body.Digest;
        if (body.Next is { } next)
            response.Headers.Link = $"<{ReadHeaders.NextPage(http.Request, next)}>; rel=\"next\"";
        var start = format == Format.Json ? ViewWriter.Start(portfolio, when) : [];
        response.ContentLength = start.Length + body.Bytes.Length;
        response.BodyWriter.Write(start);
        response.BodyWriter.Write(body.Bytes);
        await response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    /// <summary>A request for a page of a view, understood.</summary>
    private sealed record AskedPage(
        View View, ViewQuery Query, string Question, Key Subject, Book Head, AsOfAnswer When,
        Cursor? Cursor, Format Format)
    {
        /// <summary>Whether it is the first page as it comes when nothing else is said.</summary>
        public bool IsStandard => Cursor is null && Format == Format.Json
            && Query.Items.Limit is null && Query.Selection.IsEmpty
            && !Query.Arguments.Given.Any();
    }
}
