using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Valuation;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Outcomes;

public sealed class TargetTests
{
    private static readonly Subject AboutOutages = new(SubjectKind.Outcome, Outages);
    private static readonly DateOnly By = Day("2026-12-31");

    private static SetBaseline Baseline(decimal value, string on = "2026-01-05") =>
        new(Outages, value, Day(on), Why);

    private static SetTarget Target(decimal? min = null, decimal? max = null) =>
        new(Outages, By, Why, min, max);

    private static Journal To(Direction direction) =>
        Given.AStrategy().With(OutageHours with { Direction = direction });

    [Fact]
    public void A_baseline_is_fixed_as_of_its_day() =>
        Given.AnOutcome().On("2026-02-01").When(Baseline(10, "2026-01-20"))
            .Then(new BaselineSet(Outages, 10, Day("2026-01-20"), Why))
            .ThenEffectiveOn("2026-01-20");

    [Fact]
    public void A_baseline_lies_before_the_outcome_was_defined() =>
        Given.AnOutcome().When(Baseline(10, "2025-07-01"))
            .Then(new BaselineSet(Outages, 10, Day("2025-07-01"), Why))
            .ThenEffectiveOn("2026-01-05");

    [Fact]
    public void A_baseline_is_not_of_a_day_to_come() =>
        Given.AnOutcome().When(Baseline(10, "2026-01-06"))
            .ThenRefused("future-measurement", AboutOutages);

    [Fact]
    public void A_target_that_was_due_is_moved_only_with_override()
    {
        var moved = new SetTarget(Outages, Day("2027-12-31"), Why, Max: 5);
        var due = Given.AnOutcome().With(Target(max: 0)).On("2027-01-01");
        due.When(moved).ThenRefused("goalposts-moved-after-due", AboutOutages);
        var knowingly = moved with { Grounds = Why with { Override = true } };
        due.When(knowingly).Then(new TargetSet(Outages, null, 5, moved.By, knowingly.Grounds));
    }

    [Fact]
    public void A_target_is_set() =>
        Given.AnOutcome().When(Target(max: 0))
            .Then(new TargetSet(Outages, null, 0, By, Why));

    [Theory]
    [InlineData(Direction.Increase, 11, null, true)]
    [InlineData(Direction.Increase, 10, null, true)]
    [InlineData(Direction.Increase, 9, null, false)]
    [InlineData(Direction.Increase, null, 11, false)]
    [InlineData(Direction.Decrease, null, 9, true)]
    [InlineData(Direction.Decrease, null, 10, true)]
    [InlineData(Direction.Decrease, null, 11, false)]
    [InlineData(Direction.Decrease, 9, null, false)]
    [InlineData(Direction.Range, 1, 5, true)]
    [InlineData(Direction.Range, 1, null, false)]
    [InlineData(Direction.Range, null, 5, false)]
    public void A_target_lies_on_the_better_side_of_a_baseline_of_10(
        Direction direction, int? min, int? max, bool fits)
    {
        Check(To(direction).With(Baseline(10)).When(Target(min, max)));
        if (direction != Direction.Range && (direction == Direction.Increase) == min is not null)
            Check(To(direction).With(Target(min, max)).When(Baseline(10)));

        void Check(Ruling ruling)
        {
            if (fits)
                Assert.Null(ruling.Refusal);
            else
                ruling.ThenRefused("target-wrong-side", AboutOutages);
        }
    }

    [Fact]
    public void An_unknown_outcome_has_neither_baseline_nor_target()
    {
        Given.AStrategy().When(Baseline(10)).ThenRefused("unknown-outcome", AboutOutages);
        Given.AStrategy().When(Target(max: 0)).ThenRefused("unknown-outcome", AboutOutages);
    }

    [Fact]
    public void A_target_has_bounds_in_order()
    {
        Faulty.At(Target(), "/min");
        Faulty.At(Target(5, 4.9m), "/min");
        Faulty.At(Target(5, 5));
    }
}
