using PortfolioLedger.Core.Strategy;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Strategy;

/// <summary>Weights that the ledger computes from comparisons in pairs.</summary>
public sealed class PairwiseWeightTests
{
    private static readonly ImmutableArray<ImmutableArray<decimal>> Consistent =
        [[1, 2, 6], [.5m, 1, 3], [.1667m, .3333m, 1]];

    private static readonly ImmutableArray<ImmutableArray<decimal>> Contradictory =
        [[1, 9, .1111m], [.1111m, 1, 9], [9, .1111m, 1]];

    private static ReweightObjectives Compare(
        ImmutableArray<ImmutableArray<decimal>> matrix, params ImmutableArray<Key> order) =>
        new(null, Why, WeightingMethod.Ahp, matrix, order.IsEmpty ? null : order);

    [Fact]
    public void Weights_and_consistency_are_computed_and_stored_with_the_method() =>
        Given.AStrategy().When(Compare(Consistent)).Then(new ObjectivesReweighted(
            Ordered.ByKey<decimal>().Add(Growth, .6m).Add(Resilience, .3m).Add(Service, .1m),
            WeightingMethod.Ahp, Why, Consistent, 0, "ahp-eigenvector/1"));

    [Fact]
    public void Rows_may_come_in_any_named_order_and_are_stored_in_that_of_the_keys()
    {
        var (g, r, s) = (Growth, Resilience, Service);
        ImmutableArray<ImmutableArray<decimal>> rows =
            [[1, .1667m, .3333m], [6, 1, 2], [3, .5m, 1]];

        var weights = Given
            .AStrategy()
            .With(Compare(rows, s, g, r))
            .Book.Strategy.WeightsOn(Day("2026-01-05"));

        Assert.Equal([(g, .6m), (r, .3m), (s, .1m)], weights.Select(w => (w.Key, w.Value)));
    }

    [Fact]
    public void Comparisons_that_contradict_each_other_are_refused_unless_the_board_says_why()
    {
        var strategy = Given.AStrategy();

        var refusal = strategy.When(Compare(Contradictory)).ThenRefused("ahp-inconsistent");
        Assert.Contains("more than 0.10", refusal.Detail, StringComparison.Ordinal);

        var stored = strategy
            .When(Compare(Contradictory) with { Grounds = Knowingly })
            .Entries[0]
            .Fact;
        Assert.True(Assert.IsType<ObjectivesReweighted>(stored).ConsistencyRatio > .1m);
    }

    /// <summary>
    /// A third comparison of 5.5 where 2 was said: a ratio of 0.0990; of 5.6: 0.1026.
    /// </summary>
    [Fact]
    public void A_ratio_just_below_a_tenth_stands_and_just_above_does_not()
    {
        var strategy = Given.AStrategy();

        Assert.Null(strategy.When(Compare([[1, 2, 5.5m], [.5m, 1, 1], [.1818m, 1, 1]]))
            .Refusal);
        strategy.When(Compare([[1, 2, 5.6m], [.5m, 1, 1], [.1786m, 1, 1]]))
            .ThenRefused("ahp-inconsistent");
    }

    [Fact]
    public void The_matrix_is_over_exactly_the_active_strategic_objectives()
    {
        var strategy = Given.AStrategy();

        strategy
            .When(
                Compare([
                    [1, 2],
                    [.5m, 1],
                ])
            )
            .ThenRefused("weights-not-one");
        strategy
            .When(
                Compare(
                    [
                        [1, 2],
                        [.5m, 1],
                    ],
                    Growth,
                    Service
                )
            )
            .ThenRefused("weights-not-one");
        strategy
            .When(Compare(Consistent, Growth, Service, Nobody))
            .ThenRefused("unknown-objective");
    }

    [Fact]
    public void Fields_are_checked()
    {
        Faulty.At(Compare([[1, 2], [.4m, 1]]), "/matrix/1/0");
        Faulty.At(Compare([[1, 2]]), "/matrix/0");
        Faulty.At(Compare([]), "/matrix");
        Faulty.At(Compare(Consistent, Growth, Service), "/objectives");
        Faulty.At(Compare(Consistent, Growth, Growth, Service), "/objectives");
        Faulty.At(Compare(Consistent) with { Matrix = null }, "/matrix");
        Faulty.At(Compare(Consistent) with { Weights = Weights((Growth, 1)) }, "/weights");
        Faulty.At(new ReweightObjectives(null, Why), "/weights");
        Faulty.At(new ReweightObjectives(Weights((Growth, 1)), Why, Matrix: Consistent), "/matrix");
        Faulty.At(
            new ReweightObjectives(Weights((Growth, 1)), Why, Objectives: [Growth]),
            "/objectives"
        );
        Faulty.At(Compare(Consistent));
    }
}
