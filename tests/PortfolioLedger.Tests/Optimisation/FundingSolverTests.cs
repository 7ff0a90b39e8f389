using System.Collections.Immutable;
using CsCheck;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Optimisation;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Optimisation;

namespace PortfolioLedger.Tests.Optimisation;

/// <summary>
/// The solver finds what trying every set finds, names conflicts, and stops when told.
/// </summary>
public sealed class FundingSolverTests
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(30);

    private static readonly Gen<FundingProblem> Problems = Gen.Select(
        Gen.Select(
            Gen.Int[-200, 2_000],
            Gen.Int[0, 500],
            Gen.Int[0, 400],
            Gen.Int[0, 9],
            Gen.Int[0, 11]
        ).Array[1, 12],
        Gen.Int[0, 2_500],
        Gen.Int[0, 1_500],
        Gen.Int[0, 2],
        (drawn, budget, people, count) => Problem(drawn, budget / 100m, people / 10m, count)
    );

    private static FundingProblem Problem(
        (int Value, int Cost, int Fte, int Chance, int Needs)[] drawn,
        decimal budget,
        decimal people,
        int count
    )
    {
        var candidates = drawn
            .Select(
                (d, i) =>
                    new Candidate(
                        Name(i),
                        $"{i}",
                        d.Value / 1000m,
                        d.Cost / 100m,
                        d.Chance < 3 && d.Needs < i ? [Name(d.Needs)] : [],
                        d.Chance >= 8,
                        d.Chance == 8
                    )
            )
            .ToImmutableArray();
        return new(
            candidates,
            [
                new("budget", Amounts(drawn, d => d.Cost / 100m), budget, null),
                new("fte", Amounts(drawn, d => d.Fte / 10m), people, null),
                new("count", Amounts(drawn, d => d.Chance % 2), null, count),
            ]
        );
    }

    private static Key Name(int index) => Key.Parse($"i{index:00}");

    private static ImmutableSortedDictionary<Key, decimal> Amounts<T>(
        T[] drawn,
        Func<T, decimal> amount
    ) =>
        drawn
            .Select((d, i) => (Name(i), amount(d)))
            .ToImmutableSortedDictionary(a => a.Item1, a => a.Item2);

    /// <summary>The best worth over all sets; null when none keeps all rules.</summary>
    private static decimal? BestOfAll(FundingProblem problem)
    {
        decimal? best = null;
        for (var set = 0; set < 1 << problem.Candidates.Length; set++)
        {
            var chosen = problem.Candidates.Where((_, i) => (set >> i & 1) == 1)
                .Select(c => c.Initiative).ToImmutableSortedSet();
            if (!problem.Breaches(chosen).Any() && !(problem.ValueOf(chosen) <= best))
                best = problem.ValueOf(chosen);
        }
        return best;
    }

    private static Task<Solved> SolveAsync(FundingProblem problem) => FundingSolver.SolveAsync(
        problem, problem.InOrder([]), Enough, _ => { }, TestContext.Current.CancellationToken);

    [Fact]
    public Task The_best_set_is_worth_what_trying_every_set_finds() =>
        Problems.SampleAsync(
            async problem =>
            {
                var best = BestOfAll(problem);
                var solved = await SolveAsync(problem);
                Assert.Equal(best is null, solved.IsInfeasible);
                if (solved.Found is not { } found)
                    return;
                Assert.Empty(problem.Breaches(found.Chosen));
                Assert.Equal(best, problem.ValueOf(found.Chosen));
                Assert.Equal((true, best), (found.IsProved, found.Bound));
                Assert.All(found.Scales, s => Assert.True(s.Exact));
            },
            iter: 60
        );

    [Fact]
    public Task A_named_conflict_cannot_be_kept_and_every_part_of_it_is_needed() =>
        Problems.SampleAsync(
            async problem =>
            {
                if (BestOfAll(problem) is not null)
                    return;
                var conflict = await FundingSolver.ConflictAsync(
                    problem,
                    Enough,
                    TestContext.Current.CancellationToken
                );
                Assert.NotEmpty(conflict);
                Assert.False(CanKeep(problem, conflict));
                Assert.All(conflict, rule =>
                    Assert.True(CanKeep(problem, conflict.Remove(rule)), rule)
                );
            },
            iter: 60
        );

    private static bool CanKeep(FundingProblem problem, ImmutableArray<string> rules) =>
        Enumerable.Range(0, 1 << problem.Candidates.Length).Any(set => !problem.Breaches(
            problem.Candidates.Where((_, i) => (set >> i & 1) == 1).Select(c => c.Initiative)
                .ToImmutableSortedSet()).Intersect(rules).Any());

    [Fact]
    public async Task Digits_that_do_not_fit_are_said_and_the_bound_stays_a_bound()
    {
        var third = Enumerable.Range(1, 6).Select(i => new Candidate(
            Name(i), $"{i}", i / 3m, 1m / i, [], false)).ToImmutableArray();
        var problem = new FundingProblem(third, [new("budget",
            third.ToImmutableSortedDictionary(c => c.Initiative, c => c.Cost!.Value), 1.2m, null)]);
        var found = (await SolveAsync(problem)).Found!;

        Assert.Contains(found.Scales, s => s is { Constraint: "total", Exact: false });
        Assert.Empty(problem.Breaches(found.Chosen));
        Assert.Equal(BestOfAll(problem), problem.ValueOf(found.Chosen));
        Assert.True(found.Bound >= problem.ValueOf(found.Chosen));
    }

    [Fact]
    public async Task A_cancelled_search_ends_long_before_its_time()
    {
        var problem = Hard(300);
        using var stop = new CancellationTokenSource();
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FundingSolver.SolveAsync(
            problem, problem.InOrder([]), TimeSpan.FromMinutes(5), _ => stop.Cancel(), stop.Token));
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task When_time_is_up_the_best_set_so_far_comes_with_a_bound()
    {
        var problem = Hard(400);
        var found = (
            await FundingSolver.SolveAsync(
                problem,
                problem.InOrder([]),
                TimeSpan.FromSeconds(1),
                _ => { },
                TestContext.Current.CancellationToken
            )
        ).Found!;

        Assert.Empty(problem.Breaches(found.Chosen));
        Assert.False(found.IsProved);
        Assert.True(found.Bound > problem.ValueOf(found.Chosen));
    }

    [Fact]
    public async Task When_nothing_is_found_in_time_the_set_it_began_with_is_the_answer()
    {
        var problem = Hard(400);
        var inOrder = problem.InOrder(problem.Candidates.Select(c => c.Initiative));
        var found = (await FundingSolver.SolveAsync(problem, inOrder, TimeSpan.FromMilliseconds(1),
            _ => { }, TestContext.Current.CancellationToken)).Found!;

        Assert.Empty(problem.Breaches(found.Chosen));
        Assert.False(found.IsProved);
        Assert.True(problem.ValueOf(found.Chosen) >= problem.ValueOf(inOrder));
        Assert.True(found.Bound >= problem.ValueOf(found.Chosen));
    }

    /// <summary>
    /// Every initiative needs a little of everything: nobody proves the best set soon.
    /// </summary>
    private static FundingProblem Hard(int count)
    {
        var random = new Random(7);
        var candidates = Enumerable
            .Range(0, count)
            .Select(i => new Candidate(
                Key.Parse($"i{i:000}"),
                $"{i}",
                random.Next(500, 1_000),
                random.Next(500, 1_000),
                [],
                false
            ))
            .ToImmutableArray();
        return new(
            candidates,
            [
                .. Enumerable
                    .Range(0, 30)
                    .Select(l => new Limit(
                        $"l{l}",
                        candidates.ToImmutableSortedDictionary(
                            c => c.Initiative,
                            c => (decimal)random.Next(1, 1_000)
                        ),
                        count * 125,
                        null
                    )),
            ]
        );
    }
}
