using System.Collections.Immutable;
using System.Globalization;
using PortfolioLedger.Core.Explanation;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Pages;
using PortfolioLedger.Querying;

namespace PortfolioLedger.AuditLog;

/// <summary>
/// The board pack: what a board reads about a review cycle, on one page that prints. Every part is
/// a view of the read engine, asked of the same two books; their digests and the signed checkpoint
/// stand at the end.
/// </summary>
internal sealed class BoardPackPage(
    ViewEngine engine, LogAnswers answers, PortfolioPages pages, PageRenderer renderer)
{
    /// <summary>Where it is, below the portfolio.</summary>
    public const string Path = "board-pack";

    /// <summary>So many moves are explained: those that went the farthest.</summary>
    private const int MaxReasons = 5;

    private static readonly Parameter<Key?> Cycle = new("cycle", null, text => Texts.Key(text),
        "The review cycle; the one closed last if absent.", "2026-q1", []);

    private static readonly Parameter<string?> From = new("from", null, Texts.Text,
        "What the board saw last, instead of a cycle: a position, a date, an instant or "
        + "cycle:<key>.", "2026-01-01", []);

    private static readonly Parameter<string?> To = new("to", null, Texts.Text,
        "Up to when, in the same forms; now if absent.", "2026-03-31", []);

    /// <summary>Shows it.</summary>
    public async Task ShowAsync(HttpContext http)
    {
        var cancel = http.RequestAborted;
        var (head, links, asked, given) = await pages.OfBookAsync(http, [Cycle, From, To]);
        if (given.Get(Cycle) is not null && (given.Get(From) ?? given.Get(To)) is not null)
            throw ReadProblem.Invalid(Cycle.Name, "excludes from and to: give one or the others");
        var seen = new ParameterTexts([.. asked.Pinned.Where(p => PageLinks.IsOfTime(p.Name))
            .Select(p => (p.Name, ImmutableArray.Create(p.Text)))]);
        var cycles = (await AskAsync<ReviewCycleList>(head.Portfolio, seen, cancel)).View.Items;
        var cycle = CycleOf(given, cycles);
        var (from, to) = cycle is null ? (given.Get(From), given.Get(To)) : Around(cycle, cycles);
        var span = (await AskAsync<Changes>(
            head.Portfolio, seen, cancel, [.. Named("from", from), .. Named("to", to)])).View;
        var end = await pages.AtAsync(http, head, span.To.Position);
        var model = await ModelAsync(head.Portfolio, span, end, cancel) with
        {
            Cycle = cycle, Cycles = [.. cycles.Reverse()],
        };
        await pages.ShowAsync(http, Title(cycle), Path, head, links,
            await renderer.RenderAsync<BoardPack>(model), end);
    }

    private static string Title(ReviewCycleItem? cycle) =>
        cycle is null ? "Board pack" : $"Board pack: {cycle.Name}";

    /// <summary>The cycle asked for, or the last closed one where nothing is asked.</summary>
    private static ReviewCycleItem? CycleOf(
        Arguments given, ImmutableArray<ReviewCycleItem> cycles) =>
        given.Get(Cycle) is { } key
            ? cycles.FirstOrDefault(c => c.Cycle == key)
                ?? throw ReadProblem.Unknown(Subject.NameOf(SubjectKind.ReviewCycle), key.Value)
        : (given.Get(From) ?? given.Get(To)) is not null ? null
        : cycles.Where(c => !c.Open).MaxBy(c => c.ClosedAt);

    /// <summary>
    /// From what the board had seen at the end of the cycle before, else from its opening, to its
    /// end.
    /// </summary>
    private static (string From, string? To) Around(
        ReviewCycleItem cycle, ImmutableArray<ReviewCycleItem> cycles)
    {
        var before = cycles.Where(c => c.ClosedAt < (cycle.ClosedAt ?? long.MaxValue)
            && c.Cycle != cycle.Cycle).Max(c => c.ClosedAt);
        return (Number(before ?? cycle.OpenedAt), cycle.ClosedAt is { } end ? Number(end) : null);
    }

    private async Task<BoardPackModel> ModelAsync(
        Key portfolio, Changes span, ResolvedView end, CancellationToken cancel)
    {
        var pinned = new ParameterTexts([.. end.Pinned.Where(p => PageLinks.IsOfTime(p.Name))
            .Select(p => (p.Name, ImmutableArray.Create(p.Text)))]);
        var links = PageLinks.Of(portfolio, pinned);
        var from = Number(span.From.Position);
        var digests = ImmutableArray.CreateBuilder<(string, string)>();

        async Task<T> Of<T>(params (string Name, string Text)[] parameters) where T : IView
        {
            var (view, digest) = await AskAsync<T>(portfolio, pinned, cancel, parameters);
            digests.Add((T.ViewName, digest));
            return view;
        }

        var changes = await Of<Changes>(("from", from));
        var ranking = await Of<Ranking>();
        var decisions = (await Of<DecisionList>()).Items;
        var outcomes = (await Of<OutcomeList>()).Items;
        InitiativeComparison? comparison = null;
        if (span.From.Position > 0 && !ranking.Items.IsEmpty)
        {
            var (view, digest) = await AskAsync(
                portfolio, pinned, "ranking/comparison", cancel, ("from", from));
            comparison = (InitiativeComparison)view;
            digests.Add((InitiativeComparison.OfRankingsName, digest));
        }
        var signed = await answers.NewestAsync(portfolio, cancel);
        return new(null, [], changes, comparison, ranking,
            await ReasonsAsync(portfolio, comparison, pinned, links, from, cancel),
            [.. decisions.Where(d => d.TakenOn is not null && d.Version > span.From.Position
                && (span.From.KnownAt is not { } known
                    || d.TakenOn >= DateOnly.FromDateTime(known.UtcDateTime)))],
            [.. decisions.Where(d => d.Status == DecisionStatus.Tabled)], outcomes,
            digests.ToImmutable(),
            signed is null ? null
                : (await answers.CosignedAsync(portfolio, null, 0, cancel)).ToString(),
            signed?.Size ?? 0, links);
    }

    private async Task<ImmutableArray<MoveReason>> ReasonsAsync(
        Key portfolio, InitiativeComparison? comparison, ParameterTexts pinned, PageLinks links,
        string from, CancellationToken cancel)
    {
        var reasons = ImmutableArray.CreateBuilder<MoveReason>();
        foreach (var moved in (comparison?.Items ?? [])
            .Where(i => i.RankChange is not (null or 0))
            .OrderByDescending(i => Math.Abs(i.RankChange!.Value)).Take(MaxReasons))
        {
            var (view, _) = await AskAsync(portfolio, pinned, "ranking/explanation", cancel,
                ("initiative", moved.Initiative.Value), ("from", from));
            reasons.Add(new(moved.Initiative, moved.Name, ((RankingExplanation)view).Summary,
                links.To("ranking/explanation",
                    ("initiative", moved.Initiative.Value), ("from", from))));
        }
        return reasons.ToImmutable();
    }

    private async Task<(T View, string Digest)> AskAsync<T>(
        Key portfolio, ParameterTexts pinned, CancellationToken cancel,
        params (string Name, string Text)[] parameters) where T : IView
    {
        var (view, digest) = await AskAsync(
            portfolio, pinned, ViewCatalogue.Of<T>(), cancel, parameters);
        return ((T)view, digest);
    }

    private Task<(object View, string Digest)> AskAsync(
        Key portfolio, ParameterTexts pinned, string path, CancellationToken cancel,
        params (string Name, string Text)[] parameters) => AskAsync(
        portfolio, pinned, ViewCatalogue.Find(path)!.Value.View, cancel, parameters);

    /// <summary>A whole view: what is printed has no next page.</summary>
    private async Task<(object View, string Digest)> AskAsync(
        Key portfolio, ParameterTexts pinned, ViewDefinition view, CancellationToken cancel,
        params (string Name, string Text)[] parameters)
    {
        var request = ViewRequestReader.Read(portfolio, view, null, new([.. pinned.All,
            .. parameters.Select(p => (p.Name, ImmutableArray.Create(p.Text)))])).OrProblem();
        var answer = (await engine.AskAsync(
            request with { IsWhole = true }, cancel)).OrProblem();
        return (answer.Computed.Page(answer.Items), answer.Digest);
    }

    private static IEnumerable<(string, string)> Named(string name, string? text) =>
        text is null ? [] : [(name, text)];

    private static string Number(long position) =>
        position.ToString(CultureInfo.InvariantCulture);
}
