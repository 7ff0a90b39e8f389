using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Core.Explanation;

/// <summary>What the budget of the portfolio covers of an initiative in a ranking.</summary>
/// <param name="Funded">Whether the budget covers it; null when none is set.</param>
/// <param name="Budget">Its own approved budget.</param>
/// <param name="PortfolioBudget">What is spent in rank order; null when none is set.</param>
/// <param name="Left">What those ranked before it leave of that.</param>
/// <param name="Stage">Where it stands.</param>
/// <param name="Until">When it is looked at again, while it is deferred.</param>
public sealed record FundingState(
    bool? Funded,
    decimal? Budget,
    decimal? PortfolioBudget,
    decimal? Left,
    Stage Stage,
    DateOnly? Until
)
{
    /// <summary>That of the initiative of a walk, as the ranking of a book says.</summary>
    internal static FundingState? Of(Book book, RankWalk walk)
    {
        var ranking = Ranking.Compute(book, walk.Question);
        var left = ranking.Budget;
        foreach (var item in ranking.Items)
        {
            if (item.Initiative == walk.Initiative)
            {
                var initiative = book.Initiatives.Find(item.Initiative)!;
                var stage = initiative.StageOn(book.Day);
                return new(item.Funded, item.Budget, ranking.Budget, left, stage,
                    stage == Stage.Deferred ? initiative.RevisitOn.At(book.Day)?.Value : null);
            }
            if (item.Funded == true)
                left -= Math.Max(item.Budget ?? 0, 0);
        }
        return null;
    }
}
