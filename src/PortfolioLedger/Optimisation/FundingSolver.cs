using System.Collections.Immutable;
using System.Globalization;
using Google.OrTools.Sat;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Optimisation;

namespace PortfolioLedger.Optimisation;

/// <summary>A better set, found on the way.</summary>
/// <param name="Total">What it is worth.</param>
/// <param name="Bound">No set is worth more than this, as far as is known.</param>
/// <param name="Seconds">Since the search began.</param>
public sealed record Improvement(decimal Total, decimal Bound, decimal Seconds);

/// <summary>What came of a search.</summary>
/// <param name="Found">The best set; null when there is none, or none was found in time.</param>
/// <param name="IsInfeasible">Proved: no set keeps all rules.</param>
public sealed record Solved(FoundFunding? Found, bool IsInfeasible);

/// <summary>
/// Solves funding problems exactly with Google OR-Tools' CP-SAT. The library is loaded by the first
/// search, not when the application starts.
/// </summary>
internal static class FundingSolver
{
    /// <summary>The best set within a time; the search stops soon after it is cancelled.</summary>
    /// <param name="problem">In decimals.</param>
    /// <param name="hint">
    /// A set to begin with; it is the answer when nothing better is found in time.
    /// </param>
    /// <param name="limit">The time.</param>
    /// <param name="improved">Told of better sets, on a thread of the solver.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task<Solved> SolveAsync(FundingProblem problem, IReadOnlySet<Key> hint,
        TimeSpan limit, Action<Improvement> improved, CancellationToken cancel)
    {
        var model = new ScaledModel(problem);
        model.Hint(hint);
        using var solver = SolverWithin(limit);
        using var progress = new Progress(model, improved);
        var status = await RunAsync(solver, model.Model, progress, cancel);
        if (status == CpSolverStatus.Unknown && !problem.Breaches(hint).Any())
            return new(Unimproved(problem, hint, Seconds(solver.WallTime()), model), false);
        if (status is not (CpSolverStatus.Optimal or CpSolverStatus.Feasible))
            return new(null, status == CpSolverStatus.Infeasible);
        return new(
            new(
                model.ChosenIn(solver.BooleanValue),
                status == CpSolverStatus.Optimal,
                model.BoundOf(solver.BestObjectiveBound),
                Seconds(solver.WallTime()),
                model.Scales
            ),
            false
        );
    }

    /// <summary>
    /// The set with the least of a limited sum, proved; null when none was proved in time.
    /// </summary>
    /// <param name="problem">In decimals.</param>
    /// <param name="constraint">The limit of the sum.</param>
    /// <param name="worth">
    /// A set that keeps all rules: only sets worth as much count. All do if null.
    /// </param>
    /// <param name="limit">The time.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task<ImmutableSortedSet<Key>?> LeastAsync(
        FundingProblem problem, string constraint, IReadOnlySet<Key>? worth, TimeSpan limit,
        CancellationToken cancel)
    {
        var model = new ScaledModel(problem);
        model.Least(constraint, problem, worth);
        if (worth is not null)
            model.Hint(worth);
        using var solver = SolverWithin(limit);
        return await RunAsync(solver, model.Model, null, cancel) == CpSolverStatus.Optimal
            ? model.ChosenIn(solver.BooleanValue) : null;
    }

    /// <summary>
    /// A smallest set of rules that no choice can keep together: each rule is dropped for good as
    /// long as the others still conflict (a deletion filter, in halves first).
    /// </summary>
    public static async Task<ImmutableArray<string>> ConflictAsync(
        FundingProblem problem, TimeSpan limit, CancellationToken cancel)
    {
        ImmutableArray<string> kept = [.. problem.Rules()];
        for (var size = Math.Max(kept.Length / 2, 1); ; size /= 2)
        {
            for (var start = 0; start < kept.Length;)
            {
                var without = kept.RemoveRange(start, Math.Min(size, kept.Length - start));
                var model = new ScaledModel(
                    problem,
                    without.ToImmutableSortedSet(StringComparer.Ordinal)
                );
                using var solver = SolverWithin(limit);
                if (await RunAsync(solver, model.Model, null, cancel) == CpSolverStatus.Infeasible)
                    kept = without;
                else
                    start += size;
            }
            if (size <= 1)
                return kept;
        }
    }

    /// <summary>
    /// Time was up before the solver had found anything: the set it began with is an answer too,
    /// and no set is worth more than all that is worth something.
    /// </summary>
    private static FoundFunding Unimproved(
        FundingProblem problem,
        IReadOnlySet<Key> hint,
        decimal seconds,
        ScaledModel model
    ) =>
        new(
            [.. hint],
            false,
            problem.Candidates.Sum(c => Math.Max(c.Value ?? 0, 0)),
            seconds,
            model.Scales
        );

    private static CpSolver SolverWithin(TimeSpan limit) =>
        new()
        {
            StringParameters = string.Create(
                CultureInfo.InvariantCulture,
                $"max_time_in_seconds:{limit.TotalSeconds:0.###} "
                    + $"num_workers:{Math.Clamp(Environment.ProcessorCount, 1, 8)}"
            ),
        };

    private static async Task<CpSolverStatus> RunAsync(
        CpSolver solver, CpModel model, Progress? progress, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var search = Task.Factory.StartNew(
            () => solver.Solve(model, progress),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        try
        {
            return await search.WaitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            // A stop before the search has begun is not heard: it is said until it has ended.
            do
                solver.StopSearch();
            while (await Task.WhenAny(search, Task.Delay(20, CancellationToken.None)) != search);
            throw;
        }
    }

    private static decimal Seconds(double seconds) => Math.Round((decimal)seconds, 3);

    private sealed class Progress(ScaledModel model, Action<Improvement> improved)
        : CpSolverSolutionCallback
    {
        public override void OnSolutionCallback() => improved(new(model.WorthOf(ObjectiveValue()),
            model.BoundOf(BestObjectiveBound()), Seconds(WallTime())));
    }
}
