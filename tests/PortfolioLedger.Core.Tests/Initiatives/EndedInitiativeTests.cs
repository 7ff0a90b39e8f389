using PortfolioLedger.Core.Initiatives;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Initiatives;

/// <summary>Whatever is recorded about an initiative needs one that has not ended.</summary>
public sealed class EndedInitiativeTests
{
    private static readonly ImmutableSortedDictionary<string, ICommand> Records =
        new ICommand[]
        {
            Contribution(),
            new ReviseContribution(Croton, Resilience, Strength.Weak, Why),
            new WithdrawContribution(Croton, Resilience, Why),
            FinancialCase(),
            new ExemptFromGate(Croton, Gate.FinancialCase, Day("2026-12-31"), Why),
            new ScoreCriterion(Croton, Model, "value", 8, Why),
            new ShiftPriority(Croton, 2, Why),
            new RequestBudget(Croton, "2026", Dollars(1_200)),
            Budget(1_000),
            new ChangeBudget(Croton, "2026", Dollars(1), Dollars(101), Why),
            new RecordSpend(Croton, "2026", Dollars(1)),
            new BaselineSchedule(Croton, Day("2026-12-31"), Why),
            new ChangeForecastCompletion(Croton, Day("2026-12-31")),
            new RenameInitiative(Croton, "Croton"),
            new ReviseInitiative(Croton, Why, Sponsor: "omar"),
            new DescribeInitiative(Croton, "A new intake"),
            new EnterPhase(Croton, "Design"),
            new DeliverOutput(Croton, Key.Parse("intake"), Start),
            new PlanOutput(Croton, Key.Parse("dam"), Start),
            new RecordEffort(Croton, "2026-01", 8),
            new AllocateResource(Croton, Waterworks, "engineer", 1, Start),
            new ReleaseResource(Croton, Transport, "driver", 1, Start),
            new DeclareDependency(Croton, Key.Parse("delta")),
            new RemoveDependency(Croton, Key.Parse("gamma")),
            new RateAssurance(Croton, "rag", "red", Why),
            new RebaselineFinancialCase(
                Croton, FinancialCase().CashFlows, Dollar, 0.1m, Why),
            new MeetApprovalCondition(Croton, 1),
        }.ToImmutableSortedDictionary(c => c.GetType().Name, c => c, StringComparer.Ordinal);

    public static TheoryData<string> EveryRecord => [.. Records.Keys];

    public static TheoryData<string, Stage> EveryRecordAndStage => new(
        from record in Records.Keys from stage in Enum.GetValues<Stage>() select (record, stage));

    [Theory]
    [MemberData(nameof(EveryRecordAndStage))]
    public void Nothing_more_is_recorded_after_a_final_stage_or_closing(string record, Stage stage)
    {
        var ruling = In(stage, record).When(Records[record]);

        if (stage is Stage.Rejected or Stage.Killed or Stage.Merged or Stage.Closed)
            ruling.ThenRefused("not-active", About(Croton));
        else
            Assert.Null(ruling.Refusal);
    }

    [Theory]
    [MemberData(nameof(EveryRecord))]
    public void A_claim_may_come_after_the_end(string record) => Assert.Null(
        In(Stage.Killed, record).WhenClaimed(Records[record]).Refusal);

    [Theory]
    [MemberData(nameof(EveryRecord))]
    public void The_initiative_must_be_known(string record)
    {
        Given.AScoringModel().When(Records[record])
            .ThenRefused("unknown-initiative", About(Croton));
        Given.AScoringModel().WhenClaimed(Records[record])
            .ThenRefused("unknown-initiative", About(Croton));
    }

    /// <summary>
    /// In a stage, with all that the records build on but what they would claim anew.
    /// </summary>
    [Fact]
    public void Every_command_about_an_initiative_is_a_record_here_or_a_step_of_the_life_cycle() =>
        Assert.Equal(
            typeof(ProposeInitiative).Assembly.GetTypes()
                .Where(t => t is { IsClass: true, IsAbstract: false }
                    && t.Namespace == typeof(ProposeInitiative).Namespace
                    && t.IsAssignableTo(typeof(ICommand)))
                .Select(t => t.Name).Order(StringComparer.Ordinal),
            Records.Keys.Concat(LifeCycleTests.StepCommands)
                .Concat([nameof(ProposeInitiative), nameof(ClaimInitiative)])
                .Order(StringComparer.Ordinal));

    private static Journal In(Stage stage, string record)
    {
        var ready = Given.AScoringModel().With(Initiative())
            .With(Budget(100), Contribution(), Initiative(Key.Parse("delta")),
                Initiative(Key.Parse("gamma")), new DeclareDependency(Croton, Key.Parse("gamma")),
                new AllocateResource(Croton, Transport, "driver", 1, Start));
        if (record == nameof(ClaimContribution))
            ready = ready.With(new WithdrawContribution(Croton, Resilience, Why));
        if (record == nameof(RebaselineFinancialCase))
            ready = ready.With(FinancialCase());
        if (record == nameof(MeetApprovalCondition))
            ready = ready.With(FinancialCase(), new SubmitInitiative(Croton),
                new ApproveInitiative(Croton, Why, ["Report every month."]));
        return ready.Having(Croton, stage);
    }
}
