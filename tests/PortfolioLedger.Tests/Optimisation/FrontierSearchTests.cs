using System.Collections.Immutable;
using CsCheck;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Optimisation;
using PortfolioLedger.Optimisation;

namespace PortfolioLedger.Tests.Optimisation;

/// <summary>The points that the solver proves are those that trying every set gives.</summary>
public sealed class FrontierSearchTests
{
    private static readonly TimeSpan Enough = TimeSpan.FromMinutes(3);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly Gen<FundingProblem> Problems = Gen.Select(
        Gen.Select(Gen.Int[-20, 200], Gen.Int[0, 50], Gen.Int[0, 40], Gen.Int[0, 9], Gen.Int[0, 6])
            .Array[0, 7],
        Gen.Int[0, 150],
        Gen.Int[0, 1],
        (drawn, people, count) => Problem(drawn, people / 10m, count));

    private static FundingProblem Problem(
        (int Value, int Cost, int Fte, int Chance, int Needs)[] drawn, decimal people, int count) =>
        new(
            [.. drawn.Select((d, i) => new Candidate(
                Name(i), $"{i}", d.Value / 10m, d.Cost / 4m,
                d.Chance < 3 && d.Needs < i ? [Name(d.Needs)] : [], d.Chance == 9))],
            [
                new("budget", Amounts(drawn, d => d.Cost / 4m), 0, null),
                new("fte", Amounts(drawn, d => d.Fte / 10m), people, null),
                new("count", Amounts(drawn, d => d.Chance % 2), null, count),
            ]);

    private static Key Name(int index) => Key.Parse($"i{index}");

    private static ImmutableSortedDictionary<Key, decimal> Amounts<T>(
        T[] drawn, Func<T, decimal> amount) => drawn.Select((d, i) => (Name(i), amount(d)))
            .ToImmutableSortedDictionary(a => a.Item1, a => a.Item2);

    private static FrontierChoice Choice(FundingProblem problem, decimal? budget = null)
    {
        var whole = problem.Candidates.Sum(c => c.Cost!.Value);
        return new(new(problem.Within(whole), [], [.. problem.Candidates.Select(c => c.Initiative)],
            null, [], [], Currency.Parse("USD")), whole, budget);
    }

    private static Task<FoundFrontier> SearchAsync(FrontierChoice choice, int most) =>
        new FrontierSearch(choice, most, Enough, _ => { }).RunAsync(Cancel);

    /// <summary>
    /// Cost and worth of every set that keeps the rules and that no cheaper or as cheap one beats.
    /// </summary>
    private static ImmutableArray<(decimal Cost, decimal Value)> Stairs(FrontierChoice choice)
    {
        var problem = choice.Within(choice.Whole);
        List<(decimal Cost, decimal Value)> sets = [];
        for (var set = 0; set < 1 << problem.Candidates.Length; set++)
        {
            var chosen = problem.Candidates.Where((_, i) => (set >> i & 1) == 1)
                .Select(c => c.Initiative).ToImmutableSortedSet();
            if (!problem.Breaches(chosen).Any())
                sets.Add((choice.CostOf(chosen), problem.ValueOf(chosen)));
        }
        var stairs = ImmutableArray.CreateBuilder<(decimal Cost, decimal Value)>();
        foreach (var set in sets.OrderBy(s => s.Cost).ThenByDescending(s => s.Value))
            if (stairs.Count == 0 || set.Value > stairs[^1].Value)
                stairs.Add(set);
        return stairs.ToImmutable();
    }

    [Fact]
    public Task The_frontier_is_what_trying_every_set_gives() => Problems.SampleAsync(
        async problem =>
        {
            var choice = Choice(problem);
            var stairs = Stairs(choice);

            var found = await SearchAsync(choice, 200);

            Assert.Equal(stairs.IsEmpty, found.IsInfeasible);
            if (stairs.IsEmpty)
                return;
            Assert.True(found.IsComplete);
            Assert.Equal(stairs, found.Steps.Select(s => (s.Found.Cost, s.Found.Value)));
            Assert.All(found.Steps, s => Assert.Equal(
                (true, s.Found.Value), (s.Found.IsProved, s.Found.Bound)));
        }, iter: 20);

    [Fact]
    public async Task With_few_points_the_best_within_the_budget_compared_is_among_them()
    {
        var problem = Problem([.. Enumerable.Range(0, 10).Select(i =>
            (Value: 10 + (i * 7 % 23), Cost: 4 * (1 << i), 0, 0, 9))], 0, 0);
        var choice = Choice(problem, 300);

        var found = await SearchAsync(choice, 5);

        Assert.False(found.IsComplete);
        Assert.Equal(5, found.Steps.Length);
        var step = found.Steps.Last(s => s.Found.Cost <= 300);
        Assert.True(step.BestUpTo >= 300);
        var stairs = Stairs(choice);
        Assert.All(found.Steps, s => Assert.Contains((s.Found.Cost, s.Found.Value), stairs));
    }

    [Fact]
    public async Task When_time_is_up_what_is_not_proved_says_so()
    {
        var random = new Random(7);
        var drawn = Enumerable.Range(0, 300).Select(_ => (random.Next(500, 1_000),
            random.Next(500, 1_000), random.Next(1, 1_000), 0, 9)).ToArray();
        var problem = Problem(drawn, 300 * 25 / 10m, 0);

        var found = await new FrontierSearch(
            Choice(problem), 200, TimeSpan.FromMilliseconds(400), _ => { }).RunAsync(Cancel);

        Assert.False(found.IsComplete);
        Assert.False(found.IsInfeasible);
        Assert.NotEmpty(found.Steps);
        Assert.All(found.Steps.Where(s => !s.Found.IsProved), s =>
        {
            Assert.Null(s.BestUpTo);
            Assert.True(s.Found.Bound >= s.Found.Value);
        });
    }
}
