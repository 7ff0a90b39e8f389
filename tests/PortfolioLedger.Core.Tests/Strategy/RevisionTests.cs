using PortfolioLedger.Core.Strategy;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Strategy;

public sealed class RevisionTests
{
    private static ReviseObjective Revise(ObjectiveField field, string? old, string? @new) =>
        new(Growth, field, Why, old, @new);

    [Theory]
    [InlineData(ObjectiveField.Title, "Grow in the region", "Grow at home")]
    [InlineData(ObjectiveField.Statement, "Grow in the region, and stay there.", "Grow.")]
    [InlineData(ObjectiveField.Owner, "ceo", "cfo")]
    [InlineData(ObjectiveField.Parent, null, "service")]
    [InlineData(ObjectiveField.HorizonEnd, null, "2028-12-31")]
    public void Each_field_is_revised_from_its_value_today(
        ObjectiveField field, string? old, string? @new)
    {
        var revised = Given.AStrategy().When(Revise(field, old, @new))
            .Then(new ObjectiveRevised(Growth, field, old, @new, Why)).Recorded();

        revised.When(Revise(field, @new, old ?? null)).Then(
            new ObjectiveRevised(Growth, field, @new, old, Why));
    }

    [Theory]
    [InlineData(ObjectiveField.Title)]
    [InlineData(ObjectiveField.Statement)]
    [InlineData(ObjectiveField.Owner)]
    [InlineData(ObjectiveField.Parent)]
    [InlineData(ObjectiveField.HorizonEnd)]
    public void A_field_that_changed_meanwhile_is_stale(ObjectiveField field) =>
        Given.AStrategy().When(Revise(field, "something else", "2028-12-31")).ThenRefused(
            "stale-value", new Subject(SubjectKind.Objective, Growth));

    [Fact]
    public void A_new_parent_must_be_known() =>
        Given.AStrategy().When(Revise(ObjectiveField.Parent, null, "nobody"))
            .ThenRefused("unknown-objective");

    [Fact]
    public void A_new_parent_must_not_be_retired() =>
        Given.AStrategy().With(new RetireObjective(Service, Why))
            .When(Revise(ObjectiveField.Parent, null, "service"))
            .ThenRefused("objective-retired", new Subject(SubjectKind.Objective, Service));

    [Fact]
    public void An_objective_is_never_its_own_ancestor()
    {
        var chain = Given.AStrategy()
            .With(new ReviseObjective(Service, ObjectiveField.Parent, Why, null, "resilience"))
            .With(new ReviseObjective(Resilience, ObjectiveField.Parent, Why, null, "growth"));

        chain.When(Revise(ObjectiveField.Parent, null, "growth")).ThenRefused("cycle-in-parents");
        chain.When(Revise(ObjectiveField.Parent, null, "resilience"))
            .ThenRefused("cycle-in-parents");
        chain.When(Revise(ObjectiveField.Parent, null, "service")).ThenRefused("cycle-in-parents");
    }

    [Fact]
    public void New_values_have_the_form_of_their_field()
    {
        Faulty.At(Revise(ObjectiveField.Title, "a", null), "/new");
        Faulty.At(Revise(ObjectiveField.Owner, "a", " "), "/new");
        Faulty.At(Revise(ObjectiveField.Parent, null, "Not a key"), "/new");
        Faulty.At(Revise(ObjectiveField.HorizonEnd, null, "31.12.2028"), "/new");
        Faulty.At(Revise(ObjectiveField.Parent, "growth", null));
        Faulty.At(Revise(ObjectiveField.HorizonEnd, "2028-12-31", null));
    }
}
