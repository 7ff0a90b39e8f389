using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Privacy;
using PortfolioLedger.Projections;

namespace PortfolioLedger.Querying;

/// <summary>A request for a page of a view, understood.</summary>
/// <param name="View">What is asked for, in the version asked for.</param>
/// <param name="Query">What the address says, with what the newest book settles.</param>
/// <param name="Question">View, parameters, filters and sort: what a cursor continues.</param>
/// <param name="Settled">
/// What only the newest book settled, such as the version of a model; null when nothing.
/// </param>
/// <param name="Subject">The key in the path; the default one where the view has none.</param>
/// <param name="Head">The newest book when it was asked.</param>
/// <param name="When">Of which book and day.</param>
/// <param name="Cursor">Where the page begins; null for the first.</param>
/// <param name="Format">How it is written.</param>
internal sealed record AskedPage(
    View View, ViewQuery Query, string Question, string? Settled, Key Subject, Book Head,
    AsOfAnswer When, Cursor? Cursor, Format Format)
{
    /// <summary>Whether it is the first page as it comes when nothing else is said.</summary>
    public bool IsStandard => Cursor is null && Format == Format.Json
        && Query.Items.Limit is null && Query.Selection.IsEmpty
        && !Query.Arguments.Given.Any();

    /// <summary>What a JSON answer begins with; nothing in other formats.</summary>
    public byte[] Start => Format == Format.Json ? ViewWriter.Start(Head.Portfolio, When) : [];
}

/// <summary>
/// Answers questions about a portfolio, whoever asks: the API, a page or the command line get the
/// same bytes. A <see cref="ProblemException"/> says why there is no answer.
/// </summary>
internal sealed class ViewAnswers(
    BookKeeper keeper, JournalReader reader, AsOf asOf, ViewCache cache, SealedTexts texts,
    StoredDocuments documents)
{
    /// <summary>The newest book of a portfolio, as new as the question needs it.</summary>
    public async Task<Book> HeadAsync(
        string? portfolio, IQueryCollection query, CancellationToken cancel)
    {
        if (!Key.TryParse(portfolio, out var key)
            || await keeper.HeadAsync(key, cancel) is not { } head)
            throw ReadProblem.Unknown("portfolio", portfolio ?? "");
        return NeedsNewest(query, head) ? (await keeper.FreshHeadAsync(key, cancel))! : head;
    }

    /// <summary>Checks a question and finds the book it is about.</summary>
    /// <param name="head">The newest book.</param>
    /// <param name="view">What is asked for.</param>
    /// <param name="subject">The key in the path; null where the view has none.</param>
    /// <param name="parameters">The query.</param>
    /// <param name="choose">The format, by the name in the query or null.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<AskedPage> UnderstandAsync(
        Book head, View view, string? subject, IQueryCollection parameters,
        Func<string?, Format> choose, CancellationToken cancel)
    {
        view = ViewQuery.Asked(view, parameters);
        var query = ViewQuery.Read(view, parameters);
        var format = choose(query.FormatName);
        var completed = view.Complete(query.Arguments, head);
        // What only the newest book settles is part of the answer's identity, and never final.
        var settled = completed.DifferenceTo(query.Arguments);
        query = query with { Arguments = completed };
        var question = query.QuestionOf(head.Portfolio, view, subject ?? "");
        var cursor = query.CursorText is { } text
            ? Cursor.Read(text, Cursor.HashOf(question)) : null;
        var when = await asOf.ResolveAsync(query.AsOf, cursor, head, cancel);
        if (settled is not null)
            when = when with { IsFinal = false };
        return new(view, query, question, settled, SubjectOf(view, subject), head, when, cursor,
            format);
    }

    /// <summary>Times, and positions others may have appended, are asked of the database.</summary>
    private static bool NeedsNewest(IQueryCollection query, Book head) =>
        query.ContainsKey(AsOfQuestion.AsOfName) || query.ContainsKey(Cursor.Name)
        || (query.TryGetValue(AsOfQuestion.PositionName, out var text)
            && long.TryParse(text, out var position) && position > head.Position);

    private static Key SubjectOf(View view, string? text) =>
        view.PathKey is not { } kind ? default
        : Key.TryParse(text, out var key) ? key
        : throw ReadProblem.Unknown(Subject.NameOf(kind), text ?? "");

    /// <summary>The answer: in JSON, what follows its start.</summary>
    public async Task<Body> BodyAsync(AskedPage asked, CancellationToken cancel)
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
        var (computed, page, next) = await PageAsync(asked, cancel);
        var body = new Body(
            ViewWriter.Write(asked.View, computed, page, next, asked.Format), computed.Digest,
            next);
        if (!asked.View.HoldsPersonalTexts)
            cache.Keep(key, body);
        return body;
    }

    /// <summary>The items of an answer with texts that can be erased as their commitments.</summary>
    public async Task<(ComputedView View, IReadOnlyList<object> Items, string? Next)>
        SealedPageAsync(AskedPage asked, CancellationToken cancel)
    {
        var computed = await ComputeAsync(asked, cancel);
        var (page, next) = PageOf(asked, computed);
        return (computed, page, next);
    }

    /// <summary>The items of an answer, and where the next page begins.</summary>
    public async Task<(ComputedView View, IReadOnlyList<object> Items, string? Next)> PageAsync(
        AskedPage asked, CancellationToken cancel)
    {
        var (computed, page, next) = await SealedPageAsync(asked, cancel);
        if (asked.View.HoldsPersonalTexts)
            page = await texts.OpenAsync(asked.Head.Portfolio, page, cancel);
        return (computed, page, next);
    }

    private ValueTask<ComputedView> ComputeAsync(AskedPage asked, CancellationToken cancel)
    {
        var (head, when) = (asked.Head, asked.When);
        var own = string.Concat(asked.Query.Arguments.Given.Select(g =>
            $"&{g.Name}={Uri.EscapeDataString(g.Text)}"));
        var key = new AnswerKey(
            $"{head.Portfolio}/{asked.View.Path}/{asked.View.Version}/{asked.Subject}?{own}",
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
}
