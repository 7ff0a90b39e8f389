using System.Text;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Pages.Frame;
using PortfolioLedger.Pages.Views;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Pages;

/// <summary>The first page of a portfolio, from views of one book.</summary>
internal sealed class OverviewPage(
    PortfolioPages pages, ViewEngine engine, KeptContents contents, PageRenderer renderer)
{
    /// <summary>So many reviews are looked back at for somebody who fell.</summary>
    private const int MaxReviewsBack = 4;

    /// <summary>So many of the ranking are shown.</summary>
    private const int Best = 10;

    /// <summary>Shows it.</summary>
    public async Task ShowAsync(HttpContext http)
    {
        var (head, given, links) = await pages.AskedAsync(http);
        var request = ViewRequestReader.Read(
            head.Portfolio, ViewCatalogue.Of<Overview>(), null, given).OrProblem();
        var asked = (await engine.ResolveAsync(request, http.RequestAborted)).OrProblem();
        var content = await contents.OfAsync(http, asked.When, asked.Question, async () =>
            (await ContentAsync(asked, links, http.RequestAborted), true));
        var page = pages.OfView(
            "Overview", "", Overview.ViewName, head, links, asked, content.Digest);
        await pages.ShowAsync(http, page with
        {
            Given = PortfolioPages.Beside(given),
            Live = page.IsPast ? null : LiveNews.Of(links),
        }, content.Bytes);
    }

    private async Task<ViewBody> ContentAsync(
        ResolvedView asked, PageLinks links, CancellationToken cancel)
    {
        var overview = (await engine.AnswerAsync(asked, cancel)).OrProblem();
        // The others are of the very same book, whatever is decided meanwhile.
        var ask = new PinnedQuestions(engine, asked, cancel);
        var ranking = await ask.AskAsync<Ranking>();
        var earlier = Earlier(Latest(overview.Echo), TimeTrail.Of(asked.Head).Changes);
        var changes = await ChangesAsync(ask, earlier);
        var since = changes.From.Position;
        var moves = since < 1 || ranking.Items.IsEmpty ? null : await MovesAsync(ask, since);
        var asks = moves is null ? null : await FallAsync(ask, changes.From, moves);
        var html = await renderer.RenderAsync<OverviewContent>(new OverviewContentModel(
            (Overview)overview.Computed.View, ranking.Page([.. ranking.Items.Take(Best)]),
            changes, moves, asks, links, earlier)
        {
            Budget = since < 1 || !ranking.Items.IsEmpty ? null : await BudgetAsync(ask, since),
            Then = since < 1 ? null : await ask.AtAsync<Overview>(since),
            Ranks = ranking.Items.IsEmpty ? null : await SeriesModel.OfRanksAsync(ask, ranking),
        });
        return new(Encoding.UTF8.GetBytes(html), overview.Digest, null);
    }

    /// <summary>
    /// Since the last review. A history that ended long ago has none, and nothing in the last days:
    /// what was new at its end is told instead.
    /// </summary>
    private static async Task<Changes> ChangesAsync(PinnedQuestions ask, DateOnly earlier)
    {
        var changes = await ask.AskAsync<Changes>();
        return changes.From.Cycle is not null || changes.From.Position < ask.Position ? changes
            : await ask.AskAsync<Changes>((GovernanceQueries.From.Name, Values.Day(earlier)));
    }

    private static async Task<ChangedBudget?> BudgetAsync(PinnedQuestions ask, long from) =>
        await ask.TryAsync<StateComparison>(
            StateComparison.ViewName, (RangeOfBooks.From.Name, $"{from}")) is { } states
            ? ChangedBudget.Greatest(states) : null;

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
}
