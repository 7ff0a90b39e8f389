using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Stakeholders;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.ValueStreams;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Http.Commands;

/// <summary>The whole write API on one page: address, command, role.</summary>
public static class CommandRoutes
{
    /// <summary>All addresses below a portfolio.</summary>
    public static readonly CommandTable Table = Create();

    private static CommandTable Create()
    {
        var t = new CommandTable();
        t.Post<SetPortfolioBudget>("budget", Role.Approver);
        t.Post<SetCapacity>("capacity", Role.Approver);
        t.Post<OpenReviewCycle>("review-cycles", Role.Approver);
        t.Post<CloseReviewCycle>("review-cycles/{cycle}/closing", Role.Approver);

        t.Post<RegisterDepartment>("departments", Role.Contributor);
        t.Post<RenameDepartment>("departments/{department}/name", Role.Contributor);
        t.Post<MergeDepartment>("departments/{department}/merger", Role.Approver);
        t.Post<RetireDepartment>("departments/{department}/retirement", Role.Approver);
        t.Post<RegisterCustomerSegment>("customer-segments", Role.Contributor);
        t.Post<RenameCustomerSegment>("customer-segments/{segment}/name", Role.Contributor);
        t.Post<MergeCustomerSegment>("customer-segments/{segment}/merger", Role.Approver);
        t.Post<RetireCustomerSegment>("customer-segments/{segment}/retirement", Role.Approver);

        t.Post<ProposeObjective>("objectives", Role.Contributor);
        t.Post<ApproveObjective>("objectives/{objective}/approval", Role.Approver);
        t.Post<ReviseObjective>("objectives/{objective}/revision", Role.Approver);
        t.Post<RetireObjective>("objectives/{objective}/retirement", Role.Approver);
        t.Post<ReweightObjectives>("objective-weights", Role.Approver);

        t.Post<IdentifyValueStream>("value-streams", Role.Contributor);
        t.Post<AssessImportance>("value-streams/{valueStream}/importance", Role.Approver);
        t.Post<StateResources>("value-streams/{valueStream}/resources", Role.Contributor);
        t.Post<LinkValueStreamToObjective>("value-streams/{valueStream}/objective-links", Role.Approver);
        t.Post<RetireValueStream>("value-streams/{valueStream}/retirement", Role.Approver);

        t.Post<ProposeInitiative>("initiatives", Role.Contributor);
        t.Post<SubmitInitiative>("initiatives/{initiative}/submission", Role.Contributor);
        t.Post<ApproveInitiative>("initiatives/{initiative}/approval", Role.Approver);
        t.Post<MeetApprovalCondition>("initiatives/{initiative}/conditions", Role.Contributor);
        t.Post<RejectInitiative>("initiatives/{initiative}/rejection", Role.Approver);
        t.Post<DeferInitiative>("initiatives/{initiative}/deferral", Role.Approver);
        t.Post<StartInitiative>("initiatives/{initiative}/start", Role.Contributor);
        t.Post<PauseInitiative>("initiatives/{initiative}/pause", Role.Approver);
        t.Post<ResumeInitiative>("initiatives/{initiative}/resumption", Role.Approver);
        t.Post<KillInitiative>("initiatives/{initiative}/kill", Role.Approver);
        t.Post<CompleteInitiative>("initiatives/{initiative}/completion", Role.Contributor);
        t.Post<ReopenInitiative>("initiatives/{initiative}/reopening", Role.Approver);
        t.Post<CloseInitiative>("initiatives/{initiative}/closing", Role.Approver);
        t.Post<MergeInitiative>("initiatives/{initiative}/merger", Role.Approver);
        t.Post<ClaimContribution>("initiatives/{initiative}/contributions", Role.Contributor);
        t.Post<ReviseContribution>("initiatives/{initiative}/contributions/revision", Role.Contributor);
        t.Post<WithdrawContribution>("initiatives/{initiative}/contributions/withdrawal", Role.Contributor);
        t.Post<SubmitFinancialCase>("initiatives/{initiative}/financial-case", Role.Contributor);
        t.Post<RebaselineFinancialCase>("initiatives/{initiative}/financial-case/rebaseline", Role.Approver);
        t.Post<ExemptFromGate>("initiatives/{initiative}/exemptions", Role.Approver);
        t.Post<ScoreCriterion>("initiatives/{initiative}/scores", Role.Contributor);
        t.Post<ShiftPriority>("initiatives/{initiative}/priority", Role.Approver);
        t.Post<ApproveBudget>("initiatives/{initiative}/budget", Role.Approver);
        t.Post<ChangeBudget>("initiatives/{initiative}/budget-changes", Role.Approver);
        t.Post<RecordSpend>("initiatives/{initiative}/spend", Role.Contributor);
        t.Post<BaselineSchedule>("initiatives/{initiative}/schedule", Role.Contributor);
        t.Post<ChangeForecastCompletion>("initiatives/{initiative}/forecast", Role.Contributor);
        t.Post<RenameInitiative>("initiatives/{initiative}/name", Role.Contributor);
        t.Post<EnterPhase>("initiatives/{initiative}/phase", Role.Contributor);
        t.Post<DeliverOutput>("initiatives/{initiative}/outputs", Role.Contributor);
        t.Post<PlanOutput>("initiatives/{initiative}/planned-outputs", Role.Contributor);
        t.Post<RecordEffort>("initiatives/{initiative}/effort", Role.Contributor);
        t.Post<AllocateResource>("initiatives/{initiative}/allocations", Role.Contributor);
        t.Post<ReleaseResource>("initiatives/{initiative}/allocations/release", Role.Contributor);
        t.Post<DeclareDependency>("initiatives/{initiative}/dependencies", Role.Contributor);
        t.Post<RemoveDependency>("initiatives/{initiative}/dependencies/removal", Role.Contributor);
        t.Post<RateAssurance>("initiatives/{initiative}/assurance", Role.Approver);

        t.Post<DefineOutcome>("outcomes", Role.Contributor);
        t.Post<SetBaseline>("outcomes/{outcome}/baseline", Role.Contributor);
        t.Post<SetTarget>("outcomes/{outcome}/target", Role.Approver);
        t.Post<ChangeTarget>("outcomes/{outcome}/target-change", Role.Approver);
        t.Post<MeasureOutcome>("outcomes/{outcome}/measurements", Role.Contributor);
        t.Post<CorrectMeasurement>("outcomes/{outcome}/measurement-corrections", Role.Contributor);
        t.Post<LinkOutcome>("outcomes/{outcome}/links", Role.Contributor);
        t.Post<PlanBenefit>("outcomes/{outcome}/benefit-plan", Role.Contributor);
        t.Post<RealiseBenefit>("outcomes/{outcome}/benefits", Role.Contributor);
        t.Post<RetireOutcome>("outcomes/{outcome}/retirement", Role.Contributor);

        t.Post<ReceiveFeedback>("feedback", Role.Contributor);
        t.Post<ClassifyFeedback>("feedback/{feedback}/classification", Role.Contributor);
        t.Post<LinkFeedback>("feedback/{feedback}/links", Role.Contributor);
        t.Post<UnlinkFeedback>("feedback/{feedback}/links/removal", Role.Contributor);
        t.Post<AnswerFeedback>("feedback/{feedback}/answer", Role.Contributor);
        t.Post<MergeFeedback>("feedback/{feedback}/merger", Role.Contributor);
        t.Post<RecordSurveyRound>("surveys", Role.Contributor);

        t.Post<TableDecision>("decisions", Role.Contributor);
        t.Post<CastVote>("decisions/{decision}/votes", Role.Approver);
        t.Post<TakeDecision>("decisions/{decision}/outcome", Role.Approver);
        t.Post<MeetCondition>("decisions/{decision}/conditions", Role.Contributor);
        t.Post<SupersedeDecision>("decisions/{decision}/supersession", Role.Approver);
        t.Post<ReviewDecision>("decisions/{decision}/review", Role.Contributor);
        t.Post<SetDelegation>("delegations", Role.Approver);

        t.Post<RegisterStakeholder>("stakeholders", Role.Contributor);
        t.Post<RecordCommunication>("communications", Role.Contributor);
        t.Post<AcknowledgeStrategy>("acknowledgements", Role.Contributor);

        t.Post<DraftScoringModel>("scoring-models", Role.Contributor);
        t.Post<ReleaseScoringModel>("scoring-models/{model}/release", Role.Approver);
        t.Post<AdoptScoringModel>("scoring-models/{model}/adoption", Role.Approver);
        t.Post<PublishRanking>("rankings", Role.Approver);

        t.Post<DefineReport>("reports", Role.Contributor);
        t.Post<ReviseReport>("reports/{report}/revision", Role.Contributor);
        t.Post<RetireReport>("reports/{report}/retirement", Role.Contributor);
        t.Post<ScheduleReport>("reports/{report}/schedule", Role.Contributor);
        t.Post<UnscheduleReport>("reports/{report}/schedule/removal", Role.Contributor);
        t.Post<DefineDashboard>("dashboards", Role.Contributor);
        t.Post<ReviseDashboard>("dashboards/{dashboard}/revision", Role.Contributor);
        t.Post<RetireDashboard>("dashboards/{dashboard}/retirement", Role.Contributor);
        t.Post<Subscribe>("subscriptions", Role.Contributor);
        t.Post<Unsubscribe>("subscriptions/{subscription}/removal", Role.Contributor);
        return t;
    }
}
