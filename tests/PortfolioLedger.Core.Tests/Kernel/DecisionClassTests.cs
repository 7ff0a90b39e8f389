using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Tests.Kernel;

/// <summary>Which commands are decisions: they need grounds, and their facts keep them.</summary>
public sealed class DecisionClassTests
{
    private static readonly string[] Decisions =
    [
        "AcknowledgeRestore",
        "AdoptScenario",
        "AdoptScoringModel",
        "ApproveBudget",
        "ApproveInitiative",
        "ApproveObjective",
        "ArchivePortfolio",
        "AssessImportance",
        "BaselineSchedule",
        "ChangeBudget",
        "ChangeTarget",
        "ClaimContribution",
        "CloseInitiative",
        "DeferInitiative",
        "ExemptFromGate",
        "KillInitiative",
        "LinkOutcome",
        "LinkValueStreamToObjective",
        "MergeInitiative",
        "PauseInitiative",
        "PublishRanking",
        "RateAssurance",
        "RebaselineFinancialCase",
        "RejectInitiative",
        "ReleaseScoringModel",
        "ReopenInitiative",
        "ReopenPortfolio",
        "ResumeInitiative",
        "RetireObjective",
        "RetireValueStream",
        "ReverseImport",
        "ReviseContribution",
        "ReviseDecision",
        "ReviseInitiative",
        "ReviseObjective",
        "ReviseOutcome",
        "ReviseValueStream",
        "ReweightObjectives",
        "RotateLogKey",
        "ScoreCriterion",
        "SetBaseline",
        "SetDelegation",
        "SetPortfolioBudget",
        "SetTarget",
        "ShiftPriority",
        "SupersedeDecision",
        "TakeDecision",
        "WithdrawContribution",
    ];

    private static IEnumerable<Type> Concrete<T>() => typeof(ApproveInitiative).Assembly.GetTypes()
        .Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(T)));

    [Fact]
    public void Exactly_the_agreed_commands_are_decisions() =>
        Assert.Equal(
            Decisions,
            Concrete<IDecision>().Select(t => t.Name).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Each_decision_has_a_fact_that_keeps_its_grounds() => Assert.Equal(
        Decisions.Length, Concrete<IGrounded>().Count());

    [Fact]
    public void Without_grounds_a_decision_cannot_be_said() =>
        Assert.All(Concrete<IDecision>(), type =>
            Assert.False(
                type.GetConstructors()[0]
                    .GetParameters()
                    .Single(p => p.ParameterType == typeof(Grounds))
                    .IsOptional,
                type.Name
            )
        );
}
