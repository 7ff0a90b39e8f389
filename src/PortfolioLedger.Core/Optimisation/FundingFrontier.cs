using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Optimisation;

/// <summary>
/// A step of the frontier: the best set from its own cost on, until a better one can be paid.
/// </summary>
/// <param name="Cost">What the set costs: the budget from which on it can be had.</param>
/// <param name="Value">What it is worth.</param>
/// <param name="Proved">No set within the budget is worth more.</param>
/// <param name="Bound">No set within the budget is worth more than this.</param>
/// <param name="BestUpTo">
/// It is proved to be the best for every budget from its cost up to this; null when not proved.
/// </param>
/// <param name="InRankOrder">What funding in rank order gives for the same money.</param>
/// <param name="Initiatives">The set, by key.</param>
/// <param name="Added">Those that the set before, the next cheaper one, does not have.</param>
/// <param name="Removed">Those that only the set before has.</param>
public sealed record FrontierPoint(
    decimal Cost,
    decimal Value,
    bool Proved,
    decimal Bound,
    decimal? BestUpTo,
    decimal InRankOrder,
    ImmutableArray<Key> Initiatives,
    ImmutableArray<Key> Added,
    ImmutableArray<Key> Removed
);

/// <summary>Where funding in rank order stands beneath the frontier.</summary>
/// <param name="Budget">Within which it is compared.</param>
/// <param name="Cost">What its set costs.</param>
/// <param name="Value">What its set is worth.</param>
/// <param name="Best">The best value within the same budget; null when it is not known.</param>
/// <param name="Gain">Best less value.</param>
/// <param name="Initiatives">Its set, by key.</param>
/// <param name="Breaches">Rules that this set does not keep.</param>
public sealed record RankingPlace(
    decimal Budget,
    decimal Cost,
    decimal Value,
    decimal? Best,
    decimal? Gain,
    ImmutableArray<Key> Initiatives,
    ImmutableArray<string> Breaches
);

/// <summary>The efficient frontier: what the best set is worth for every budget.</summary>
/// <param name="Objective">What there is most of.</param>
/// <param name="CostBasis">What counted as cost.</param>
/// <param name="Stages">Initiatives in these stages were looked at.</param>
/// <param name="DropActive">Whether initiatives under way could be left out.</param>
/// <param name="Whole">What all that can be chosen costs together.</param>
/// <param name="Least">The least budget within which any set keeps all rules.</param>
/// <param name="Complete">
/// Proved: for every budget from the least on, a point is the best set. Else others may lie between
/// the points, where none is proved up to the next.
/// </param>
/// <param name="Summary">The answer in a sentence or two.</param>
/// <param name="Points">By cost.</param>
/// <param name="Ranking">Funding in rank order; null without a budget to compare within.</param>
/// <param name="Rejected">What can be chosen within no budget, by key.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Scales">In which whole numbers it was solved.</param>
public sealed record FundingFrontier(
    FundingObjective Objective,
    FundingCost CostBasis,
    ImmutableArray<Stage> Stages,
    bool DropActive,
    decimal Whole,
    decimal Least,
    bool Complete,
    string Summary,
    ImmutableArray<FrontierPoint> Points,
    RankingPlace? Ranking,
    ImmutableArray<RejectedInitiative> Rejected,
    decimal Seconds,
    ImmutableArray<SolvedScale> Scales
)
{
    /// <summary>The answer, once the steps are found; checked exactly against every rule.</summary>
    /// <param name="question">What was asked.</param>
    /// <param name="choice">What can be chosen.</param>
    /// <param name="steps">By cost; at least one.</param>
    /// <param name="isComplete">Nothing lies between them.</param>
    /// <param name="seconds">How long it took.</param>
    /// <param name="scales">In which whole numbers it was solved.</param>
    public static FundingFrontier From(
        FrontierQuestion question, FrontierChoice choice, ImmutableArray<FrontierStep> steps,
        bool isComplete, decimal seconds, ImmutableArray<SolvedScale> scales)
    {
        var points = ImmutableArray.CreateBuilder<FrontierPoint>(steps.Length);
        var before = ImmutableSortedSet<Key>.Empty;
        foreach (var (found, upTo) in steps)
        {
            var problem = choice.Within(found.Cost);
            if (problem.Breaches(found.Chosen).FirstOrDefault() is { } broken)
                throw new InvalidOperationException($"the set found breaks {broken}");
            points.Add(new(
                found.Cost, found.Value, found.IsProved, Math.Max(found.Bound, found.Value), upTo,
                problem.ValueOf(problem.InOrder(choice.Order)),
                [.. found.Chosen], [.. found.Chosen.Except(before)],
                [.. before.Except(found.Chosen)]));
            before = found.Chosen;
        }
        var ranking = PlaceOfRanking(choice, points);
        return new(
            question.Objective, question.Within(null).CostBasis,
            Initiatives.Stages.Covered(question.Stages), question.DropActive == true,
            choice.Whole, points[0].Cost, isComplete, Said(points, isComplete, choice, ranking),
            points.ToImmutable(), ranking, choice.Rejected, seconds, scales);
    }

    private static RankingPlace? PlaceOfRanking(
        FrontierChoice choice, IReadOnlyList<FrontierPoint> points)
    {
        if (choice.Budget is not { } budget)
            return null;
        var problem = choice.Within(budget);
        var chosen = problem.InOrder(choice.Order);
        var value = problem.ValueOf(chosen);
        // More than everything costs buys no more than everything.
        var within = Math.Min(budget, choice.Whole);
        var best = points.LastOrDefault(p => p.Cost <= within && p.BestUpTo >= within)?.Value;
        return new(budget, choice.CostOf(chosen), value, best, best - value, [.. chosen],
            [.. problem.Breaches(chosen)]);
    }

    private static string Said(
        IReadOnlyList<FrontierPoint> points, bool isComplete, FrontierChoice choice,
        RankingPlace? ranking)
    {
        var curve = $"{Prose.Count(points.Count, "point")} from a budget of "
            + $"{Prose.Number(points[0].Cost)} to {Prose.Number(points[^1].Cost)}, "
            + (isComplete ? "proved and complete: for every budget between, the point before it is "
                + "the best set."
                : points.All(p => p.Proved) ? "each proved; others may lie between them. Ask for "
                    + "more points or more time."
                : "not all of them proved: time ran out.");
        return curve + (ranking switch
        {
            null => "",
            { Breaches.IsEmpty: false } => " Funding in rank order breaks "
                + $"{Prose.List(ranking.Breaches)} within {Prose.Number(ranking.Budget)}.",
            { Gain: 0 } => $" Funding in rank order within {Prose.Number(ranking.Budget)} is as "
                + "good as the best set.",
            { Gain: { } gain } => " Funding in rank order within "
                + $"{Prose.Number(ranking.Budget)} is worth {Prose.Number(ranking.Value)}; the "
                + $"best set is worth {Prose.Number(gain)} more.",
            _ => " Funding in rank order within "
                + $"{Prose.Number(ranking.Budget)} is worth {Prose.Number(ranking.Value)}; the "
                + "best set is not known.",
        });
    }
}
