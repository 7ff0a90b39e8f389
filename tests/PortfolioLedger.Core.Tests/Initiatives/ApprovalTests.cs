using PortfolioLedger.Core.Initiatives;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Initiatives;

public sealed class ApprovalTests
{
    private static readonly ApproveInitiative Approve = new(Croton, Why);
    private static readonly InitiativeApproved Approved = new(Croton, null, Why);

    private static Journal Submitted => Given.AnInitiative(Stage.Submitted);

    [Fact]
    public void An_initiative_is_approved_on_conditions() =>
        Submitted.With(Contribution(), FinancialCase())
            .When(new ApproveInitiative(Croton, Why, ["Report every month."]))
            .Then(new InitiativeApproved(Croton, ["Report every month."], Why));

    [Fact]
    public void It_must_serve_an_objective() =>
        Submitted.With(FinancialCase()).When(Approve)
            .ThenRefused("no-strategic-link", About(Croton));

    [Fact]
    public void A_contribution_of_nothing_is_no_link() =>
        Submitted.With(FinancialCase(), Contribution() with { Contribution = Strength.None })
            .When(Approve).ThenRefused("no-strategic-link");

    [Fact]
    public void A_withdrawn_contribution_is_no_link() =>
        Submitted.With(FinancialCase(), Contribution())
            .With(new WithdrawContribution(Croton, Resilience, Why))
            .When(Approve).ThenRefused("no-strategic-link");

    [Fact]
    public void It_must_have_a_financial_case() =>
        Submitted.With(Contribution()).When(Approve)
            .ThenRefused("no-financial-case", About(Croton));

    [Fact]
    public void Its_proposer_cannot_approve_it() =>
        Submitted.With(Contribution(), FinancialCase()).When(Approve, by: Journal.Clerk)
            .ThenRefused("proposer-cannot-approve", About(Croton));

    [Fact]
    public void Somebody_must_answer_for_it() =>
        Given.AStrategy().With(Initiative() with { Sponsor = " " })
            .When(new SubmitInitiative(Croton)).ThenRefused("no-sponsor", About(Croton));

    [Fact]
    public void Somebody_must_answer_for_what_a_source_submitted() =>
        Given.AStrategy().WithClaims("2026-01-05", Nameless, new SubmitInitiative(Croton))
            .With(Contribution(), FinancialCase())
            .When(Approve).ThenRefused("no-sponsor", About(Croton));

    [Fact]
    public void A_claimed_approval_needs_no_sponsor_link_case_or_second_person() =>
        Given.AStrategy()
            .WithClaims("2026-01-05", Nameless, new SubmitInitiative(Croton))
            .WhenClaimed(Approve).Then(Approved);

    [Theory]
    [InlineData("2026-03-31", true)]
    [InlineData("2026-04-01", false)]
    public void An_exemption_from_the_strategic_link_holds_until_and_including_its_day(
        string day, bool holds) =>
        Passes(holds, "no-strategic-link", Submitted.With(FinancialCase())
            .With(new ExemptFromGate(Croton, Gate.StrategicLink, Day("2026-03-31"), Why))
            .On(day).When(Approve));

    [Theory]
    [InlineData("2026-03-31", true)]
    [InlineData("2026-04-01", false)]
    public void An_exemption_from_the_financial_case_holds_until_and_including_its_day(
        string day, bool holds) =>
        Passes(holds, "no-financial-case", Submitted.With(Contribution())
            .With(new ExemptFromGate(Croton, Gate.FinancialCase, Day("2026-03-31"), Why))
            .On(day).When(Approve));

    [Theory]
    [InlineData("2026-02-01", true)]
    [InlineData("2026-01-31", false)]
    public void An_exemption_holds_from_the_day_it_takes_effect(string day, bool holds) =>
        Passes(holds, "no-financial-case", Submitted.With(Contribution())
            .With(new ExemptFromGate(Croton, Gate.FinancialCase, Day("2026-03-31"),
                Why with { EffectiveOn = Day("2026-02-01") }))
            .On(day).When(Approve));

    [Fact]
    public void An_exemption_from_one_gate_does_not_open_the_other() =>
        Submitted.With(FinancialCase())
            .With(new ExemptFromGate(Croton, Gate.FinancialCase, Day("2026-12-31"), Why))
            .When(Approve).ThenRefused("no-strategic-link");

    [Fact]
    public void A_later_exemption_replaces_the_earlier_one() =>
        Submitted.With(FinancialCase())
            .With(new ExemptFromGate(Croton, Gate.StrategicLink, Day("2026-12-31"), Why))
            .With(new ExemptFromGate(Croton, Gate.StrategicLink, Day("2026-01-31"), Why))
            .On("2026-02-01").When(Approve).ThenRefused("no-strategic-link");

    [Fact]
    public void A_gate_is_waived_with_a_fact_of_its_own() =>
        Submitted.When(new ExemptFromGate(Croton, Gate.StrategicLink, Day("2026-03-31"), Why))
            .Then(new GateExempted(Croton, Gate.StrategicLink, Day("2026-03-31"), Why));

    private static ClaimInitiative Nameless =>
        new(Croton, "Croton Falls", InitiativeKind.Project, null, null, null, null);

    private static void Passes(bool holds, string code, Ruling ruling)
    {
        if (holds)
            ruling.Then(Approved);
        else
            ruling.ThenRefused(code, About(Croton));
    }
}
