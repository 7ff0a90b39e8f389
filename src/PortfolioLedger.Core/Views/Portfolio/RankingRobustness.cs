using PortfolioLedger.Core.Scoring;

namespace PortfolioLedger.Core.Views;

/// <summary>Why nothing can be said of how a ranking depends on weights.</summary>
public enum NoRobustness
{
    /// <summary>No scoring model is in force.</summary>
    NoModel,
    /// <summary>The formula of the model has no weights.</summary>
    NotWeighted,
}

/// <summary>A ranked initiative, and what keeps it before the next one.</summary>
/// <param name="Rank">From 1, the best.</param>
/// <param name="Initiative">Which.</param>
/// <param name="Name">For people.</param>
/// <param name="Score">Under the model.</param>
/// <param name="Holds">
/// Whether the rank is the same wherever each single weight moves within the share asked about.
/// </param>
/// <param name="BestRank">The best rank it takes on the way.</param>
/// <param name="WorstRank">The worst rank it takes on the way.</param>
/// <param name="Below">The next one; null for the last.</param>
/// <param name="BelowName">For people.</param>
/// <param name="Gap">Its score less that of the next one.</param>
/// <param name="Dominates">
/// It is at least as good as the next one by every criterion: no change of one weight puts that one
/// ahead. Null for the last.
/// </param>
/// <param name="Criterion">
/// Whose weight needs the smallest change to put the next one ahead; null where none does.
/// </param>
/// <param name="Weight">The weight of that criterion today, as a share of all.</param>
/// <param name="SwapsAt">
/// The weight at which both have the same score; beyond it the next one is ahead.
/// </param>
/// <param name="Change">That weight less today's, in points of the whole.</param>
/// <param name="RelativeChange">The change as a share of today's weight; null for one of 0.</param>
public sealed record RobustRank(
    int Rank,
    Key Initiative,
    string Name,
    decimal Score,
    bool Holds,
    int BestRank,
    int WorstRank,
    Key? Below,
    string? BelowName,
    decimal? Gap,
    bool? Dominates,
    string? Criterion,
    decimal? Weight,
    decimal? SwapsAt,
    decimal? Change,
    decimal? RelativeChange
);

/// <summary>A weight, and how far it may move.</summary>
/// <param name="Criterion">Its id.</param>
/// <param name="Name">For people; null when it has none.</param>
/// <param name="Weight">Today, as a share of all.</param>
/// <param name="Low">The least it is moved to.</param>
/// <param name="High">The greatest it is moved to.</param>
/// <param name="HoldsFrom">
/// Above this the whole order is as today; 0 when nothing swaps below. Null for a weight of 1: the
/// others have nothing by which to share what it gives up.
/// </param>
/// <param name="HoldsTo">
/// Below this the whole order is as today; 1 when nothing swaps above. Null as above.
/// </param>
/// <param name="Swaps">How many pairs change places between low and high.</param>
public sealed record RobustWeight(
    string Criterion,
    string? Name,
    decimal Weight,
    decimal Low,
    decimal High,
    decimal? HoldsFrom,
    decimal? HoldsTo,
    int Swaps
);

/// <summary>
/// How far a ranking rests on the exact weights of its model: one weight moves at a time, the
/// others share the rest in proportion (Triantaphyllou and Sánchez, 1997). Only weighted scores
/// move on straight lines, which makes every answer exact; other formulas have no weights.
/// </summary>
/// <param name="Model">The model used; null when none is in force.</param>
/// <param name="Restated">True when it is not the model in force then.</param>
/// <param name="Stages">Initiatives in these stages are in it.</param>
/// <param name="Within">By which share of itself each weight is moved, up and down.</param>
/// <param name="Unknown">Why nothing is said; null when something is.</param>
/// <param name="Summary">The answer in a sentence or two.</param>
/// <param name="Holding">How many ranks hold; null when unknown.</param>
/// <param name="Weights">In the order of the model.</param>
/// <param name="Items">Best first.</param>
/// <param name="Incomplete">Without a rank.</param>
public sealed record RankingRobustness(
    RankingModel? Model,
    bool Restated,
    ImmutableArray<Initiatives.Stage> Stages,
    decimal Within,
    NoRobustness? Unknown,
    string Summary,
    int? Holding,
    ImmutableArray<RobustWeight> Weights,
    ImmutableArray<RobustRank> Items,
    ImmutableArray<IncompleteItem> Incomplete
) : IView, IListView<RankingRobustness, RobustRank>
{
    /// <summary>By how much weights move when nothing is said: a tenth of themselves.</summary>
    public const decimal UsualShare = .1m;

    /// <summary>Name of the view.</summary>
    public static string ViewName => "ranking-robustness";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 1;

    public RankingRobustness Page(ImmutableArray<RobustRank> items) => this with { Items = items };

    /// <summary>That of a book.</summary>
    /// <param name="book">Which.</param>
    /// <param name="within">By which share of itself each weight moves, 0 to 1.</param>
    /// <param name="question">The model and the stages; those of today if null.</param>
    public static RankingRobustness Compute(
        Book book, decimal within = UsualShare, RankingQuestion? question = null)
    {
        question ??= new();
        var scored = ScoredInitiatives.In(book, question);
        var stages = Initiatives.Stages.Covered(question.Stages);
        var chosen = RankingOrders.Choose(book, question, book.Scoring.InForceOn(book.Day));
        if (chosen is not var (_, version) || version.Formula != Formula.Weighted)
        {
            NoRobustness why = scored.IsOrdered ? NoRobustness.NotWeighted : NoRobustness.NoModel;
            return new(scored.Model, scored.Restated, stages, within, why,
                RobustnessWords.Of(why, chosen?.Version.Formula), null, [], [], scored.Incomplete);
        }
        var weighed = new WeighedRanking(version, scored);
        var ways = weighed.Move(within);
        var items = weighed.Items(book.Day);
        return new(scored.Model, scored.Restated, stages, within, null,
            RobustnessWords.Of(within, items, weighed.NameOf), items.Count(i => i.Holds), ways,
            items, scored.Incomplete);
    }
}
