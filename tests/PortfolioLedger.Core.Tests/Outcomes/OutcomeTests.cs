using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.Valuation;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Outcomes;

public sealed class OutcomeTests
{
    private static readonly Subject AboutOutages = new(SubjectKind.Outcome, Outages);
    private static readonly Key Intake = Key.Parse("intake");

    [Fact]
    public void An_outcome_is_defined() =>
        Given.AStrategy()
            .When(OutageHours with { Owner = "maria", Segment = Households, Frequency = "monthly" })
            .Then(new OutcomeDefined(Outages, "Outage hours", "hours", Direction.Decrease,
                OutcomeKind.Tangible, OutcomeCategory.Customer, "maria", Households, "monthly"));

    [Fact]
    public void Its_key_must_be_free() =>
        Given.AnOutcome().When(OutageHours).ThenRefused("already-exists", AboutOutages);

    [Fact]
    public void Its_segment_must_be_known() =>
        Given.AStrategy().When(OutageHours with { Segment = Nobody }).ThenRefused(
            "unknown-segment", new Subject(SubjectKind.CustomerSegment, Nobody));

    [Fact]
    public void Its_texts_say_something() =>
        Faulty.At(OutageHours with { Name = "", Unit = " ", Owner = "", Frequency = " " },
            "/name", "/unit", "/owner", "/frequency");

    [Fact]
    public void It_is_linked_to_an_initiative_an_objective_or_an_output()
    {
        var journal = Given.AnInitiative().With(OutageHours)
            .With(new DeliverOutput(Croton, Intake, Start));

        journal.When(new LinkOutcome(Outages, Why, Initiative: Croton))
            .Then(new OutcomeLinked(Outages, About(Croton), 1, Why));
        journal.When(new LinkOutcome(Outages, Why, Objective: Service, Weight: 0.5m))
            .Then(new OutcomeLinked(
                Outages, new Subject(SubjectKind.Objective, Service), 0.5m, Why));
        journal.When(new LinkOutcome(Outages, Why, Output: Intake, Weight: 0))
            .Then(new OutcomeLinked(Outages, new Subject(SubjectKind.Output, Intake), 0, Why));
    }

    [Fact]
    public void It_outlives_the_initiatives_that_serve_it()
    {
        var journal = Given
            .AnInitiative()
            .With(OutageHours)
            .With(
                new LinkOutcome(Outages, Why, Initiative: Croton),
                new KillInitiative(Croton, Why, "too-late")
            );

        foreach (var command in new ICommand[]
        {
            new MeasureOutcome(Outages, 7, Start), new SetBaseline(Outages, 10, Start, Why),
            new SetTarget(Outages, Day("2026-12-31"), Why, Max: 5),
            new RealiseBenefit(Outages, "2026", Dollars(5), Initiative: Croton),
        })
            Assert.Null(journal.When(command).Refusal);
    }

    [Fact]
    public void What_it_is_linked_to_must_be_known()
    {
        var journal = Given.AnOutcome();

        journal.When(new LinkOutcome(Outages, Why, Initiative: Nobody))
            .ThenRefused("unknown-initiative");
        journal.When(new LinkOutcome(Outages, Why, Objective: Nobody))
            .ThenRefused("unknown-objective");
        journal.When(new LinkOutcome(Outages, Why, Output: Nobody)).ThenRefused("unknown-output");
        journal.When(new LinkOutcome(Nobody, Why, Objective: Service))
            .ThenRefused("unknown-outcome", new Subject(SubjectKind.Outcome, Nobody));
    }

    [Fact]
    public void It_is_not_linked_to_a_retired_objective() =>
        Given.AnOutcome().With(new RetireObjective(Service, Why))
            .When(new LinkOutcome(Outages, Why, Objective: Service))
            .ThenRefused("objective-retired");

    [Fact]
    public void It_is_linked_to_one_thing_at_a_time()
    {
        Faulty.At(new LinkOutcome(Outages, Why), "/initiative");
        Faulty.At(new LinkOutcome(Outages, Why, Service, Croton), "/initiative");
        Faulty.At(new LinkOutcome(Outages, Why, Service, Weight: -1), "/weight");
        Faulty.At(new LinkOutcome(Outages, Why, Output: Intake));
    }
}
