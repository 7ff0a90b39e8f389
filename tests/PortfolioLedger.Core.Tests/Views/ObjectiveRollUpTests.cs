using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>How far the outcomes of an objective got: each goes from 10 down to 0.</summary>
public sealed class ObjectiveRollUpTests
{
    private readonly History _journal = new History().Record(Opened()).Record(Objective("o1"))
        .Record(Outcome("x")).Record(Outcome("y")).Record(Outcome("z"));

    private static OutcomeLinked Serves(string outcome, string objective, decimal weight = 1) =>
        new(Key.Parse(outcome), new(SubjectKind.Objective, Key.Parse(objective)), weight, Why);

    private (decimal? Attainment, int Measured, int Linked, decimal? Coverage) Of(string objective)
    {
        var item = ObjectiveList.Compute(_journal.AsOf("2026-12-31"))
            .Items.Single(o => o.Objective.Value == objective);
        return (item.Attainment, item.Measured, item.Linked, item.Coverage);
    }

    [Fact]
    public void It_is_the_weighted_mean_of_what_was_measured_with_its_coverage()
    {
        _journal.Record(Serves("x", "o1"), Serves("y", "o1", 3), Serves("z", "o1"))
            .Record(Measured("x", 7, "2026-03-01"), Measured("y", 0, "2026-03-01"));

        Assert.Equal((((.3m * 1) + (1m * 3)) / 4, 2, 3, 2m / 3), Of("o1"));
    }

    [Fact]
    public void Without_outcomes_or_measurements_it_is_unknown()
    {
        Assert.Equal((null, 0, 0, null), Of("o1"));
        _journal.Record(Serves("x", "o1"));

        Assert.Equal((null, 0, 1, 0m), Of("o1"));
    }

    [Fact]
    public void Outcomes_of_objectives_below_count_for_those_above()
    {
        _journal.Record(Objective("vision", ObjectiveLevel.Vision))
            .Record(Proposed("o2", ObjectiveLevel.Strategic, "vision"),
                Proposed("op", ObjectiveLevel.Operational, "o2"))
            .Record(Serves("x", "op"), Serves("y", "o2")).Record(Measured("x", 5, "2026-03-01"));

        Assert.Equal((.5m, 1, 1, 1m), Of("op"));
        Assert.Equal((.5m, 1, 2, .5m), Of("o2"));
        Assert.Equal((.5m, 1, 2, .5m), Of("vision"));
        Assert.Equal(0, Of("o1").Linked);
    }

    [Fact]
    public void An_outcome_linked_above_and_below_is_one_outcome_with_both_weights()
    {
        _journal.Record(Proposed("op", ObjectiveLevel.Operational, "o1"))
            .Record(Serves("x", "op", 2), Serves("x", "o1"), Serves("y", "o1"))
            .Record(Measured("x", 0, "2026-03-01"), Measured("y", 10, "2026-03-01"));

        Assert.Equal((.75m, 2, 2, 1m), Of("o1"));
    }

    [Fact]
    public void A_retired_objective_passes_nothing_on_and_a_retired_outcome_counts_nowhere()
    {
        _journal.Record(Proposed("op", ObjectiveLevel.Operational, "o1"))
            .Record(Serves("x", "op"), Serves("y", "o1"));
        Assert.Equal(2, Of("o1").Linked);
        _journal.Record(Retired("op"));
        Assert.Equal((1, 1), (Of("o1").Linked, Of("op").Linked));
        _journal.Record(new OutcomeRetired(Key.Parse("y"), null));

        Assert.Equal(0, Of("o1").Linked);
    }

    [Fact]
    public void Parents_in_a_circle_end()
    {
        _journal.Record(Proposed("a", ObjectiveLevel.Operational, "b"),
            Proposed("b", ObjectiveLevel.Operational, "a"))
            .Record(Serves("x", "a"));

        Assert.Equal((1, 1), (Of("a").Linked, Of("b").Linked));
    }
}
