using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Core.Scenarios;

/// <summary>What would come of a scenario on a book.</summary>
/// <param name="Fact">What is recorded of it.</param>
/// <param name="Ranking">The ranking as it would be beside the ranking as it is.</param>
/// <param name="Alignment">As it would be.</param>
/// <param name="Book">As it would be.</param>
public sealed record Evaluated(
    ScenarioEvaluated Fact, CounterfactualRanking Ranking, Alignment Alignment, Book Book);

/// <summary>Evaluates commands on a book.</summary>
public static class ScenarioEvaluation
{
    /// <summary>What would come of these commands.</summary>
    public static Evaluated Evaluate(
        this Book on, IReadOnlyList<Hypothetical> commands, CancellationToken cancel = default)
    {
        var (tried, refused) = on.Try(commands, cancel);
        var ranking = CounterfactualRanking.From(
            Ranking.Compute(on),
            Ranking.Compute(tried),
            [],
            null,
            [],
            0,
            refused
        );
        var touches = on
            .Things.Where(t => tried.Things[t.Key].Version > on.Position)
            .Select(t => t.Key);
        return new(
            new(
                on.Position,
                on.Day,
                ViewDigest.Of(ranking, on),
                [.. touches],
                refused.Length,
                ranking.CounterfactualBudget,
                BudgetUsed(tried),
                BudgetUsed(on)
            ),
            ranking,
            Alignment.Compute(tried),
            tried
        );
    }

    private static decimal? BudgetUsed(Book book)
    {
        decimal? sum = null;
        foreach (var initiative in book.CountedInitiatives())
            if (initiative.BudgetOn(book.Day) is { } amount)
                sum = (sum ?? 0) + amount;
        return sum;
    }
}
