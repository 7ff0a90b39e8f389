using System.Globalization;
using PortfolioLedger.Core.Strategy;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Strategy;

public sealed class WeightTests
{
    private static ReweightObjectives Reweight(params (Key, decimal)[] weights) =>
        new(Weights(weights), Why);

    [Fact]
    public void The_whole_set_of_weights_is_replaced() =>
        Given
            .AStrategy()
            .When(Reweight((Growth, 0.4m), (Resilience, 0.6m), (Service, 0)))
            .Then(
                new ObjectivesReweighted(
                    Weights((Growth, 0.4m), (Resilience, 0.6m), (Service, 0)),
                    WeightingMethod.Direct,
                    Why
                )
            );

    [Theory]
    [InlineData("0.200000001", true)]
    [InlineData("0.199999999", true)]
    [InlineData("0.2000000011", false)]
    [InlineData("0.1999999989", false)]
    public void Weights_add_up_to_one_within_a_billionth(string service, bool fits)
    {
        var ruling = Given.AStrategy().When(Reweight((Growth, 0.5m), (Resilience, 0.3m),
            (Service, decimal.Parse(service, CultureInfo.InvariantCulture))));

        if (fits)
            Assert.Null(ruling.Refusal);
        else
            ruling.ThenRefused("weights-not-one");
    }

    [Fact]
    public void Weights_in_percent_are_not_scaled() => Assert.Contains("add up to 100, not to 1",
        Given.AStrategy().When(Reweight((Growth, 50), (Resilience, 30), (Service, 20)))
            .ThenRefused("weights-not-one").Detail, StringComparison.Ordinal);

    [Fact]
    public void A_negative_weight_is_no_weight() => Faulty.At(
        Reweight((Growth, -0.5m), (Resilience, 0.5m), (Service, 1)), "/weights/growth");

    [Fact]
    public void A_missing_weight_is_named() => Assert.Contains("service",
        Given.AStrategy().When(Reweight((Growth, 0.5m), (Resilience, 0.5m)))
            .ThenRefused("weights-not-one").Detail, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_objective_carries_no_weight() =>
        Given.AStrategy().When(Reweight((Growth, 0.5m), (Nobody, 0.5m)))
            .ThenRefused("unknown-objective", new Subject(SubjectKind.Objective, Nobody));

    [Fact]
    public void A_retired_objective_carries_no_weight() =>
        Given.AStrategy().With(new RetireObjective(Service, Why))
            .When(Reweight((Growth, 0.5m), (Resilience, 0.3m), (Service, 0.2m)))
            .ThenRefused("objective-retired", new Subject(SubjectKind.Objective, Service));

    [Theory]
    [InlineData(ObjectiveLevel.Mission, true)]
    [InlineData(ObjectiveLevel.Vision, true)]
    [InlineData(ObjectiveLevel.Operational, true)]
    [InlineData(ObjectiveLevel.Strategic, false)]
    public void Only_approved_strategic_objectives_carry_weight(ObjectiveLevel level, bool approved)
    {
        var other = Key.Parse("other");
        var journal = Given.AStrategy().With(Objective(other, "Another", level));

        (approved ? journal.With(new ApproveObjective(other, Why)) : journal)
            .When(Reweight((Growth, 0.5m), (Resilience, 0.3m), (Service, 0.1m), (other, 0.1m)))
            .ThenRefused("objective-not-active", new Subject(SubjectKind.Objective, other));
    }

    [Fact]
    public void After_a_retirement_the_rest_is_weighted_anew() =>
        Assert.Null(Given.AStrategy().With(new RetireObjective(Service, Why))
            .When(Reweight((Growth, 0.5m), (Resilience, 0.5m))).Refusal);
}
