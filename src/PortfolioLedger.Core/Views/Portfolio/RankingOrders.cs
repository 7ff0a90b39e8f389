using PortfolioLedger.Core.Scoring;

namespace PortfolioLedger.Core.Views;

/// <summary>Which model version a ranking is scored by.</summary>
internal static class RankingOrders
{
    /// <summary>
    /// The model asked for or in force; for an order by a formula, if that one has another formula,
    /// the version with it that was released last. Null when there is no model to order by.
    /// </summary>
    public static (ScoringModel? Model, ModelVersion Version)? Choose(
        Book book, RankingQuestion question, (ScoringModel Model, ModelVersion Version)? inForce)
    {
        var asked = question.Restated ?? inForce;
        if (FormulaOf(question.By) is not { } formula || asked?.Version.Formula == formula)
            return asked;
        var released = book.Scoring.Models.Values
            .SelectMany(m => m.Versions.Select(v => (Model: (ScoringModel?)m, Version: v)))
            .Where(m => m.Version.Formula == formula && m.Version.ReleasedAt is not null)
            .OrderBy(m => m.Version.ReleasedAt);
        return released.Any() ? released.Last() : (null, new ModelVersion(0, formula, [], null));
    }

    private static Formula? FormulaOf(RankingOrder order) => order switch
    {
        RankingOrder.Wsjf => Formula.Wsjf,
        RankingOrder.Rice => Formula.Rice,
        RankingOrder.EcvIndex => Formula.EcvIndex,
        RankingOrder.Alignment => Formula.Alignment,
        RankingOrder.Score or RankingOrder.Priority => null,
        _ => throw Enumeration<RankingOrder>.Undeclared(order),
    };
}
