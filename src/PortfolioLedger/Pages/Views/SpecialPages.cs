using System.Collections.Frozen;
using Microsoft.AspNetCore.Components;
using PortfolioLedger.Core.Explanation;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Pages.Views;

/// <summary>A view that has a component of its own.</summary>
/// <param name="Component">It shows what the record says.</param>
/// <param name="Record">The newest version of the view; earlier ones are shown as they are.</param>
/// <param name="AskAsync">Asks further views of the same book; null where none is needed.</param>
/// <param name="TitleOf">The title of the page; null where its address says it.</param>
internal sealed record SpecialPage(
    Type Component, Type Record,
    Func<PinnedQuestions, ViewContentModel, Task<object?>> AskAsync,
    Func<object, string?> TitleOf)
{
    /// <summary>The order of its list where none was asked for; that of the view if null.</summary>
    public string? Sort { get; init; }
}

/// <summary>Which views have a component of their own, and what else it asks.</summary>
internal static class SpecialPages
{
    private static readonly FrozenDictionary<string, SpecialPage> All =
        new Dictionary<string, SpecialPage>
        {
            ["alignment"] = Of<AlignmentContent, Alignment, AlignmentMore>(
                (ask, _, _) => AlignmentMore.AskAsync(ask)),
            ["ranking"] = Of<RankingContent, Ranking, RankingMore>(
                (ask, ranking, _) => RankingMore.AskAsync(ask, ranking)),
            ["initiatives/{initiative}"] = Of<InitiativeContent, InitiativeDetail, InitiativeMore>(
                (ask, it, _) => InitiativeMore.AskAsync(ask, it), it => it.Name),
            ["outcomes-versus-outputs"] =
                Of<QuadrantsContent, OutcomesVersusOutputs, OutcomeList>(
                    (ask, _, _) => ask.AskAsync<OutcomeList>()),
            ["outcomes"] = Of<OutcomesContent, OutcomeList>(),
            ["outcomes/{outcome}"] = Of<OutcomeContent, OutcomeDetail>(it => it.Name),
            ["timeline"] = Of<TimelineContent, Timeline, EventDensity>(
                (ask, _, _) => EventDensity.AskAsync(ask)),
            ["decisions"] = Of<DecisionsContent, DecisionList>(),
            ["decisions/{decision}"] = Of<DecisionContent, DecisionDetail, DecisionMore>(
                (ask, it, _) => DecisionMore.AskAsync(ask, it), it => it.Question),
            ["objectives"] = Of<ObjectivesContent, ObjectiveList, SeriesModel>(
                (ask, list, _) => SeriesModel.OfWeightsAsync(ask, list)),
            ["capacity"] = Of<CapacityContent, Capacities>(),
            ["feedback"] = Of<FeedbackContent, FeedbackList>() with
            {
                Sort = "answered,-receivedAt",
            },
            ["scorecard"] = Of<ScorecardContent, PmoScorecard>(),
            ["value-streams"] = Of<ValueStreamsContent, ValueStreamRanking>(),
            ["board-pack"] = Of<BoardPackContent, BoardPack, ReviewCycleList>(
                (ask, _, _) => ask.AskAsync<ReviewCycleList>(),
                pack => pack.Cycle is { } cycle ? $"Board pack: {cycle.Name}" : null),
            ["reports/{report}"] = Of<ReportContent, ReportDetail>(it => it.Name),
        }.ToFrozenDictionary();

    /// <summary>That of a view; null where it has none, or is an earlier version.</summary>
    public static SpecialPage? Find(ViewDefinition view) =>
        All.TryGetValue(view.Path, out var page) && page.Record == view.Type
            && ViewCatalogue.All.First(v => v.Path == view.Path).Version == view.Version
            ? page : null;

    private static SpecialPage Of<TComponent, TRecord>(Func<TRecord, string?>? title = null)
        where TComponent : IComponent => new(
        typeof(TComponent), typeof(TRecord), (_, _) => Task.FromResult<object?>(null),
        record => title?.Invoke((TRecord)record));

    private static SpecialPage Of<TComponent, TRecord, TMore>(
        Func<PinnedQuestions, TRecord, ViewContentModel, Task<TMore>> more,
        Func<TRecord, string?>? title = null) where TComponent : IComponent => new(
        typeof(TComponent), typeof(TRecord),
        async (ask, model) => await more(ask, (TRecord)model.Record!, model),
        record => title?.Invoke((TRecord)record));
}
