using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Scenarios;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Scenarios;

/// <summary>A scenario becomes real only as it was evaluated.</summary>
public sealed class AdoptScenarioTests
{
    private static readonly Key Bold = Key.Parse("bold");

    private static readonly Journal Start = Given
        .AnInitiative(Stage.Active)
        .With(new SetPortfolioBudget("2026", Why, Dollars(700_000)));

    [Fact]
    public void It_says_what_it_was_evaluated_on()
    {
        var scenario = Evaluated(Start, Budget(600_000));
        Start.When(new AdoptScenario(scenario, Why)).Then(new ScenarioAdopted(Bold, "The bold plan",
            Start.Book.Position, scenario.Evaluation!.Digest, 1, Why));
    }

    [Fact]
    public void It_must_be_evaluated_first() =>
        Start.When(new AdoptScenario(Scenario.Fold(Bold,
            [new ScenarioForked("The bold plan", 1), new HypotheticalApplied("x", "{}")])!, Why))
            .ThenRefused("not-evaluated");

    [Fact]
    public void Without_a_command_there_is_nothing_to_carry_out() =>
        Start.When(new AdoptScenario(Scenario.Fold(Bold,
            [new ScenarioForked("The bold plan", 1), Start.Book.Evaluate([]).Fact])!, Why))
            .ThenRefused("scenario-empty", new Subject(SubjectKind.Scenario, Bold));

    [Fact]
    public void A_command_added_later_must_be_evaluated_too() =>
        Start
            .When(
                new AdoptScenario(
                    Scenario.Fold(
                        Bold,
                        [
                            new ScenarioForked("The bold plan", 1),
                            EvaluatedOn(Start, Budget(1)),
                            new HypotheticalApplied("x", "{}"),
                        ]
                    )!,
                    Why
                )
            )
            .ThenRefused("not-evaluated");

    [Fact]
    public void What_it_touches_must_not_have_moved() =>
        Start
            .With(new EnterPhase(Croton, "design"))
            .When(new AdoptScenario(Evaluated(Start, Budget(600_000)), Why))
            .ThenRefused("base-moved");

    [Fact]
    public void What_it_does_not_touch_may_move()
    {
        var moved = Start.With(Initiative(Key.Parse("other")));
        Assert.Null(moved.When(new AdoptScenario(Evaluated(Start, Budget(600_000)), Why)).Refusal);
    }

    [Fact]
    public void Evaluated_on_the_newer_base_it_can_be_adopted()
    {
        var moved = Start.With(new EnterPhase(Croton, "design"));
        Assert.Null(moved.When(new AdoptScenario(Evaluated(moved, Budget(600_000)), Why)).Refusal);
    }

    [Fact]
    public void The_budget_must_not_be_passed() =>
        Start
            .When(new AdoptScenario(Evaluated(Start, Budget(700_001)), Why))
            .ThenRefused("constraint-violated");

    [Fact]
    public void It_is_adopted_once()
    {
        var command = new AdoptScenario(Evaluated(Start, Budget(600_000)), Why);
        Start.With(command).When(command).ThenRefused("scenario-ended", command.Scenario.About);
    }

    [Fact]
    public void A_discarded_one_is_not_adopted() =>
        Start
            .When(
                new AdoptScenario(
                    Scenario.Fold(
                        Bold,
                        [new ScenarioForked("The bold plan", 1), new ScenarioDiscarded(null)]
                    )!,
                    Why
                )
            )
            .ThenRefused("scenario-ended");

    private static Scenario Evaluated(Journal journal, ICommand command) =>
        Scenario.Fold(
            Bold,
            [
                new ScenarioForked("The bold plan", journal.Book.Position),
                new HypotheticalApplied("x", "{}"),
                EvaluatedOn(journal, command),
            ]
        )!;

    private static ScenarioEvaluated EvaluatedOn(Journal journal, ICommand command) =>
        journal.Book.Evaluate([Hypothetical.By(Role.Approver, command)]).Fact;
}
