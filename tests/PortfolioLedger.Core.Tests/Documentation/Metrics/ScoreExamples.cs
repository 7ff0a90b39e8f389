using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Tests.Explanation;
using PortfolioLedger.Core.Tests.Views;
using PortfolioLedger.Core.Valuation;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;
using static PortfolioLedger.Core.Tests.Documentation.Metrics.Words;

namespace PortfolioLedger.Core.Tests.Documentation.Metrics;

/// <summary>Worked examples of scores and ranks.</summary>
internal static class ScoreExamples
{
    public static readonly MetricExample[] All =
    [
        new("Weighted score", Weighted),
        new("Weighted shortest job first", () => Points(7, 9, 5, 2)),
        new("RICE", () => Reach(2_000, 2, .8m, 3)),
        new("Weights by pairwise", Pairwise),
        new("Funding in rank order", Funding),
        new("Robustness of a ranking", Robustness),
        new("Contribution of a decision", Contribution),
        new("Agreement of two rankings", Agreement),
    ];

    private static string Weighted()
    {
        decimal value = .6m, risk = .4m, good = 8, bad = 3;
        var journal = new History().Record(Opened())
            .Record(Released("board", 1, Criterion("value", value),
                Criterion("risk", risk, Preference.Lower)))
            .Record(Adopted("board", 1), Initiative("p1"), Score("p1", "value", good),
                Score("p1", "risk", bad));
        return $"value weighs {N(value)}, risk {N(risk)} and less of it is better, both from 0 to "
            + "10: a value of "
            + $"{N(good)} and a risk of {N(bad)} score "
            + $"{R(Assert.Single(Ranking.Compute(journal.Book).Items).Score)}.";
    }

    private static string Points(decimal value, decimal urgency, decimal risk, decimal size) =>
        $"{N(value)}, {N(urgency)}, {N(risk)} and size {N(size)}: "
        + $"{R(Wsjf.Compute(value, urgency, risk, size))}.";

    private static string Reach(decimal reach, decimal impact, decimal confidence,
        decimal effort) =>
        $"reach {N(reach)}, impact {N(impact)}, confidence {N(confidence)} and effort {N(effort)}: "
        + $"{R(Rice.Compute(reach, impact, confidence, effort), 2)}.";

    private static string Pairwise()
    {
        var result = Ahp.Compute([[1, 4, 3, 7], [.25m, 1, 1m / 3, 3], [1m / 3, 3, 1, 5],
            [1m / 7, 1m / 3, .2m, 1]]);
        return "rows 1 4 3 7, ¼ 1 ⅓ 3, ⅓ 3 1 5 and ⅐ ⅓ ⅕ 1: weights "
            + $"{R(result.Weights)}, λmax {R(result.Eigenvalue)}, ratio "
            + $"{R(result.ConsistencyRatio)}.";
    }

    private static string Funding()
    {
        decimal budget = 100;
        decimal[] costs = [60, 50, 40, 1];
        var journal = new History().Record(Opened(), PortfolioBudget(budget))
            .Record(Released("board", 1, Criterion("value", 1))).Record(Adopted("board", 1));
        for (var i = 0; i < costs.Length; i++)
            journal.Record(Initiative($"p{i + 1}"), Score($"p{i + 1}", "value", 9 - i),
                Budget($"p{i + 1}", costs[i]));
        var ranking = Ranking.Compute(journal.Book);
        return $"a budget of {N(budget)} and ranked costs of {L(costs)} fund ranks "
            + $"{R(ranking.Items.Where(i => i.Funded == true).Select(i => (decimal)i.Rank))}; "
            + $"the cut line is below rank {R(ranking.CutLine)}.";
    }

    private static string Robustness()
    {
        decimal value = .6m, risk = .4m, within = .3m;
        (string Name, decimal Good, decimal Bad)[] initiatives =
            [("Depot", 8, 3), ("Croton", 9, 6), ("Pier", 5, 5)];
        var journal = new History().Record(Opened())
            .Record(Released("board", 1, Criterion("value", value),
                Criterion("risk", risk, Preference.Lower)))
            .Record(Adopted("board", 1));
        foreach (var (name, good, bad) in initiatives)
            journal.Record(Initiative(name.ToLowerInvariant()),
                Score(name.ToLowerInvariant(), "value", good),
                Score(name.ToLowerInvariant(), "risk", bad));
        var view = RankingRobustness.Compute(journal.Book, within);
        var (first, second) = (view.Items[0], view.Items[1]);
        return $"value weighs {N(value)}, risk {N(risk)} and less of it is better, both from 0 to "
            + "10. "
            + string.Join(", ", initiatives.Select(i =>
                $"{i.Name} has a value of {N(i.Good)} and a risk of {N(i.Bad)}"))
            + $": scores of {L(view.Items.Select(i => i.Score))}. Depot and Croton swap when "
            + $"{first.Criterion} weighs more than {R(first.SwapsAt)}: a change of "
            + $"(1 − {N(value)}) · {N(first.Gap)} / ({N(first.Gap)} + 1) = {R(first.Change)}, or "
            + $"{R(first.RelativeChange)} of the weight. Croton "
            + (second.Dominates == true ? "dominates Pier"
                : $"and Pier swap when {second.Criterion} weighs "
                    + $"{(second.Change > 0 ? "more" : "less")} than {R(second.SwapsAt)}")
            + $". When each weight moves by {P(within)} of itself, {R(view.Holding)} rank holds: "
            + "Depot and Croton take ranks "
            + $"{R(first.BestRank)} and {R(first.WorstRank)}.";
    }

    private static string Contribution()
    {
        var explained = RankingExampleTests.Worked().Explain("p1", 100, 103, orderFree: true);
        return $"a score of {N(explained.FromScore)} becomes {N(explained.ToScore)}: a greater "
            + "risk adds "
            + $"{R(explained.Causes[0].ScoreChange)}, overtaking by another "
            + $"{R(explained.Causes[1].ScoreChange)} and a "
            + $"new model {R(explained.Causes[2].ScoreChange)}, together "
            + $"{R(explained.ScoreChange)}; ranks fall by "
            + $"{R(explained.Causes.Select(c => (decimal)c.RankChange!.Value))}. Independently of "
            + "the order the risk "
            + $"adds {R(explained.Causes[0].OrderFreeChange)} and the model "
            + $"{R(explained.Causes[2].OrderFreeChange)}.";
    }

    private static string Agreement()
    {
        decimal[] x = [12, 2, 1, 12, 2], y = [1, 4, 7, 1, 0],
            iq = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110],
            hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17];
        return $"{L(x)} and {L(y)}: τ {R(RankAgreement.KendallTauB(x, y), 8)}. {L(iq)} and "
            + $"{L(hours)}: "
            + $"ρ {R(RankAgreement.Spearman(iq, hours), 8)}.";
    }
}
