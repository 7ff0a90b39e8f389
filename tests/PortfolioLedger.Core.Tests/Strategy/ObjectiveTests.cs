using PortfolioLedger.Core.Strategy;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Strategy;

public sealed class ObjectiveTests
{
    private static readonly Key Pipes = Key.Parse("pipes");
    private static readonly Subject AboutGrowth = new(SubjectKind.Objective, Growth);

    private static ProposeObjective Propose =>
        Objective(Pipes, "Renew pipes", ObjectiveLevel.Operational, Resilience);

    [Fact]
    public void An_objective_is_proposed_under_a_parent() =>
        Given.AStrategy().When(Propose with { HorizonEnd = Day("2028-12-31") })
            .Then(new ObjectiveProposed(Pipes, "Renew pipes", "Renew pipes, and stay there.",
                ObjectiveLevel.Operational, Resilience, "ceo", Day("2028-12-31")));

    [Fact]
    public void Its_key_must_be_free() =>
        Given.AStrategy().When(Objective(Growth, "Again"))
            .ThenRefused("already-exists", AboutGrowth);

    [Fact]
    public void Its_parent_must_be_known() =>
        Given.AStrategy().When(Propose with { Parent = Nobody }).ThenRefused(
            "unknown-objective", new Subject(SubjectKind.Objective, Nobody));

    [Fact]
    public void Its_parent_must_not_be_retired() =>
        Given
            .AStrategy()
            .With(new RetireObjective(Resilience, Why, Growth))
            .When(Propose)
            .ThenRefused("objective-retired", new Subject(SubjectKind.Objective, Resilience));

    [Fact]
    public void It_is_not_its_own_parent() =>
        Given.AStrategy().When(Propose with { Parent = Pipes }).ThenRefused("cycle-in-parents");

    [Fact]
    public void Its_texts_say_something() =>
        Faulty.At(Propose with { Title = "", Statement = " ", Owner = "" },
            "/title", "/statement", "/owner");

    [Fact]
    public void The_board_approves_it() =>
        Given.AStrategy().With(Propose).When(new ApproveObjective(Pipes, Why))
            .Then(new ObjectiveApproved(Pipes, Why));

    [Fact]
    public void It_is_approved_once() =>
        Given.AStrategy().When(new ApproveObjective(Growth, Why))
            .ThenRefused("illegal-transition", AboutGrowth);

    [Fact]
    public void It_is_retired_in_favour_of_another() =>
        Given.AStrategy().When(new RetireObjective(Growth, Why, Service))
            .Then(new ObjectiveRetired(Growth, Service, Why));

    [Fact]
    public void It_does_not_succeed_itself() =>
        Given.AStrategy().When(new RetireObjective(Growth, Why, Growth))
            .ThenRefused("cycle-in-parents", AboutGrowth);

    [Fact]
    public void A_retired_objective_is_not_approved_revised_retired_or_successor()
    {
        var retired = Given.AStrategy().With(new RetireObjective(Growth, Why));

        retired.When(new ApproveObjective(Growth, Why))
            .ThenRefused("objective-retired", AboutGrowth);
        retired.When(new ReviseObjective(Growth, ObjectiveField.Owner, Why, "ceo", "cfo"))
            .ThenRefused("objective-retired", AboutGrowth);
        retired.When(new RetireObjective(Growth, Why))
            .ThenRefused("objective-retired", AboutGrowth);
        retired.When(new RetireObjective(Service, Why, Growth))
            .ThenRefused("objective-retired", AboutGrowth);
    }

    [Fact]
    public void An_unknown_objective_is_neither_approved_nor_revised_nor_retired()
    {
        var empty = Given.APortfolio();

        empty.When(new ApproveObjective(Growth, Why)).ThenRefused("unknown-objective", AboutGrowth);
        empty.When(new ReviseObjective(Growth, ObjectiveField.Owner, Why, "ceo", "cfo"))
            .ThenRefused("unknown-objective", AboutGrowth);
        empty.When(new RetireObjective(Growth, Why)).ThenRefused("unknown-objective", AboutGrowth);
        Given.AStrategy().When(new RetireObjective(Growth, Why, Nobody))
            .ThenRefused("unknown-objective");
    }
}
