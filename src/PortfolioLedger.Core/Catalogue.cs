using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Privacy;
using PortfolioLedger.Core.Process;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Stakeholders;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.ValueStreams;

namespace PortfolioLedger.Core;

/// <summary>
/// Every kind of fact the ledger knows, and every section of a book. The store and the verifier
/// both read with it; a name that is not here cannot be read.
/// </summary>
public static class Catalogue
{
    private static readonly ImmutableArray<FactKind> Kinds =
    [
        Fact<PortfolioOpened>("portfolio-opened"),
        Fact<PortfolioBudgetSet>("portfolio-budget-set"),
        Fact<PortfolioArchived>("portfolio-archived"),
        Fact<PortfolioReopened>("portfolio-reopened"),
        Fact<HistoryImported>("history-imported"),
        Fact<ImportReversed>("import-reversed"),
        Fact<EventReversed>("event-reversed"),
        Fact<LedgerRestored>("ledger-restored"),
        Fact<LogKeyRotated>("log-key-rotated"),
        Fact<ReviewCycleOpened>("review-cycle-opened"),
        Fact<ReviewCycleClosed>("review-cycle-closed"),
        Fact<DepartmentRegistered>("department-registered"),
        Fact<DepartmentRenamed>("department-renamed"),
        Fact<DepartmentMerged>("department-merged"),
        Fact<DepartmentRetired>("department-retired"),
        Fact<CapacitySet>("capacity-set"),
        Fact<CustomerSegmentRegistered>("customer-segment-registered"),
        Fact<CustomerSegmentRenamed>("customer-segment-renamed"),
        Fact<CustomerSegmentMerged>("customer-segment-merged"),
        Fact<CustomerSegmentRetired>("customer-segment-retired"),
        Fact<ObjectiveProposed>("objective-proposed"),
        Fact<ObjectiveApproved>("objective-approved"),
        Fact<ObjectiveRevised>("objective-revised"),
        Fact<ObjectiveRetired>("objective-retired"),
        Fact<ObjectivesReweighted>("objectives-reweighted"),
        Fact<ValueStreamIdentified>("value-stream-identified"),
        Fact<ValueStreamRevised>("value-stream-revised"),
        Fact<ImportanceAssessed>("importance-assessed"),
        Fact<ResourcesStated>("resources-stated"),
        Fact<ValueStreamLinkedToObjective>("value-stream-linked-to-objective"),
        Fact<ValueStreamRetired>("value-stream-retired"),
        Fact<InitiativeProposed>("initiative-proposed"),
        Fact<InitiativeRenamed>("initiative-renamed"),
        Fact<InitiativeRevised>("initiative-revised"),
        Fact<InitiativeDescribed>("initiative-described"),
        Fact<InitiativeSubmitted>("initiative-submitted"),
        Fact<InitiativeApproved>("initiative-approved"),
        Fact<ApprovalConditionMet>("approval-condition-met"),
        Fact<InitiativeRejected>("initiative-rejected"),
        Fact<InitiativeDeferred>("initiative-deferred"),
        Fact<InitiativeStarted>("initiative-started"),
        Fact<InitiativePaused>("initiative-paused"),
        Fact<InitiativeResumed>("initiative-resumed"),
        Fact<InitiativeKilled>("initiative-killed"),
        Fact<InitiativeCompleted>("initiative-completed"),
        Fact<InitiativeReopened>("initiative-reopened"),
        Fact<InitiativeClosed>("initiative-closed"),
        Fact<InitiativeMerged>("initiative-merged"),
        Fact<ContributionClaimed>("contribution-claimed"),
        Fact<ContributionRevised>("contribution-revised"),
        Fact<ContributionWithdrawn>("contribution-withdrawn"),
        Fact<FinancialCaseSubmitted>("financial-case-submitted"),
        Fact<FinancialCaseRebaselined>("financial-case-rebaselined"),
        Fact<GateExempted>("gate-exempted"),
        Fact<CriterionScored>("criterion-scored"),
        Fact<PriorityShifted>("priority-shifted"),
        Fact<BudgetRequested>("budget-requested"),
        Fact<BudgetApproved>("budget-approved"),
        Fact<BudgetChanged>("budget-changed"),
        Fact<SpendRecorded>("spend-recorded"),
        Fact<ScheduleBaselined>("schedule-baselined"),
        Fact<ForecastCompletionChanged>("forecast-completion-changed"),
        Fact<PhaseEntered>("phase-entered"),
        Fact<OutputPlanned>("output-planned"),
        Fact<OutputDelivered>("output-delivered"),
        Fact<EffortRecorded>("effort-recorded"),
        Fact<ResourceAllocated>("resource-allocated"),
        Fact<ResourceReleased>("resource-released"),
        Fact<DependencyDeclared>("dependency-declared"),
        Fact<DependencyRemoved>("dependency-removed"),
        Fact<AssuranceRated>("assurance-rated"),
        Fact<OutcomeDefined>("outcome-defined"),
        Fact<OutcomeRevised>("outcome-revised"),
        Fact<BaselineSet>("baseline-set"),
        Fact<TargetSet>("target-set"),
        Fact<TargetChanged>("target-changed"),
        Fact<OutcomeMeasured>("outcome-measured"),
        Fact<MeasurementCorrected>("measurement-corrected"),
        Fact<OutcomeLinked>("outcome-linked"),
        Fact<OutcomeRetired>("outcome-retired"),
        Fact<BenefitPlanned>("benefit-planned"),
        Fact<BenefitRealised>("benefit-realised"),
        Fact<FeedbackReceived>("feedback-received"),
        Fact<FeedbackClassified>("feedback-classified"),
        Fact<FeedbackLinked>("feedback-linked"),
        Fact<FeedbackUnlinked>("feedback-unlinked"),
        Fact<FeedbackAnswered>("feedback-answered"),
        Fact<FeedbackMerged>("feedback-merged"),
        Fact<SurveyRoundRecorded>("survey-round-recorded"),
        Fact<DecisionTabled>("decision-tabled"),
        Fact<DecisionRevised>("decision-revised"),
        Fact<VoteCast>("vote-cast"),
        Fact<DecisionTaken>("decision-taken"),
        Fact<ConditionMet>("condition-met"),
        Fact<DecisionSuperseded>("decision-superseded"),
        Fact<DecisionReviewed>("decision-reviewed"),
        Fact<DelegationSet>("delegation-set"),
        Fact<StakeholderRegistered>("stakeholder-registered"),
        Fact<StakeholderRevised>("stakeholder-revised"),
        Fact<PersonalTextsErased>("personal-texts-erased"),
        Fact<CommunicationRecorded>("communication-recorded"),
        Fact<StrategyAcknowledged>("strategy-acknowledged"),
        Fact<ScoringModelDrafted>("scoring-model-drafted"),
        Fact<ScoringModelReleased>("scoring-model-released"),
        Fact<ScoringModelAdopted>("scoring-model-adopted"),
        Fact<RankingPublished>("ranking-published"),
        Fact<ScenarioAdopted>("scenario-adopted"),
        Fact<ReportDefined>("report-defined"),
        Fact<ReportRevised>("report-revised"),
        Fact<ReportRetired>("report-retired"),
        Fact<ReportScheduled>("report-scheduled"),
        Fact<ReportUnscheduled>("report-unscheduled"),
        Fact<DashboardDefined>("dashboard-defined"),
        Fact<DashboardRevised>("dashboard-revised"),
        Fact<DashboardRetired>("dashboard-retired"),
        Fact<SubscriptionStarted>("subscription-started"),
        Fact<SubscriptionEnded>("subscription-ended"),
    ];

