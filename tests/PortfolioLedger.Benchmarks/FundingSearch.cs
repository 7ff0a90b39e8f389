using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Optimisation;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Optimisation;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// The best set of 200 initiatives under a budget for all and for each of 8 periods and the people
/// of 4 departments in each of them, with dependencies, mandatory ones and minimums.
/// </summary>
internal static class FundingSearch
{
    private const int Initiatives = 200;
    private const int Departments = 4;
    private const int Periods = 8;

    public static async Task<Result> MeasureAsync(Bench bench)
    {
        var seconds = new double[bench.Repeats];
        var proved = true;
        for (var run = 0; run < seconds.Length; run++)
        {
            // Another portfolio every time: some are harder than others.
            var problem = Problem(new Random(run + 1));
            var solved = await FundingSolver.SolveAsync(problem, problem.InOrder(
                problem.Candidates.OrderByDescending(c => c.Value).Select(c => c.Initiative)),
                TimeSpan.FromSeconds(60), _ => { }, default);
            if (solved.Found is not { } found || problem.Breaches(found.Chosen).Any())
                throw new InvalidOperationException("no set was found, or a wrong one");
            seconds[run] = (double)found.Seconds;
            proved &= found.IsProved;
        }
        return new(
            $"optimisation to proved optimality: {Initiatives} initiatives, {Departments} "
                + "departments, "
                + $"{Periods} periods",
            new(seconds),
            null,
            "s",
            null,
            "≤ 10 s, each",
            proved && seconds.Max() <= 10
        );
    }

    /// <summary>
    /// Initiatives that last one to four periods and need one or two departments.
    /// </summary>
    internal static FundingProblem Problem(Random random)
    {
        var (costs, fte) = (
            new decimal[Initiatives, Periods],
            new decimal[Initiatives, Departments, Periods]
        );
        var candidates = ImmutableArray.CreateBuilder<Candidate>(Initiatives);
        for (var i = 0; i < Initiatives; i++)
        {
            var (first, length) = (random.Next(Periods), random.Next(1, 5));
            var (lead, other) = (random.Next(Departments), random.Next(Departments));
            for (var p = first; p < Math.Min(first + length, Periods); p++)
            {
                costs[i, p] = random.Next(20, 400) * 1_000;
                fte[i, lead, p] += random.Next(2, 20) / 2m;
                if (random.Next(3) == 0)
                    fte[i, other, p] += random.Next(1, 6) / 2m;
            }
            candidates.Add(new(Name(i), $"{i}", random.Next(100, 1_000) / 100m, Sum(i, costs),
                i > 0 && random.Next(8) == 0 ? [Name(random.Next(i))] : [], i % 67 == 66));
        }
        return new(candidates.MoveToImmutable(), Limits(costs, fte));
    }

    /// <summary>Half of what all together would need.</summary>
    private static ImmutableArray<Limit> Limits(decimal[,] costs, decimal[,,] fte)
    {
        var limits = ImmutableArray.CreateBuilder<Limit>();
        limits.Add(Half("budget", i => Sum(i, costs), 0.4m));
        for (var p = 0; p < Periods; p++)
        {
            var period = p;
            limits.Add(Half($"budget/{p}", i => costs[i, period], 0.5m));
            for (var d = 0; d < Departments; d++)
            {
                var department = d;
                limits.Add(Half($"fte/{d}/{p}", i => fte[i, department, period], 0.5m));
            }
        }
        limits.Add(new("objective-count", Amounts(i => i % 3 == 0 ? 1 : 0), null, 20));
        return limits.ToImmutable();
    }

    private static Limit Half(string name, Func<int, decimal> amount, decimal part)
    {
        var amounts = Amounts(amount);
        return new(name, amounts, amounts.Values.Sum() * part, null);
    }

    private static ImmutableSortedDictionary<Key, decimal> Amounts(Func<int, decimal> amount) =>
        Enumerable.Range(0, Initiatives).Where(i => amount(i) != 0)
            .ToImmutableSortedDictionary(Name, amount);

    private static decimal Sum(int initiative, decimal[,] costs) =>
        Enumerable.Range(0, Periods).Sum(p => costs[initiative, p]);

    private static Key Name(int index) => Key.Parse($"i{index:000}");
}
