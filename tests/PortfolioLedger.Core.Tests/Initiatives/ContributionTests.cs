using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Strategy;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Initiatives;

public sealed class ContributionTests
{
    private static readonly ReviseContribution Revise =
        new(Croton, Resilience, Strength.Weak, Why, new Share(0.5m));

    private static readonly WithdrawContribution Withdraw = new(Croton, Resilience, Why);

    private static Journal Claimed => Given.AnInitiative().With(Contribution());

    [Fact]
    public void A_contribution_is_claimed_with_strength_and_confidence() =>
        Given.AnInitiative().When(Contribution()).Then(
            new ContributionClaimed(Croton, Resilience, Strength.Strong, Share.Whole, Why));

    [Fact]
    public void An_unknown_confidence_stays_unknown() =>
        Given.AnInitiative().When(Contribution() with { Confidence = null }).Then(
            new ContributionClaimed(Croton, Resilience, Strength.Strong, null, Why));

    [Fact]
    public void A_contribution_is_claimed_once() =>
        Claimed.When(Contribution()).ThenRefused("already-exists", About(Croton));

    [Fact]
    public void A_withdrawn_contribution_can_be_claimed_again() =>
        Claimed.With(Withdraw).When(Contribution()).Then(
            new ContributionClaimed(Croton, Resilience, Strength.Strong, Share.Whole, Why));

    [Fact]
    public void A_contribution_is_revised() => Claimed.When(Revise).Then(
        new ContributionRevised(Croton, Resilience, Strength.Weak, new Share(0.5m), Why));

    [Fact]
    public void A_contribution_is_withdrawn() =>
        Claimed.When(Withdraw).Then(new ContributionWithdrawn(Croton, Resilience, Why));

    [Fact]
    public void Only_a_claimed_contribution_is_revised_or_withdrawn()
    {
        Given.AnInitiative().When(Revise).ThenRefused("unknown-contribution", About(Croton));
        Given.AnInitiative().When(Withdraw).ThenRefused("unknown-contribution", About(Croton));
        Claimed.With(Withdraw).When(Revise).ThenRefused("unknown-contribution");
    }

    [Fact]
    public void The_objective_must_be_known()
    {
        var nobody = new Subject(SubjectKind.Objective, Nobody);

        Claimed.When(Contribution() with { Objective = Nobody })
            .ThenRefused("unknown-objective", nobody);
        Claimed.When(Revise with { Objective = Nobody }).ThenRefused("unknown-objective", nobody);
        Claimed.When(Withdraw with { Objective = Nobody }).ThenRefused("unknown-objective", nobody);
    }

    [Fact]
    public void Nothing_new_is_claimed_for_a_retired_objective()
    {
        var retired = Claimed.With(new RetireObjective(Resilience, Why, Growth));

        Assert.Contains("name 'growth', which succeeds it",
            retired.With(Initiative(Key.Parse("other"))).When(Contribution(Key.Parse("other")))
                .ThenRefused("objective-retired").Detail, StringComparison.Ordinal);
        retired.When(Revise).ThenRefused("objective-retired");
        retired.When(Withdraw).Then(new ContributionWithdrawn(Croton, Resilience, Why));
    }
}
