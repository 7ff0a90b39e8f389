using PortfolioLedger.Core.Initiatives;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Initiatives;

public sealed class ProposalTests
{
    private static readonly ProposeInitiative Full = new(
        Croton, "Croton Falls", InitiativeKind.Project, "maria", Waterworks, Key.Parse("program"),
        [Transport], Water, "A new intake.");

    private static Journal Ready => Given.AStrategy().With(WaterSupply)
        .With(Initiative(Key.Parse("program")) with { Kind = InitiativeKind.Program });

    [Fact]
    public void An_initiative_is_put_forward_with_all_that_is_known() =>
        Ready.When(Full).Then(new InitiativeProposed(
            Croton, "Croton Falls", InitiativeKind.Project, Key.Parse("program"), "maria",
            Waterworks, [Transport], Water, "A new intake."));

    [Fact]
    public void Its_key_must_be_free() =>
        Given.AnInitiative().When(Initiative()).ThenRefused("already-exists", About(Croton));

    [Fact]
    public void Its_department_must_be_known() =>
        Ready.When(Full with { Department = Nobody }).ThenRefused(
            "unknown-department", new Subject(SubjectKind.Department, Nobody));

    [Fact]
    public void Participating_departments_must_be_known() =>
        Ready.When(Full with { ParticipatingDepartments = [Transport, Nobody] })
            .ThenRefused("unknown-department", new Subject(SubjectKind.Department, Nobody));

    [Fact]
    public void Its_parent_must_be_known() =>
        Ready.When(Full with { Parent = Nobody }).ThenRefused("unknown-initiative", About(Nobody));

    [Fact]
    public void Its_value_stream_must_be_known() =>
        Ready.When(Full with { ValueStream = Nobody }).ThenRefused(
            "unknown-value-stream", new Subject(SubjectKind.ValueStream, Nobody));

    [Fact]
    public void Blank_texts_are_named() =>
        Faulty.At(Full with { Name = " ", Summary = "" }, "/name", "/summary");

    [Fact]
    public void A_sound_proposal_has_no_fault() => Faulty.At(Full);

    [Fact]
    public void A_source_may_not_know_sponsor_and_department() =>
        Ready.WhenClaimed(new ClaimInitiative(
                Croton, "Croton Falls", InitiativeKind.Project, null, null, null, null))
            .Then(new InitiativeProposed(Croton, "Croton Falls", InitiativeKind.Project,
                null, null, null, null, null, null));

    [Fact]
    public void References_of_a_source_are_checked_all_the_same()
    {
        var claim = new ClaimInitiative(
            Croton, "Croton Falls", InitiativeKind.Project, Waterworks, [Transport], Water, null);

        Ready.WhenClaimed(claim with { Department = Nobody }).ThenRefused("unknown-department");
        Ready.WhenClaimed(claim with { ParticipatingDepartments = [Nobody] })
            .ThenRefused("unknown-department");
        Ready.WhenClaimed(claim with { ValueStream = Nobody }).ThenRefused("unknown-value-stream");
        Given.AnInitiative().WhenClaimed(claim with { ValueStream = null })
            .ThenRefused("already-exists", About(Croton));
    }
}