    /// <summary>The sections of a book, in the order in which they are stored.</summary>
    private static readonly ImmutableArray<SectionKind> Sections =
    [
        SectionKind.Of<PortfolioState>("details"),
        SectionKind.Of<DepartmentLedger>("departments"),
        SectionKind.Of<StrategyLedger>("strategy"),
        SectionKind.Of<ValueStreamLedger>("valueStreams"),
        SectionKind.Of<InitiativeLedger>("initiatives"),
        SectionKind.Of<OutcomeLedger>("outcomes"),
        SectionKind.Of<BenefitLedger>("benefits"),
        SectionKind.Of<FeedbackLedger>("feedback"),
        SectionKind.Of<SurveyLedger>("surveys"),
        SectionKind.Of<ProcessLedger>("process"),
        SectionKind.Of<ScoringLedger>("scoring"),
        SectionKind.Of<GovernanceLedger>("governance"),
        SectionKind.Of<StakeholderLedger>("stakeholders"),
        SectionKind.Of<ReportLedger>("reports"),
    ];

    /// <summary>All kinds, area by area.</summary>
    public static ImmutableArray<FactKind> All => Kinds;

    /// <summary>How a fact is stored.</summary>
    public static FactKind KindOf(IFact fact) => Composition.KindOf(fact);

    /// <summary>
    /// The kind with this stored name, or null when this release does not know it.
    /// </summary>
    public static FactKind? Find(string name) => Composition.Find(name);

    /// <summary>The stored name of a type of facts.</summary>
    public static string NameOf<T>() where T : IFact => Kinds.First(k => k.Type == typeof(T)).Name;

    /// <summary>The JSON of a fact as it is stored.</summary>
    public static byte[] Write(IFact fact) =>
        JsonSerializer.SerializeToUtf8Bytes(fact, fact.GetType(), LedgerJson.Stored);

    /// <summary>
    /// Reads a stored fact of any schema version. An unknown name or newer version is an
    /// <see cref="UnknownFactException"/>: nothing is skipped.
    /// </summary>
    public static IFact Read(string name, int schemaVersion, ReadOnlySpan<byte> json) =>
        (Find(name) ?? throw new UnknownFactException(name, schemaVersion)).Read(
            schemaVersion,
            json
        );

    /// <summary>Runs before anything else of the assembly: nothing below knows it.</summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "It composes this assembly alone.")]
    internal static void Compose() => Composition.Set(Kinds, Sections);

    private static FactKind Fact<T>(
        string name,
        params ReadOnlySpan<Func<JsonElement, JsonElement>> upcasts
    )
        where T : IFact => new(name, upcasts.Length + 1, typeof(T), [.. upcasts]);
}
