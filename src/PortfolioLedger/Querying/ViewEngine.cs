using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Privacy;

namespace PortfolioLedger.Querying;

/// <summary>
/// Answers questions about portfolios, whoever asks: HTTP, the command line, reports and pages get
/// the same values and the same bytes. Why there is no answer is a value too.
/// </summary>
internal sealed class ViewEngine(
    BookKeeper keeper, JournalReader reader, AsOfResolver asOf, ViewCache cache, SealedTexts texts,
    StoredDocuments documents)
{
    /// <summary>The newest book of a portfolio by the text of its key.</summary>
    public async Task<Result<Book>> HeadAsync(string? portfolio, CancellationToken cancel) =>
        Key.TryParse(portfolio, out var key) && await keeper.HeadAsync(key, cancel) is { } head
            ? head : QueryFault.Unknown("portfolio", portfolio ?? "");

    /// <summary>The answer to a request for a view with a record of this type.</summary>
    public async Task<Result<ViewResult<T>>> AskAsync<T>(
        ViewRequest request, CancellationToken cancel)
        where T : class
    {
        if (!(await AskAsync(request, cancel)).IsFound(out var found, out var fault))
            return fault;
        return new ViewResult<T>((T)found.Computed.Page(found.Items), found.Echo, found.Digest,
            found.NextCursor);
    }

    /// <summary>The answer to a request.</summary>
    public async Task<Result<ViewResult>> AskAsync(ViewRequest request, CancellationToken cancel) =>
        (await ResolveAsync(request, cancel)).IsFound(out var asked, out var fault)
            ? await AnswerAsync(asked, cancel) : fault;

    /// <summary>Finds the book a request is about, as new as the request needs it.</summary>
    public async Task<Result<ResolvedView>> ResolveAsync(
        ViewRequest request, CancellationToken cancel)
    {
        var head = await keeper.HeadAsync(request.Portfolio, cancel);
        if (head is not null && NeedsNewest(request, head))
            head = await keeper.FreshHeadAsync(request.Portfolio, cancel);
        return head is null ? QueryFault.Unknown("portfolio", request.Portfolio.Value)
            : await ResolveAsync(request, head, cancel);
    }

    /// <summary>The same where this book is the newest: what came later has no say.</summary>
    public Task<Result<ResolvedView>> ResolveAsync(
        ViewRequest request, Book head, CancellationToken cancel) => Result.OfAsync(async () =>
    {
        var completed = request.View.Complete(request.Arguments, head);
        // What only the newest book settles is part of the answer's identity, and never final.
        var settled = completed.DifferenceTo(request.Arguments);
        request = request with { Arguments = completed };
        var cursor = request.Cursor is { } text
            ? Cursor.Read(text, Cursor.HashOf(ResolvedView.QuestionOf(request))) : null;
        var when = (await asOf.ResolveAsync(request.AsOf, cursor, head, cancel)).OrRaise();
        if (settled is not null)
            when = when with { IsFinal = false };
        return new ResolvedView(request, settled, SubjectOf(request), head, when, cursor);
    });

    /// <summary>The answer; texts that can be erased are in it as far as they were not.</summary>
    public Task<Result<ViewResult>> AnswerAsync(ResolvedView asked, CancellationToken cancel) =>
        Result.OfAsync(() => PageAsync(asked, cancel));

    /// <summary>
    /// The answer where this book is the newest, with the commitments of texts that can be erased
    /// in their place.
    /// </summary>
    public async Task<Result<ViewResult>> AskSealedAsync(
        ViewRequest request, Book head, CancellationToken cancel) =>
        (await ResolveAsync(request, head, cancel)).IsFound(out var asked, out var fault)
            ? await Result.OfAsync(() => SealedPageAsync(asked, cancel)) : fault;

    /// <summary>The answer as bytes.</summary>
    public Task<Result<WrittenView>> WriteAsync(
        ResolvedView asked, Format format, CancellationToken cancel) => Result.OfAsync(async () =>
    {
        var body = await BodyAsync(asked, format, cancel);
        var note = await EmptyPast.NoteAsync(asked, keeper, reader, cancel);
        return new WrittenView(
            format == Format.Json ? ViewWriter.Start(asked.Head.Portfolio, asked.When, note) : [],
            body, note);
    });

    /// <summary>Why an answer about the past shows nothing; null where it shows something.
    /// </summary>
    public Task<string?> NoteAsync(ResolvedView asked, CancellationToken cancel) =>
        EmptyPast.NoteAsync(asked, keeper, reader, cancel);

    /// <summary>Times, and positions others may have appended, are asked of the database.</summary>
    private static bool NeedsNewest(ViewRequest request, Book head) =>
        request.Cursor is not null || request.AsOf.IsOfTime
        || request.AsOf.Position > head.Position;

    private static Key SubjectOf(ViewRequest request) =>
        request.View.PathKey is not { } kind ? default
        : Key.TryParse(request.Subject, out var key) ? key
        : throw QueryFault.Unknown(Subject.NameOf(kind), request.Subject).Raise();

    private async Task<ViewBody> BodyAsync(
        ResolvedView asked, Format format, CancellationToken cancel)
    {
        var request = asked.Request;
        var key = new AnswerKey(
            $"{format.Name} {request.Items.Limit} {request.IsWhole} {asked.Cursor?.Offset} "
            + $"{asked.Head.Portfolio}/{asked.Question}",
            asked.When.Position, asked.When.EffectiveOn);
        if (!asked.View.HoldsPersonalTexts && cache.FindBody(key) is { } known)
            return known;
        if (format == Format.Json && asked.IsStandard && await documents.FindAsync(
            asked.Head.Portfolio, asked.View, asked.When.Position, asked.When.EffectiveOn,
            cancel) is { } stored)
        {
            cache.Keep(key, stored);
            return stored;
        }
        var body = ViewWriter.Write(await PageAsync(asked, cancel), format);
        if (!asked.View.HoldsPersonalTexts)
            cache.Keep(key, body);
        return body;
    }

    private async Task<ViewResult> PageAsync(ResolvedView asked, CancellationToken cancel)
    {
        var page = await SealedPageAsync(asked, cancel);
        return !asked.View.HoldsPersonalTexts ? page
            : page with { Items = await texts.OpenAsync(asked.Head.Portfolio, page.Items, cancel) };
    }

    private async Task<ViewResult> SealedPageAsync(ResolvedView asked, CancellationToken cancel)
    {
        var computed = await ComputeAsync(asked, cancel);
        var items = asked.Request.Items;
        var (page, next) = ViewPage.From(asked.View, items.Apply(computed.Items),
            items.Limit ?? (asked.Request.IsWhole ? int.MaxValue : ItemQuery.DefaultLimit),
            asked.Cursor?.Offset ?? 0, (asked.When.Position, asked.When.EffectiveOn),
            asked.Question);
        return new(asked, computed, page, next);
    }

    private ValueTask<ComputedView> ComputeAsync(ResolvedView asked, CancellationToken cancel)
    {
        var own = string.Concat(asked.Request.Arguments.Given.Select(g =>
            $"&{g.Name}={Uri.EscapeDataString(g.Text)}"));
        var key = new AnswerKey(
            $"{asked.Head.Portfolio}/{asked.View.Path}/{asked.View.Version}/{asked.Subject}?{own}",
            asked.When.Position, asked.When.EffectiveOn);
        return cache.ViewAsync(key, async () => await asked.View.ComputeAsync(
            new(await asked.When.BookAsync(keeper, CancellationToken.None), asked.Head,
                asked.Subject, asked.Request.Arguments, keeper, reader),
            CancellationToken.None), cancel);
    }
}
