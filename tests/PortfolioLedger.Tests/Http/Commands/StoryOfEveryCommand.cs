using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Stakeholders;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.ValueStreams;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http.Commands;

namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>
/// Sends the documented example of every command in an order in which each is right, and keeps
/// what came back.
/// </summary>
public sealed class StoryOfEveryCommand(SharedLedger shared) : IAsyncLifetime
{
    /// <summary>The key of the portfolio, as the example of opening one has it.</summary>
    public const string Portfolio = "capital";

    /// <summary>Every command in the order of the story, with the keys of its path.</summary>
    public static readonly IReadOnlyList<(Type Command, string Path)> Steps =
    [
        (typeof(SetPortfolioBudget), "budget"),
        (typeof(OpenReviewCycle), "review-cycles"),
        (typeof(RegisterDepartment), "departments"),
        (typeof(RenameDepartment), "departments/dep/name"),
        (typeof(MergeDepartment), "departments/parks/merger"),
        (typeof(RetireDepartment), "departments/forests/retirement"),
        (typeof(SetCapacity), "capacity"),
        (typeof(RegisterCustomerSegment), "customer-segments"),
        (typeof(RenameCustomerSegment), "customer-segments/households/name"),
        (typeof(MergeCustomerSegment), "customer-segments/tenants/merger"),
        (typeof(RetireCustomerSegment), "customer-segments/commuters/retirement"),
        (typeof(ProposeObjective), "objectives"),
        (typeof(ApproveObjective), "objectives/growth/approval"),
        (typeof(ReviseObjective), "objectives/growth/revision"),
        (typeof(ReweightObjectives), "objective-weights"),
        (typeof(IdentifyValueStream), "value-streams"),
        (typeof(AssessImportance), "value-streams/water/importance"),
        (typeof(StateResources), "value-streams/water/resources"),
        (typeof(LinkValueStreamToObjective), "value-streams/water/objective-links"),
        (typeof(ReviseValueStream), "value-streams/water/revision"),
        (typeof(RetireValueStream), "value-streams/gas/retirement"),
        (typeof(ProposeInitiative), "initiatives"),
        (typeof(ClaimContribution), "initiatives/croton/contributions"),
        (typeof(ReviseContribution), "initiatives/croton/contributions/revision"),
        (typeof(SubmitFinancialCase), "initiatives/croton/financial-case"),
        (typeof(RebaselineFinancialCase), "initiatives/croton/financial-case/rebaseline"),
        (typeof(ExemptFromGate), "initiatives/croton/exemptions"),
        (typeof(SubmitInitiative), "initiatives/croton/submission"),
        (typeof(ApproveInitiative), "initiatives/croton/approval"),
        (typeof(MeetApprovalCondition), "initiatives/croton/conditions"),
        (typeof(RejectInitiative), "initiatives/second/rejection"),
        (typeof(DeferInitiative), "initiatives/third/deferral"),
        (typeof(StartInitiative), "initiatives/croton/start"),
        (typeof(PauseInitiative), "initiatives/croton/pause"),
        (typeof(ResumeInitiative), "initiatives/croton/resumption"),
        (typeof(RequestBudget), "initiatives/croton/budget-request"),
        (typeof(ApproveBudget), "initiatives/croton/budget"),
        (typeof(ChangeBudget), "initiatives/croton/budget-changes"),
        (typeof(RecordSpend), "initiatives/croton/spend"),
        (typeof(BaselineSchedule), "initiatives/croton/schedule"),
        (typeof(ChangeForecastCompletion), "initiatives/croton/forecast"),
        (typeof(RenameInitiative), "initiatives/croton/name"),
        (typeof(DescribeInitiative), "initiatives/croton/summary"),
        (typeof(ReviseInitiative), "initiatives/croton/revision"),
        (typeof(EnterPhase), "initiatives/croton/phase"),
        (typeof(AllocateResource), "initiatives/croton/allocations"),
        (typeof(ReleaseResource), "initiatives/croton/allocations/release"),
        (typeof(RecordEffort), "initiatives/croton/effort"),
        (typeof(DeclareDependency), "initiatives/croton/dependencies"),
        (typeof(RemoveDependency), "initiatives/croton/dependencies/removal"),
        (typeof(RateAssurance), "initiatives/croton/assurance"),
        (typeof(MergeInitiative), "initiatives/fourth/merger"),
        (typeof(DefineOutcome), "outcomes"),
        (typeof(PlanOutput), "initiatives/croton/planned-outputs"),
        (typeof(DeliverOutput), "initiatives/croton/outputs"),
        (typeof(ReviseOutcome), "outcomes/outages/revision"),
        (typeof(SetBaseline), "outcomes/outages/baseline"),
        (typeof(SetTarget), "outcomes/outages/target"),
        (typeof(ChangeTarget), "outcomes/outages/target-change"),
        (typeof(MeasureOutcome), "outcomes/outages/measurements"),
        (typeof(CorrectMeasurement), "outcomes/outages/measurement-corrections"),
        (typeof(LinkOutcome), "outcomes/outages/links"),
        (typeof(PlanBenefit), "outcomes/outages/benefit-plan"),
        (typeof(RealiseBenefit), "outcomes/outages/benefits"),
        (typeof(RecordSurveyRound), "surveys"),
        (typeof(ReceiveFeedback), "feedback"),
        (typeof(ClassifyFeedback), "feedback/fb-12/classification"),
        (typeof(LinkFeedback), "feedback/fb-12/links"),
        (typeof(UnlinkFeedback), "feedback/fb-12/links/removal"),
        (typeof(AnswerFeedback), "feedback/fb-12/answer"),
        (typeof(MergeFeedback), "feedback/fb-12/merger"),
        (typeof(RetireOutcome), "outcomes/outages/retirement"),
        (typeof(TableDecision), "decisions"),
        (typeof(ReviseDecision), "decisions/d-7/revision"),
        (typeof(CastVote), "decisions/d-7/votes"),
        (typeof(TakeDecision), "decisions/d-7/outcome"),
        (typeof(MeetCondition), "decisions/d-7/conditions"),
        (typeof(ReviewDecision), "decisions/d-7/review"),
        (typeof(SupersedeDecision), "decisions/d-7/supersession"),
        (typeof(SetDelegation), "delegations"),
        (typeof(RegisterStakeholder), "stakeholders"),
        (typeof(ReviseStakeholder), "stakeholders/sh-7/revision"),
        (typeof(RecordCommunication), "communications"),
        (typeof(AcknowledgeStrategy), "acknowledgements"),
        (typeof(DraftScoringModel), "scoring-models"),
        (typeof(ReleaseScoringModel), "scoring-models/board-2026/release"),
        (typeof(AdoptScoringModel), "scoring-models/board-2026/adoption"),
        (typeof(ScoreCriterion), "initiatives/croton/scores"),
        (typeof(ShiftPriority), "initiatives/croton/priority"),
        (typeof(PublishRanking), "rankings"),
        (typeof(DefineReport), "reports"),
        (typeof(ReviseReport), "reports/funded/revision"),
        (typeof(ScheduleReport), "reports/funded/schedule"),
        (typeof(UnscheduleReport), "reports/funded/schedule/removal"),
        (typeof(DefineDashboard), "dashboards"),
        (typeof(ReviseDashboard), "dashboards/board/revision"),
        (typeof(RetireDashboard), "dashboards/board/retirement"),
        (typeof(RetireReport), "reports/funded/retirement"),
        (typeof(Subscribe), "subscriptions"),
        (typeof(Unsubscribe), "subscriptions/decisions/removal"),
        (typeof(WithdrawContribution), "initiatives/croton/contributions/withdrawal"),
        (typeof(CompleteInitiative), "initiatives/croton/completion"),
        (typeof(CloseInitiative), "initiatives/croton/closing"),
        (typeof(ReopenInitiative), "initiatives/croton/reopening"),
        (typeof(KillInitiative), "initiatives/croton/kill"),
        (typeof(RetireObjective), "objectives/growth/retirement"),
        (typeof(CloseReviewCycle), "review-cycles/2026-q1/closing"),
        (typeof(ArchivePortfolio), "archiving"),
        (typeof(ReopenPortfolio), "reopening"),
    ];

