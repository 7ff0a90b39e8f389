using System.Collections.Immutable;
using System.Globalization;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Pages.Views;

/// <summary>What the page of the alignment asks beside it.</summary>
/// <param name="Since">The position of the last review; null where there was none.</param>
/// <param name="Revised">Initiatives of which a contribution was revised.</param>
public sealed record AlignmentMore(string? Since, ImmutableHashSet<Subject> Revised)
{
    internal static async Task<AlignmentMore> AskAsync(PinnedQuestions ask) => new(
        await ReviewPoints.LastAsync(ask),
        [.. (await ask.AskAsync<Timeline>((TimelineQuery.Type.Name, "contribution-revised")))
            .Items.Select(i => i.Subject)]);
}

/// <summary>What the page of the ranking asks beside it.</summary>
/// <param name="Since">The position of the last review; null where there was none.</param>
/// <param name="Criteria">Of the model used; null where none is.</param>
public sealed record RankingMore(string? Since, ImmutableArray<Criterion>? Criteria)
{
    internal static async Task<RankingMore> AskAsync(PinnedQuestions ask, Ranking ranking) => new(
        await ReviewPoints.LastAsync(ask),
        ranking.Model is not { } model ? null
            : (await ask.AskAsync<ScoringModelList>()).Items
                .FirstOrDefault(m => m.Model == model.Key && m.Version == model.Version)?.Criteria);
}

/// <summary>What the page of an initiative asks beside it.</summary>
/// <param name="Since">The position of the last review; null where there was none.</param>
/// <param name="Count">How many events are about it.</param>
/// <param name="Events">The newest of them.</param>
/// <param name="Objectives">The titles of objectives.</param>
public sealed record InitiativeMore(
    string? Since, int Count, ImmutableArray<TimelineItem> Events,
    ImmutableDictionary<Key, string> Objectives)
{
    private const int Newest = 50;

    internal static async Task<InitiativeMore> AskAsync(PinnedQuestions ask, InitiativeDetail it)
    {
        var timeline = await ask.AskAsync<Timeline>((TimelineQuery.Subject.Name,
            new Subject(SubjectKind.Initiative, it.Initiative).ToString()));
        return new(await ReviewPoints.LastAsync(ask), timeline.Items.Length,
            [.. timeline.Items.Take(Newest)],
            (await ask.AskAsync<ObjectiveList>()).Items
                .ToImmutableDictionary(o => o.Objective, o => o.Title));
    }
}

/// <summary>What the page of a decision asks beside it.</summary>
/// <param name="From">The position before its first effect; null where it has none.</param>
/// <param name="To">The position of its last effect.</param>
/// <param name="Moves">The rankings at both; null where it has no effect.</param>
public sealed record DecisionMore(string? From, string? To, InitiativeComparison? Moves)
{
    internal static async Task<DecisionMore> AskAsync(PinnedQuestions ask, DecisionDetail it)
    {
        if (it.Effects.IsEmpty || it.Effects[0].Position < 2)
            return new(null, null, null);
        var from = (it.Effects[0].Position - 1).ToString(CultureInfo.InvariantCulture);
        var to = it.Effects[^1].Position.ToString(CultureInfo.InvariantCulture);
        return new(from, to, await ask.TryAsync<InitiativeComparison>("ranking/comparison",
            (RangeOfBooks.From.Name, from), (RangeOfBooks.To.Name, to)));
    }
}

/// <summary>At which positions the board looked at the portfolio.</summary>
internal static class ReviewPoints
{
    /// <summary>The position of the last review; null where there was none.</summary>
    public static async Task<string?> LastAsync(PinnedQuestions ask) =>
        (await ClosedAsync(ask)) is [.., var last]
            ? last.ClosedAt!.Value.ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>The review cycles that were closed, the oldest first.</summary>
    public static async Task<ImmutableArray<ReviewCycleItem>> ClosedAsync(PinnedQuestions ask) =>
    [
        .. (await ask.AskAsync<ReviewCycleList>()).Items
            .Where(c => c.ClosedAt is not null).OrderBy(c => c.ClosedAt),
    ];
}
