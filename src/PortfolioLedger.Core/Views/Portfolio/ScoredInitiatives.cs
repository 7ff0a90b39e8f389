using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Scoring;

namespace PortfolioLedger.Core.Views;

/// <summary>
/// Initiatives in the order of a ranking, before any budget is spent on them: what every version of
/// the ranking has in common.
/// </summary>
/// <param name="Model">
/// The model used; null when none is in force, or the order asked for needs none.
/// </param>
/// <param name="Restated">True when it is not the model in force then.</param>
/// <param name="IsOrdered">False when there is nothing to order by.</param>
/// <param name="Budget">Of the portfolio, or asked about; null when none is set.</param>
/// <param name="Ordered">Best first.</param>
/// <param name="Incomplete">Without a rank.</param>
internal sealed record ScoredInitiatives(
    RankingModel? Model,
    bool Restated,
    bool IsOrdered,
    decimal? Budget,
    ImmutableArray<(Initiative Initiative, InitiativeScore Score)> Ordered,
    ImmutableArray<IncompleteItem> Incomplete
)
{
    /// <summary>The initiatives of a book.</summary>
    public static ScoredInitiatives In(Book book, RankingQuestion question)
    {
        var inForce = book.Scoring.InForceOn(book.Day);
        var budget = question.Budget ?? book.Details.BudgetOn(book.Day, question.Period);
        if (RankingOrders.Choose(book, question, inForce) is not var (model, version))
            return new(null, false, false, budget, [], []);
        var known = new CriterionValues(book);
        var scored = book.CountedInitiatives(question.Stages)
            .Select(i => (Initiative: i, Score: InitiativeScore.From(known, i, version))).ToList();
        return new(
            model is null ? null : new(model.Key, version.Version, version.ReleasedAt),
            question.Restated is not null && (inForce is not var (current, now)
                || current.Key != model?.Key || now.Version != version.Version),
            true,
            budget,
            [.. scored.Where(s => s.Score.Complete)
                .OrderBy(s => question.By == RankingOrder.Priority
                    ? s.Initiative.Priority.At(book.Day)?.Value ?? int.MaxValue : 0)
                .ThenByDescending(s => s.Score.Undefined)
                .ThenByDescending(s => s.Score.Total).ThenBy(s => s.Initiative.Key)],
            [.. scored.Where(s => !s.Score.Complete).Select(s => new IncompleteItem(
                s.Initiative.Key, s.Initiative.NameOn(book.Day), s.Score.Missing))]);
    }
}