    /// <summary>What each command was answered, in the order of the story.</summary>
    public Dictionary<Type, Reply> Replies { get; } = [];

    /// <summary>The host it ran on.</summary>
    public LedgerHost Host { get; private set; } = null!;

    /// <summary>Tells the story once.</summary>
    public async ValueTask InitializeAsync()
    {
        Host = await shared.HostAsync();
        var portfolio = new TestPortfolio(Host, Portfolio);
        Replies[typeof(OpenPortfolio)] = await portfolio.Approver.Post(
            "portfolios",
            CommandRoutes.ExampleOf(typeof(OpenPortfolio))!
        );
        foreach (var (command, path) in Steps)
        {
            await PrepareAsync(portfolio, command);
            // Who proposes cannot approve; all else the approver does.
            var caller = command == typeof(ProposeInitiative)
                ? portfolio.Contributor : portfolio.Approver;
            var example = CommandRoutes.ExampleOf(command)
                ?? throw new InvalidOperationException($"{command.Name} has no example");
            Replies[command] = await caller.Post(portfolio.PathOf(path), example);
        }
    }

    /// <summary>Nothing to stop: the host is shared.</summary>
    public ValueTask DisposeAsync() => default;

    private static async Task PrepareAsync(TestPortfolio portfolio, Type command)
    {
        if (command == typeof(SupersedeDecision))
        {
            await portfolio.Do("decisions", """{"key":"d-8","question":"Defer it after all?"}""");
            await portfolio.Do(
                "decisions/d-8/outcome",
                $$"""{"option":"yes",{{TestPortfolio.Grounds}}}"""
            );
        }
        if (command == typeof(MergeDepartment))
            foreach (var other in (string[])["parks", "forests"])
                await portfolio.Do("departments", $$"""{"key":"{{other}}","name":"{{other}}"}""");
        if (command == typeof(MergeCustomerSegment))
            foreach (var other in (string[])["tenants", "commuters"])
                await portfolio.Do(
                    "customer-segments",
                    $$"""{"key":"{{other}}","name":"{{other}}"}"""
                );
        if (command == typeof(RetireValueStream))
            await portfolio.Do("value-streams", """{"key":"gas","name":"Gas supply"}""");
        if (command == typeof(ReweightObjectives))
            foreach (var other in (string[])["resilience", "service"])
                await ObjectiveTodayAsync(portfolio, other);
        if (command == typeof(RejectInitiative))
            await SubmittedAsync(portfolio, "second");
        if (command == typeof(DeferInitiative))
            await SubmittedAsync(portfolio, "third");
        if (command == typeof(MergeInitiative))
            await SubmittedAsync(portfolio, "fourth");
        if (command == typeof(MergeFeedback))
            await portfolio.Do("feedback", """{"key":"fb-11","text":"No water on Monday"}""");
    }

    private static async Task ObjectiveTodayAsync(TestPortfolio portfolio, string key)
    {
        await portfolio.Do("objectives", $$"""
            {"key":"{{key}}","title":"{{key}}","statement":"Serve the city","level":"strategic","owner":"ceo"}
            """);
        await portfolio.Do($"objectives/{key}/approval", TestPortfolio.Only);
    }

    private static async Task SubmittedAsync(TestPortfolio portfolio, string key)
    {
        await portfolio.Do("initiatives", $$"""
            {"key":"{{key}}","name":"{{key}}","kind":"program","sponsor":"maria","department":"dep"}
            """);
        await portfolio.Do($"initiatives/{key}/submission", "{}");
    }
}
