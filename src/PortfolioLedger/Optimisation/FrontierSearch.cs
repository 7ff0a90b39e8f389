using System.Collections.Immutable;
using System.Diagnostics;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Optimisation;

namespace PortfolioLedger.Optimisation;

/// <summary>What came of the search for a frontier.</summary>
/// <param name="Steps">By cost; none when nothing was found in time.</param>
/// <param name="IsComplete">Nothing lies between them, and no digit was lost.</param>
/// <param name="IsInfeasible">Proved: no set keeps all rules, whatever it costs.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Scales">In which whole numbers it was solved.</param>
internal sealed record FoundFrontier(
    ImmutableArray<FrontierStep> Steps, bool IsComplete, bool IsInfeasible, decimal Seconds,
    ImmutableArray<SolvedScale> Scales);

/// <summary>
/// Searches the best set for one budget after another, each with proof: first without a limit, then
/// the least that any set costs, then what lies between.
/// </summary>
/// <param name="choice">What can be chosen.</param>
/// <param name="most">So many points are looked for.</param>
/// <param name="limit">The time for all of them.</param>
/// <param name="found">Told of each set.</param>
internal sealed class FrontierSearch(
    FrontierChoice choice, int most, TimeSpan limit, Action<FoundWithin> found)
{
    /// <summary>
    /// One search takes at most this part of the time that is left, so that a hard one leaves some
    /// to the others.
    /// </summary>
    private const int Part = 3;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    private readonly long _started = Stopwatch.GetTimestamp();

    private ImmutableArray<SolvedScale> _scales = [];

    /// <summary>Searches until all is known, or the time or the points are used up.</summary>
    public async Task<FoundFrontier> RunAsync(CancellationToken cancel)
    {
        var costs = ScaledNumbers.Scale(
            [.. choice.Funding.Problem.Candidates.Select(c => c.Cost ?? 0)], ScaledRounding.Up);
        var steps = new FrontierSteps(costs.Unscale(1), most);
        if (choice.Funding.Problem.Candidates.IsEmpty)
        {
            // Of nothing there is one set; it may still lack what a minimum asks for.
            if (choice.Within(choice.Whole).Breaches(ImmutableSortedSet<Key>.Empty).Any())
                return Ended(steps, false) with { IsInfeasible = true };
            steps.Take(0, new([], 0, 0, true, 0));
            return Ended(steps, costs.IsExact);
        }
        var (whole, isInfeasible) = await WithinAsync(choice.Whole, null, cancel);
        if (whole is null)
            return Ended(steps, false) with { IsInfeasible = isInfeasible };
        Take(choice.Whole, whole);
        if (await LeastAsync(cancel) is { } least)
        {
            await SearchAsync(least);
            // Where the ranking is compared the best value is wanted first.
            if (choice.Budget is { } budget && budget > least && budget < choice.Whole)
                await SearchAsync(budget);
            while (limit > Stopwatch.GetElapsedTime(_started) && steps.Next() is { } next)
                await SearchAsync(next);
            return Ended(steps, costs.IsExact && steps.Known[0].Found.Cost == least);
        }
        return Ended(steps, false);

        async Task SearchAsync(decimal budget)
        {
            var known = steps.Known.LastOrDefault(s => s.Found.Cost <= budget)?.Found.Chosen;
            if ((await WithinAsync(budget, known, cancel)).Found is { } best)
                Take(budget, best);
        }

        void Take(decimal budget, FoundWithin best)
        {
            steps.Take(budget, best);
            found(best);
        }
    }

    private FoundFrontier Ended(FrontierSteps steps, bool isWhole) => new(
        steps.Known, isWhole && steps.IsComplete, false,
        Math.Round((decimal)Stopwatch.GetElapsedTime(_started).TotalSeconds, 3), _scales);

    /// <summary>The least that any set costs; null when it was not proved in time.</summary>
    private async Task<decimal?> LeastAsync(CancellationToken cancel) =>
        await FundingSolver.LeastAsync(
            choice.Funding.Problem, FundingProblem.Budget, null, Share(), cancel) is { } cheapest
            ? choice.CostOf(cheapest) : null;

    /// <summary>The best set within a budget, of those worth as much the cheapest.</summary>
    private async Task<(FoundWithin? Found, bool IsInfeasible)> WithinAsync(
        decimal budget, ImmutableSortedSet<Key>? known, CancellationToken cancel)
    {
        var problem = choice.Within(budget);
        var solved = await FundingSolver.SolveAsync(
            problem, known ?? problem.InOrder(choice.Order), Share(), _ => { }, cancel);
        if (solved.Found is not { } best)
            return (null, solved.IsInfeasible);
        _scales = best.Scales;
        var chosen = !best.IsProved ? best.Chosen
            : await FundingSolver.LeastAsync(
                problem, FundingProblem.Budget, best.Chosen, Share(), cancel) ?? best.Chosen;
        return (new(chosen, choice.CostOf(chosen), problem.ValueOf(chosen), best.IsProved,
            Math.Max(best.Bound, problem.ValueOf(chosen))), false);
    }

    private TimeSpan Share()
    {
        var left = (limit - Stopwatch.GetElapsedTime(_started)) / Part;
        return left > Shortest ? left : Shortest;
    }
}
