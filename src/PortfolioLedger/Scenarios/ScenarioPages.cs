using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Pages;
using PortfolioLedger.Pages.Forms;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Scenarios;

/// <summary>The pages of scenarios: all of them, one, and several side by side.</summary>
internal sealed class ScenarioPages(
    PortfolioPages pages, PageRenderer renderer, BookKeeper keeper, ViewEngine engine,
    CallerAccess access, ScenarioStore scenarios)
{
    /// <summary>Below the portfolio.</summary>
    public const string Path = "scenarios";

    /// <summary>Where several stand side by side.</summary>
    public const string ComparisonPath = "scenarios/comparison";

    /// <summary>Names one of those.</summary>
    public const string Compared = "scenario";

    /// <summary>More events are not listed.</summary>
    private const int MaxEvents = 20;

    /// <summary>All scenarios.</summary>
    public async Task ListAsync(HttpContext http)
    {
        var (head, links) = await pages.OfNoBookAsync(http);
        await ListAsync(http, head, links, "", null);
    }

    /// <summary>The same with what was typed and why it was not taken.</summary>
    public async Task ListAsync(
        HttpContext http, Book head, PageLinks links, string name, string? refusal) =>
        await pages.ShowAsync(http, "Scenarios", Path, head, links,
            await renderer.RenderAsync<ScenarioList>(new ScenarioListModel(
                [.. (await scenarios.ListAsync(head.Portfolio, http.RequestAborted))
                    .Select(s => ScenarioItem.From(s.Scenario, s.Facts, head))],
                Obstacle(links, head)
                    ?? ((await access.RequireAsync(http)).Has(Role.Contributor) ? null
                        : "Beginning a scenario needs the role contributor."),
                FormToken.Field(http), name, refusal, links)));

    /// <summary>One scenario.</summary>
    public async Task ShowAsync(HttpContext http)
    {
        var (head, links) = await pages.OfNoBookAsync(http);
        await ShowAsync(http, head, links, null, null);
    }

    /// <summary>The same with what was typed and why it was not taken.</summary>
    /// <param name="http">The request.</param>
    /// <param name="head">The newest book.</param>
    /// <param name="links">Of the portfolio.</param>
    /// <param name="refused">What was not taken; null when nothing was tried.</param>
    /// <param name="seen">
    /// The last position that was seen, where later events are to be seen first.
    /// </param>
    public async Task ShowAsync(
        HttpContext http, Book head, PageLinks links, RefusedForm? refused, long? seen)
    {
        var cancel = http.RequestAborted;
        var (scenario, facts) = await scenarios.RequireAsync(
            head.Portfolio, (string?)http.Request.RouteValues["scenario"], cancel);
        var evaluated = scenario.Evaluation is { } evaluation
            ? await scenarios.EvaluateAsync(
                head.Portfolio, scenario, evaluation.OnPosition, cancel) : null;
        var identity = await access.RequireAsync(http);
        var item = ScenarioItem.From(scenario, facts, head);
        var isOver = scenario.RefuseEnded(head) is not null;
        var from = ScenarioStore.BaseOf(scenario);
        var meanwhile = isOver ? [] : await EventsAsync(head, from, cancel);
        var content = await renderer.RenderAsync<ScenarioContent>(new ScenarioContentModel(
            item,
            [.. scenario.Hypotheticals.Select(
                (h, i) => new ScenarioCommand(i, h.Path, JsonElement.Parse(h.Body)))],
            evaluated is null ? null : ScenarioOutcome.From(scenario, evaluated),
            evaluated is null ? null
                : new(evaluated.Ranking, head.Details.Currency, links),
            head.Position,
            [.. meanwhile.Select(e => (e,
                scenario.Evaluation?.Touches.Contains(e.Subject) == true))],
            head.Position - from,
            isOver ? null : MovedIn(head, scenario),
            seen is { } last ? await EventsAsync(head, last, cancel) : [],
            Obstacle(links, head) ?? (isOver ? $"The scenario is {item.State}." : null),
            identity.Has(Role.Contributor), identity.Has(Role.Approver),
            FormToken.Field(http), refused, head.Details.Currency, links));
        await pages.ShowAsync(http, pages.Document(
            scenario.Name, content, head, links, $"{Path}/{scenario.Key}") with
        {
            Digest = evaluated?.Fact.Digest,
            Actions = [("JSON", links.Api($"{Path}/{scenario.Key}"))],
        });
    }

    /// <summary>Several side by side, and beside what is.</summary>
    public async Task CompareAsync(HttpContext http)
    {
        var head = await keeper.RequireHeadAsync(http);
        var given = http.Request.Query.Texts();
        Arguments.Read(new([.. given.All.Where(g =>
            !PageLinks.IsOfTime(g.Name) && g.Name != Compared)]), []).OrProblem();
        var links = PageLinks.Of(head.Portfolio, given);
        string[] names = [.. given[Compared].SelectMany(t => t.Split(',',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct()];
        if (names.Length > ScenarioEndpoints.MaxCompared)
            throw ReadProblem.Invalid(Compared,
                $"must name at most {ScenarioEndpoints.MaxCompared} scenarios");
        var outcomes = ImmutableArray.CreateBuilder<ScenarioOutcome>();
        foreach (var name in names)
            outcomes.Add(await scenarios.OutcomeAsync(
                head.Portfolio, name, http.RequestAborted));
        var now = head.Evaluate([], http.RequestAborted);
        var content = await renderer.RenderAsync<ScenarioComparisonContent>(
            new ScenarioComparisonModel(
                [.. (await scenarios.ListAsync(head.Portfolio, http.RequestAborted))
                    .Select(s => ScenarioItem.From(s.Scenario, s.Facts, head))],
                Ranking.Compute(head),
                new(now.Alignment.PortfolioScore, now.Alignment.StrategicFit, now.Fact.Budget,
                    now.Fact.BudgetUsed),
                outcomes.ToImmutable(), Rows(now.Ranking.Baseline, outcomes.ToImmutable()),
                head.Details.Currency, links));
        await pages.ShowAsync(http, pages.Document(
            "Scenarios side by side", content, head, links, ComparisonPath) with
        {
            Digest = names.Length == 0 ? null : ScenarioEndpoints.DigestOf("scenario-comparison",
                new ScenarioComparison(head.Portfolio, outcomes.ToImmutable())),
            Actions = names.Length == 0 ? [] : [("JSON", links.Api(
                ComparisonPath, ("scenarios", string.Join(',', names))))],
        });
    }

    /// <summary>
    /// What a scenario changes and was changed since it was evaluated; null when nothing.
    /// </summary>
    private static string? MovedIn(Book head, Scenario scenario)
    {
        if (scenario.Evaluation is not { } evaluation)
            return null;
        var moved = evaluation.Touches.Where(s => head.Things.TryGetValue(s, out var thing)
            && thing.Version > evaluation.OnPosition).ToList();
        return moved.Count == 0 ? null : Prose.Few(moved.Select(s =>
            $"{Prose.Of(s.Kind)} {s.Key} (position {Values.Count(head.Things[s].Version)})"), 3);
    }

    /// <summary>The first events after a position.</summary>
    private async Task<ImmutableArray<TimelineItem>> EventsAsync(
        Book head, long after, CancellationToken cancel)
    {
        if (after >= head.Position)
            return [];
        var request = ViewRequestReader.Read(
            head.Portfolio, ViewCatalogue.Of<Timeline>(), null, new ParameterTexts(
            [
                ("from", [(after + 1).ToString(CultureInfo.InvariantCulture)]),
                (ItemQuery.LimitName, [MaxEvents.ToString(CultureInfo.InvariantCulture)]),
            ])).OrProblem();
        return (await engine.AskAsync<Timeline>(request, cancel)).OrProblem().View.Items;
    }

    /// <summary>Why nothing can be changed from here, whoever looks; null when it can.</summary>
    private static string? Obstacle(PageLinks links, Book head) =>
        links.AsOf.Length > 0 ? "You came from a page of the past, which is read-only: decisions "
            + "are taken on what is. Go back to now to change something."
        : head.Details.Archived is not null
            ? "The portfolio is archived: nothing is decided in it any more."
        : null;

    private static ImmutableArray<ComparedRow> Rows(
        ImmutableArray<RankedItem> now, ImmutableArray<ScenarioOutcome> outcomes)
    {
        var baseline = now.ToDictionary(i => i.Initiative);
        var then = outcomes.Select(o => o.Ranking.ToDictionary(i => i.Initiative)).ToList();
        return
        [
            .. now.Concat(outcomes.SelectMany(o => o.Ranking)).DistinctBy(i => i.Initiative)
                .Select(i => new ComparedRow(
                    i.Initiative, i.Name, baseline.GetValueOrDefault(i.Initiative),
                    [.. then.Select(t => t.GetValueOrDefault(i.Initiative))])),
        ];
    }
}
