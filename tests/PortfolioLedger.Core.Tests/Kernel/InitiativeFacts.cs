using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Valuation;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Kernel;

/// <summary>Facts about initiatives.</summary>
internal static class InitiativeFacts
{
    private static readonly Grounds Because = FactSamples.Grounds;
    private static readonly DateOnly June = Day("2026-06-30");
    private static readonly DateOnly July = Day("2026-07-10");
    private static readonly Key Intake = Key.Parse("intake");

    public static ImmutableArray<IFact> Full =>
    [
        new InitiativeProposed(Croton, "Croton Falls", InitiativeKind.Project, Key.Parse("program"),
            "maria", Waterworks, [Transport], Water, "A new intake."),
        new InitiativeSubmitted(Croton),
        new InitiativeApproved(Croton, ["Report every month."], Because),
        new InitiativeRejected(Croton, Because),
        new InitiativeDeferred(Croton, June, Because),
        new InitiativeStarted(Croton),
        new InitiativePaused(Croton, Because),
        new InitiativeResumed(Croton, Because),
        new InitiativeKilled(Croton, "too-late", Dollars(1200.50m), Because),
        new InitiativeCompleted(Croton),
        new InitiativeReopened(Croton, Because),
        new ContributionClaimed(Croton, Resilience, Strength.Strong, new Share(0.90m), Because),
        new ContributionRevised(Croton, Resilience, Strength.Medium, new Share(0.5m), Because),
        new ContributionWithdrawn(Croton, Resilience, Because),
        new FinancialCaseSubmitted(Croton, new(
            [new(Start, -200_000.10m), new(July, 260_000)], Dollar, 0.12m,
            new(30, new Share(0.8m), new Share(0.5m), 3, 5),
            new(115_000, 420_000, InvestmentBase.AveragePlusWc, 0, 1.5m))),
        new FinancialCaseRebaselined(Croton, new(
            [new(Start, -210_000.10m, Dollar), new(July, 260_000)], Dollar, 0.12m,
            new(30, new Share(0.8m), new Share(0.5m), 3, 5),
            new(115_000, 420_000, InvestmentBase.Average, 0, 1.5m)), Because),
        new GateExempted(Croton, Gate.StrategicLink, June, Because),
        new CriterionScored(Croton, Model, "value", 0, 10, 7.5m, Because, "year"),
        new PriorityShifted(Croton, 3, 1, Because),
        new BudgetRequested(Croton, "2026", Dollars(650_000)),
        new BudgetApproved(Croton, "2026", Dollars(600_000), Because),
        new BudgetChanged(Croton, "2026", Dollars(-50_000), Dollars(550_000), Because),
        new SpendRecorded(Croton, "2026-03", Dollars(12_000), "construction", Because),
        new ScheduleBaselined(Croton, June, Start, Because),
        new ForecastCompletionChanged(Croton, June, July, 10),
        new InitiativeRenamed(Croton, "Croton Falls intake"),
        new InitiativeRevised(Croton, new(InitiativeKind.Project, InitiativeKind.Product),
            new("maria", "omar"), new(Waterworks, Transport), new([Transport], [Waterworks]),
            new(Water, Key.Parse("sewage")), new(Key.Parse("program"), Key.Parse("water-plan")),
            Because),
        new InitiativeDescribed(Croton, new("A new intake.", "A new intake and a tunnel.")),
        new PhaseEntered(Croton, "Design"),
        new OutputDelivered(Croton, Intake, "New intake", "product", June, July, "maria"),
    ];

    public static ImmutableArray<IFact> Sparse =>
    [
        new InitiativeProposed(
            Croton, "Croton Falls", InitiativeKind.Product, null, null, null, null, null, null),
        new InitiativeApproved(Croton, null, Why),
        new InitiativeDeferred(Croton, null, Why),
        new InitiativePaused(Croton, Why, June),
        new InitiativeKilled(Croton, "too-late", null, Why),
        new ContributionClaimed(Croton, Resilience, Strength.None, null, Why),
        new ContributionRevised(Croton, Resilience, Strength.Weak, null, Why),
        new FinancialCaseSubmitted(Croton, new([new(Start, 0)], Dollar, 0, null, null)),
        new FinancialCaseSubmitted(Croton, new(
            [new(Start, 0)], Dollar, 0, null, new(1, 1, InvestmentBase.Initial))),
        new InitiativeRevised(Croton, null, new(null, "omar"), null,
            new([Transport], null), new(Water, null), new(Key.Parse("program"), null), Why),
        new InitiativeDescribed(Croton, new("A new intake.", null)),
        new PriorityShifted(Croton, null, 5, Why),
        new BudgetApproved(
            Croton, "2026", Dollars(2_600_000), Why, Requested: Dollars(3_100_000)),
        new BudgetApproved(Croton, "2026", Dollars(2_600_000), Why, Dollars(3_100_000)),
        new BudgetApproved(
            Croton, "2026", Dollars(600_000), Why, Dollars(600_000), Dollars(650_000)),
        new SpendRecorded(Croton, "whole-life", Dollars(0), null, null),
        new ScheduleBaselined(Croton, June, null, Why),
        new ForecastCompletionChanged(Croton, null, July, null),
        new OutputDelivered(Croton, Intake, null, null, null, July, null),
    ];
}
