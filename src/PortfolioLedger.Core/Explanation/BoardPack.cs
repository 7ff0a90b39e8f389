using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Core.Explanation;

/// <summary>An initiative in the ranking then and now.</summary>
/// <param name="Initiative">Its key.</param>
/// <param name="Name">For people.</param>
/// <param name="FromRank">Null when it was not ranked then.</param>
/// <param name="ToRank">Null when it is not ranked now.</param>
/// <param name="RankChange">To less from: positive is a fall.</param>
/// <param name="Score">By which it is ranked now; null when it is not.</param>
/// <param name="Stage">In its life cycle; null when it is not ranked now.</param>
/// <param name="Funded">Whether the budget covers it; null where no budget is set.</param>
public sealed record PackedRank(
    Key Initiative, string Name, int? FromRank, int? ToRank, int? RankChange, decimal? Score,
    Stage? Stage, bool? Funded);

/// <summary>Why an initiative moved in the ranking.</summary>
/// <param name="Initiative">Its key.</param>
/// <param name="Name">For people.</param>
/// <param name="Sentence">What moved it.</param>
public sealed record PackedReason(Key Initiative, string Name, string Sentence);

/// <summary>
/// What a board reads about a review cycle, or any other span: the pre-read of its meeting.
/// </summary>
/// <param name="Cycle">The review cycle; null for a span of its own.</param>
/// <param name="From">What the board saw last.</param>
/// <param name="To">The end of the span.</param>
/// <param name="Changes">What changed, in five sentences.</param>
/// <param name="Budget">Of the portfolio at the end; unknown if null.</param>
/// <param name="CutLine">The last rank that the budget covers; null where all or none.</param>
/// <param name="Reasons">Why those moved that moved the farthest.</param>
/// <param name="Taken">Decisions taken in the span.</param>
/// <param name="Tabled">Decisions that wait at the end.</param>
/// <param name="Outcomes">Outcomes against their targets at the end; without retired ones.</param>
/// <param name="Items">The ranking then and now, by the rank now; what left comes last.</param>
public sealed record BoardPack(
    ReviewCycleItem? Cycle, ChangePoint From, ChangePoint To, ImmutableArray<ChangeItem> Changes,
    decimal? Budget, int? CutLine, ImmutableArray<PackedReason> Reasons,
    ImmutableArray<DecisionItem> Taken, ImmutableArray<DecisionItem> Tabled,
    ImmutableArray<OutcomeItem> Outcomes, ImmutableArray<PackedRank> Items)
    : IView, IListView<BoardPack, PackedRank>
{
    /// <summary>So many moves are explained: those that went the farthest.</summary>
    public const int MaxReasons = 5;

    /// <summary>Name of the view.</summary>
    public static string ViewName => "board-pack";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 1;

    public BoardPack Page(ImmutableArray<PackedRank> items) => this with { Items = items };

    /// <summary>The pack of two books.</summary>
    /// <param name="before">The book the board saw last.</param>
    /// <param name="after">The book at the end.</param>
    /// <param name="rankings">The rankings of both.</param>
    /// <param name="changes">Between them.</param>
    /// <param name="cycle">The review cycle in between; null for a span of its own.</param>
    /// <param name="explanations">Of those of <see cref="Farthest"/>.</param>
    public static BoardPack Compute(
        Book before, Book after, InitiativeComparison rankings, Changes changes,
        ReviewCycleItem? cycle, IEnumerable<RankingExplanation> explanations)
    {
        var ranking = Ranking.Compute(after);
        var now = ranking.Items.ToImmutableSortedDictionary(i => i.Initiative, i => i);
        var decisions = DecisionList.Compute(after).Items;
        return new(cycle, changes.From, changes.To, changes.Items, ranking.Budget,
            ranking.CutLine,
            [.. explanations.Select(e => new PackedReason(e.Initiative, e.Name, e.Summary))],
            [.. decisions.Where(d => IsTakenBetween(before, after, d))],
            [.. decisions.Where(d => d.Status == DecisionStatus.Tabled)],
            [.. OutcomeList.Compute(after).Items.Where(o => !o.Retired)],
            [
                .. rankings.Items.Select(i =>
                    now.GetValueOrDefault(i.Initiative) is { } item
                        ? new PackedRank(i.Initiative, i.Name, i.FromRank, i.ToRank, i.RankChange,
                            item.Score, item.Stage, item.Funded)
                        : new(i.Initiative, i.Name, i.FromRank, null, null, null, null, null)),
            ]);
    }

    /// <summary>Whose moves are explained, the farthest first.</summary>
    public static ImmutableArray<Key> Farthest(InitiativeComparison rankings) =>
    [
        .. rankings.Items
            .Where(i => i.RankChange is not (null or 0))
            .OrderByDescending(i => Math.Abs(i.RankChange!.Value)).Take(MaxReasons)
            .Select(i => i.Initiative),
    ];

    /// <summary>A decision counts where it was taken, also when that was recorded for an earlier
    /// day.</summary>
    private static bool IsTakenBetween(Book before, Book after, DecisionItem decision) =>
        decision.TakenOn is not null
        && after.Governance.Find(decision.Decision)!.Resolution.At(after.Day)!.Position
            > before.Position;
}
