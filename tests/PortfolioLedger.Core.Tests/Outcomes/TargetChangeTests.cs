using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Outcomes;

/// <summary>Targets that move, and outcomes that are given up.</summary>
public sealed class TargetChangeTests
{
    private static readonly Subject AboutOutages = new(SubjectKind.Outcome, Outages);

    private static readonly SetTarget Target = new(Outages, Day("2026-12-31"), Why, Max: 5);

    private static readonly ChangeTarget Change = new(
        Outages, TargetChangeKind.Scope, Day("2027-12-31"), Why, Max: 6);

    private static readonly Journal Set = Given.AnOutcome().With(Target);

    private static Outcome Of(Journal journal) => journal.Book.Outcomes.Find(Outages)!;

    [Fact]
    public void A_target_is_changed_with_the_kind_of_reason() => Set.When(Change)
        .Then(new TargetChanged(Outages, TargetChangeKind.Scope, null, 6, Change.By, Why));

    [Fact]
    public void Only_a_target_that_was_set_is_changed() =>
        Given.AnOutcome().When(Change).ThenRefused("no-target", AboutOutages);

    [Fact]
    public void It_lies_on_the_better_side_of_the_baseline() =>
        Set.With(new SetBaseline(Outages, 10, Start, Why)).When(Change with { Max = 11 })
            .ThenRefused("target-wrong-side", AboutOutages);

    [Fact]
    public void A_target_that_was_due_moves_only_with_override()
    {
        var due = Set.On("2027-01-01");

        due.When(Change).ThenRefused("goalposts-moved-after-due", AboutOutages);
        Assert.Null(due.When(Change with { Grounds = Knowingly }).Refusal);
    }

    [Fact]
    public void Changes_are_counted_and_those_by_override_apart()
    {
        var moved = Set.With(Change with { By = Day("2026-06-30") }).On("2026-07-01")
            .With(Change with { Grounds = Knowingly });

        Assert.Equal((2, 1), (
            Of(moved).TargetChangesOn(moved.Today), Of(moved).OverridesOn(moved.Today)));
        Assert.Equal((0, 0), (Of(Set).TargetChangesOn(Set.Today), Of(Set).OverridesOn(Set.Today)));
        Assert.Equal(0, Of(Given.AnOutcome()).TargetChangesOn(Start));
    }

    [Fact]
    public void A_target_has_bounds_in_order()
    {
        Faulty.At(Change with { Max = null }, "/min");
        Faulty.At(Change with { Min = 7 }, "/min");
    }

    [Fact]
    public void Nothing_more_is_recorded_about_a_retired_outcome()
    {
        var retired = Set.With(new SetBaseline(Outages, 10, Start, Why), Initiative())
            .When(new RetireOutcome(Outages, "No meter"))
            .Then(new OutcomeRetired(Outages, "No meter"))
            .Recorded();

        foreach (var command in new ICommand[]
        {
            Change, Target, new SetBaseline(Outages, 10, Start, Why), new RetireOutcome(Outages),
            new MeasureOutcome(Outages, 7, Start), new LinkOutcome(Outages, Why, Objective: Growth),
            new PlanBenefit(Outages, "2026", Dollars(1)),
            new PlanOutput(Croton, Key.Parse("dam"), Start, Outcome: Outages),
        })
            retired.When(command).ThenRefused("outcome-retired", AboutOutages);
        Assert.Null(retired.WhenClaimed(new MeasureOutcome(Outages, 7, Start)).Refusal);
    }

    [Fact]
    public void A_retirement_to_come_waits_for_its_day()
    {
        var soon = Set.With(new RetireOutcome(Outages, EffectiveOn: Day("2026-03-01")));

        Assert.Null(soon.When(new MeasureOutcome(Outages, 7, Start)).Refusal);
        soon.On("2026-03-01").When(new MeasureOutcome(Outages, 7, Start))
            .ThenRefused("outcome-retired");
    }

    [Fact]
    public void A_reason_says_something() => Faulty.At(new RetireOutcome(Outages, " "), "/reason");
}
