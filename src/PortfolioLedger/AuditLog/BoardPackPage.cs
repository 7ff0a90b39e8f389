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
using PortfolioLedger.Pages.Views;
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
        var seen = new PinnedQuestions(engine, asked, cancel);
        var cycles = (await seen.AskAsync<ReviewCycleList>()).Items;
        var cycle = CycleOf(given, cycles);
        var (from, to) = cycle is null ? (given.Get(From), given.Get(To)) : Around(cycle, cycles);
        var span = await seen.AskAsync<Changes>([.. Named("from", from), .. Named("to", to)]);
        var end = await pages.AtAsync(http, head, span.To.Position);
        var model = await ModelAsync(head.Portfolio, span, new(engine, end, cancel), cancel) with
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
        Key portfolio, Changes span, PinnedQuestions ask, CancellationToken cancel)
    {
        var from = Number(span.From.Position);
        var digests = ImmutableArray.CreateBuilder<(string, string)>();

        async Task<T> DigestedAsync<T>(
            string name, ViewDefinition view, params (string Name, string Text)[] parameters)
            where T : class
        {
            var (answer, digest) = await ask.DigestedAsync<T>(view, parameters);
            digests.Add((name, digest));
            return answer;
        }

        Task<T> Of<T>(params (string Name, string Text)[] parameters) where T : class, IView =>
            DigestedAsync<T>(T.ViewName, ViewCatalogue.Of<T>(), parameters);

        var changes = await Of<Changes>(("from", from));
        var ranking = await Of<Ranking>();
        var decisions = (await Of<DecisionList>()).Items;
        var outcomes = (await Of<OutcomeList>()).Items;
        var comparison = span.From.Position == 0 || ranking.Items.IsEmpty ? null
            : await DigestedAsync<InitiativeComparison>(InitiativeComparison.OfRankingsName,
                ViewCatalogue.Find("ranking/comparison")!.Value.View, ("from", from));
        var signed = await answers.NewestAsync(portfolio, cancel);
        return new(null, [], changes, comparison, ranking,
            await ReasonsAsync(comparison, ask, from),
            [.. decisions.Where(d => d.TakenOn is not null && d.Version > span.From.Position
                && (span.From.KnownAt is not { } known
                    || d.TakenOn >= DateOnly.FromDateTime(known.UtcDateTime)))],
            [.. decisions.Where(d => d.Status == DecisionStatus.Tabled)], outcomes,
            digests.ToImmutable(),
            signed is null ? null
                : (await answers.CosignedAsync(portfolio, null, 0, cancel)).ToString(),
            signed?.Size ?? 0, ask.Links);
    }

    private static async Task<ImmutableArray<MoveReason>> ReasonsAsync(
        InitiativeComparison? comparison, PinnedQuestions ask, string from)
    {
        var reasons = ImmutableArray.CreateBuilder<MoveReason>();
        foreach (var moved in (comparison?.Items ?? [])
            .Where(i => i.RankChange is not (null or 0))
            .OrderByDescending(i => Math.Abs(i.RankChange!.Value)).Take(MaxReasons))
        {
            (string, string)[] question =
                [("initiative", moved.Initiative.Value), ("from", from)];
            var why = await ask.AskAsync<RankingExplanation>(question);
            reasons.Add(new(moved.Initiative, moved.Name, why.Summary,
                ask.Links.To("ranking/explanation", question)));
        }
        return reasons.ToImmutable();
    }

    private static IEnumerable<(string, string)> Named(string name, string? text) =>
        text is null ? [] : [(name, text)];

    private static string Number(long position) =>
        position.ToString(CultureInfo.InvariantCulture);
}
