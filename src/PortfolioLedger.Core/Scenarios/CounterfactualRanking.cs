using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Core.Scenarios;

/// <summary>One initiative as it is ranked, and as it would be.</summary>
/// <param name="Initiative">Its key.</param>
/// <param name="Name">For people.</param>
/// <param name="BaselineRank">Null when it is not ranked.</param>
/// <param name="CounterfactualRank">Null when it would not be ranked.</param>
/// <param name="RankChange">Counterfactual less baseline: positive is a fall.</param>
/// <param name="BaselineScore">Null when it has none.</param>
/// <param name="CounterfactualScore">Null when it would have none.</param>
/// <param name="ScoreChange">Counterfactual less baseline.</param>
/// <param name="BaselineFunded">Whether the budget covers it; null when unknown.</param>
/// <param name="CounterfactualFunded">Whether it would.</param>
public sealed record RankingDifference(
    Key Initiative,
    string Name,
    int? BaselineRank,
    int? CounterfactualRank,
    int? RankChange,
    decimal? BaselineScore,
    decimal? CounterfactualScore,
    decimal? ScoreChange,
    bool? BaselineFunded,
    bool? CounterfactualFunded
);

/// <summary>
/// The ranking as it is beside the ranking as it would be without some events, under another model,
/// other weights or another budget, or after further commands. Nothing is recorded.
/// </summary>
/// <param name="Stages">Initiatives in these stages are in both rankings.</param>
/// <param name="Without">Positions of the events left out on request.</param>
/// <param name="BaselineModel">The model in force; null when there is none.</param>
/// <param name="CounterfactualModel">The model that would be used.</param>
/// <param name="Weights">
/// Of its criteria, as they would be; null when no others were asked for.
/// </param>
/// <param name="BaselineBudget">Of the portfolio; null when none is set.</param>
/// <param name="CounterfactualBudget">As it would be.</param>
/// <param name="Baseline">The ranking as it is.</param>
/// <param name="Counterfactual">The ranking as it would be.</param>
/// <param name="Differences">
/// What would be ranked, scored or funded otherwise, by the rank as it would be.
/// </param>
/// <param name="NotApplicable">
/// The first later events that could not have happened any more.
/// </param>
/// <param name="NotApplicableCount">How many could not have happened any more.</param>
/// <param name="Refused">Hypothetical commands that would be refused.</param>
/// <param name="KendallTauB">
/// Agreement of the scores of those in both, −1 to 1; null when unknown.
/// </param>
public sealed record CounterfactualRanking(
    ImmutableArray<Stage> Stages,
    ImmutableArray<long> Without,
    RankingModel? BaselineModel,
    RankingModel? CounterfactualModel,
    ImmutableSortedDictionary<string, decimal>? Weights,
    decimal? BaselineBudget,
    decimal? CounterfactualBudget,
    ImmutableArray<RankedItem> Baseline,
    ImmutableArray<RankedItem> Counterfactual,
    ImmutableArray<RankingDifference> Differences,
    ImmutableArray<NotApplicable> NotApplicable,
    int NotApplicableCount,
    ImmutableArray<RefusedHypothetical> Refused,
    decimal? KendallTauB
) : IView
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "ranking-counterfactual";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 3;

    /// <summary>Two rankings side by side.</summary>
    public static CounterfactualRanking From(
        Ranking baseline,
        Ranking counterfactual,
        ImmutableArray<long> without,
        ImmutableSortedDictionary<string, decimal>? weights,
        ImmutableArray<NotApplicable> notApplicable,
        int notApplicableCount,
        ImmutableArray<RefusedHypothetical> refused
    )
    {
        var compared = PairedLists.From(Placement(baseline), Placement(counterfactual));
        return new(
            counterfactual.Stages,
            without,
            baseline.Model,
            counterfactual.Model,
            weights,
            baseline.Budget,
            counterfactual.Budget,
            baseline.Items,
            counterfactual.Items,
            Differing(baseline, counterfactual, compared),
            notApplicable,
            notApplicableCount,
            refused,
            compared.KendallTauB
        );
    }

    private static ImmutableArray<RankingDifference> Differing(
        Ranking baseline, Ranking counterfactual, PairedLists compared)
    {
        var (was, would) = (Funded(baseline), Funded(counterfactual));
        return
        [
            .. compared
                .Pairs.Select(p => new RankingDifference(
                    p.Key,
                    p.Name,
                    p.From?.Rank,
                    p.To?.Rank,
                    p.RankChange,
                    p.From?.Score,
                    p.To?.Score,
                    p.ScoreChange,
                    was.GetValueOrDefault(p.Key),
                    would.GetValueOrDefault(p.Key)
                ))
                .Where(d =>
                    d.BaselineRank != d.CounterfactualRank
                    || d.BaselineScore != d.CounterfactualScore
                    || d.BaselineFunded != d.CounterfactualFunded
                ),
        ];
    }

    private static IEnumerable<KeyValuePair<Key, Placement>> Placement(Ranking ranking) =>
        ranking.Items.Select(i =>
            KeyValuePair.Create(i.Initiative, new Placement(i.Name, i.Rank, i.Score))
        );

    private static ImmutableSortedDictionary<Key, bool?> Funded(Ranking ranking) =>
        ranking.Items.ToImmutableSortedDictionary(i => i.Initiative, i => i.Funded);
}
