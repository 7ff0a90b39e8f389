using CsCheck;
using PortfolioLedger.Core.Optimisation;

namespace PortfolioLedger.Core.Tests.Optimisation;

/// <summary>
/// The curve of best values is what trying every set gives, with as few searches as it has steps.
/// </summary>
public sealed class FrontierStepsTests
{
    private static readonly Gen<(int Value, int Cost)[]> Things =
        Gen.Select(Gen.Int[0, 30], Gen.Int[0, 20]).Array[0, 9];

    /// <summary>The best set within a budget, of those worth as much the cheapest.</summary>
    private static FoundWithin BestWithin((int Value, int Cost)[] things, decimal budget)
    {
        (int Set, int Cost, int Value) best = (0, 0, 0);
        for (var set = 0; set < 1 << things.Length; set++)
        {
            var chosen = things.Where((_, i) => (set >> i & 1) == 1).ToList();
            var (cost, value) = (chosen.Sum(c => c.Cost), chosen.Sum(c => c.Value));
            if (cost <= budget
                && (value > best.Value || (value == best.Value && cost < best.Cost)))
                best = (set, cost, value);
        }
        return new([.. things.Index().Where(t => (best.Set >> t.Index & 1) == 1)
            .Select(t => Key.Parse($"i{t.Index}"))], best.Cost, best.Value, true, best.Value);
    }

    private static FrontierSteps Search(
        (int Value, int Cost)[] things, int most, out int searches)
    {
        var steps = new FrontierSteps(1, most);
        var whole = things.Sum(t => t.Cost);
        steps.Take(whole, BestWithin(things, whole));
        steps.Take(0, BestWithin(things, 0));
        searches = 2;
        while (steps.Next() is { } budget)
        {
            Assert.InRange(budget, 0, whole);
            steps.Take(budget, BestWithin(things, budget));
            searches++;
        }
        return steps;
    }

    [Fact]
    public void Every_budget_has_the_value_of_the_step_before_it() => Things.Sample(things =>
    {
        var steps = Search(things, 1_000, out var searches);

        Assert.True(steps.IsComplete);
        Assert.True(searches <= 4 * steps.Known.Length + 2);
        for (var budget = 0; budget <= things.Sum(t => t.Cost); budget++)
        {
            var step = steps.Known.Last(s => s.Found.Cost <= budget);
            Assert.Equal(BestWithin(things, budget).Value, step.Found.Value);
            Assert.True(step.BestUpTo >= budget);
        }
        Assert.Equal(steps.Known.Select(s => s.Found.Cost).Distinct().Order(),
            steps.Known.Select(s => s.Found.Cost));
    });

    [Fact]
    public void Too_few_points_are_spread_and_what_is_proved_of_them_holds() => Gen.Select(
        Things, Gen.Int[2, 6]).Sample((things, most) =>
    {
        var steps = Search(things, most, out _);

        Assert.True(steps.Known.Length <= most);
        foreach (var step in steps.Known)
        {
            Assert.Equal(step.Found.Value, BestWithin(things, step.Found.Cost).Value);
            Assert.Equal(step.Found.Value, BestWithin(things, step.BestUpTo!.Value).Value);
        }
        if (steps.IsComplete)
            Assert.Equal(steps.Known.Length, Search(things, 1_000, out _).Known.Length);
    });

    [Fact]
    public void What_was_not_proved_is_not_tried_twice_and_leaves_the_curve_incomplete()
    {
        var steps = new FrontierSteps(1, 10);
        steps.Take(10, Found(10, 10));
        steps.Take(0, Found(0, 0));
        Assert.Equal(5, steps.Next());
        steps.Take(5, Found(4, 3) with { IsProved = false, Bound = 7 });
        Assert.False(steps.IsComplete);
        HashSet<decimal> asked = [5];
        while (steps.Next() is { } next)
        {
            Assert.True(asked.Add(next), $"{next} was asked twice");
            steps.Take(next, steps.Known.Last(s => s.Found.Cost <= next).Found with
            {
                IsProved = false, Bound = 9,
            });
        }
        Assert.False(steps.IsComplete);
        Assert.Equal([0m, 4m, 10m], steps.Known.Select(s => s.Found.Cost));
        Assert.Null(steps.Known[1].BestUpTo);
    }

    [Fact]
    public void A_later_proof_settles_what_was_open()
    {
        var steps = new FrontierSteps(1, 10);
        steps.Take(10, Found(10, 10));
        steps.Take(0, Found(0, 0));
        steps.Take(5, Found(4, 3) with { IsProved = false, Bound = 7 });
        // Worth as much and cheaper: it takes the place.
        steps.Take(9, Found(3, 3));
        Assert.Equal([(0m, 0m), (3m, 9m), (10m, 10m)],
            steps.Known.Select(s => (s.Found.Cost, s.BestUpTo!.Value)));
        steps.Take(2, Found(0, 0));
        Assert.True(steps.IsComplete);
    }

    private static FoundWithin Found(decimal cost, decimal value) =>
        new([], cost, value, true, value);
}
