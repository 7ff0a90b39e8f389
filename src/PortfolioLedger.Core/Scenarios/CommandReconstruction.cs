using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Strategy;

namespace PortfolioLedger.Core.Scenarios;

/// <summary>
/// The command that a fact came from, so that it can be decided once more on another book. Only facts
/// that rest on more than the things they name have one here: steps of a life cycle, changes of what
/// was approved, claimed or measured before.
/// </summary>
public static class CommandReconstruction
{
    /// <summary>The command, or null when the fact rests on nothing but what it names.</summary>
    public static ICommand? Of(in Posting entry)
    {
        var day = entry.EffectiveOn;
        return entry.Fact switch
        {
            InitiativeSubmitted f => new SubmitInitiative(f.Initiative, day),
            InitiativeApproved f => new ApproveInitiative(f.Initiative, f.Grounds, f.Conditions),
            InitiativeRejected f => new RejectInitiative(f.Initiative, f.Grounds),
            InitiativeDeferred f => new DeferInitiative(f.Initiative, f.Grounds, f.RevisitOn),
            InitiativeStarted f => new StartInitiative(f.Initiative, day),
            InitiativePaused f => new PauseInitiative(f.Initiative, f.Grounds),
            InitiativeResumed f => new ResumeInitiative(f.Initiative, f.Grounds),
            InitiativeKilled f => new KillInitiative(f.Initiative, f.Grounds, f.ReasonCode, f.SunkCost),
            InitiativeCompleted f => new CompleteInitiative(f.Initiative, day),
            InitiativeReopened f => new ReopenInitiative(f.Initiative, f.Grounds),
            InitiativeClosed f => new CloseInitiative(f.Initiative, f.Grounds),
            InitiativeMerged f => new MergeInitiative(f.Initiative, f.Into, f.Grounds),
            ResourceAllocated f => new AllocateResource(
                f.Initiative, f.Department, f.Role, f.Fte, f.From, f.To, day),
            ResourceReleased f => new ReleaseResource(
                f.Initiative, f.Department, f.Role, f.Fte, f.From, f.To, day),
            DependencyDeclared f =>
                new DeclareDependency(f.Initiative, f.DependsOn, f.Kind, f.Reason, day),
            DependencyRemoved f => new RemoveDependency(f.Initiative, f.DependsOn, day),
            ApprovalConditionMet f => new MeetApprovalCondition(f.Initiative, f.Condition, f.Note, day),
            OutputPlanned f => new PlanOutput(f.Initiative, f.Output, f.PlannedOn, f.Name, f.Kind,
                f.ShareOfInitiative, f.Outcome, day),
            OutputDelivered f => new DeliverOutput(f.Initiative, f.Output, f.DeliveredOn, f.Name, f.Kind,
                f.PlannedOn, f.AcceptedBy, day),
            FinancialCaseRebaselined { Case: var c } f => new RebaselineFinancialCase(
                f.Initiative, c.CashFlows, c.Currency, c.DiscountRate, f.Grounds, c.Ecv, c.Arr),
            ContributionClaimed f =>
                new ClaimContribution(f.Initiative, f.Objective, f.Contribution, f.Grounds, f.Confidence),
            ContributionRevised f =>
                new ReviseContribution(f.Initiative, f.Objective, f.Contribution, f.Grounds, f.Confidence),
            ContributionWithdrawn f => new WithdrawContribution(f.Initiative, f.Objective, f.Grounds),
            PriorityShifted f => new ShiftPriority(f.Initiative, f.To, f.Grounds, f.From),
            BudgetApproved f => new ApproveBudget(f.Initiative, f.Period, f.Amount, f.Grounds),
            BudgetChanged f => new ChangeBudget(f.Initiative, f.Period, f.Delta, f.NewTotal, f.Grounds),
            SpendRecorded f =>
                new RecordSpend(f.Initiative, f.Period, f.Amount, f.Category, f.Grounds, day),
            CriterionScored f =>
                new ScoreCriterion(f.Initiative, f.Model, f.Criterion, f.Value, f.Grounds),
            ScoringModelDrafted f => new DraftScoringModel(f.Model, f.Criteria, f.Formula, f.Version, day),
            ScoringModelReleased f => new ReleaseScoringModel(f.Model, f.Grounds),
            ScoringModelAdopted f => new AdoptScoringModel(f.Model, f.Grounds),
            ObjectiveApproved f => new ApproveObjective(f.Objective, f.Grounds),
            ObjectiveRevised f => new ReviseObjective(f.Objective, f.Field, f.Grounds, f.Old, f.New),
            ObjectiveRetired f => new RetireObjective(f.Objective, f.Grounds, f.Successor),
            ObjectivesReweighted f => new ReweightObjectives(f.Weights, f.Grounds),
            PortfolioBudgetSet f => new SetPortfolioBudget(
                f.Period, f.Grounds, new(f.Capex, default), new(f.Opex, default)),
            DelegationSet f => new SetDelegation(f.Role, f.UpTo, f.Grounds),
            BaselineSet f => new SetBaseline(f.Outcome, f.Value, f.On, f.Grounds),
            TargetChanged f =>
                new ChangeTarget(f.Outcome, f.ChangeKind, f.By, f.Grounds, f.Min, f.Max),
            TargetSet f => new SetTarget(f.Outcome, f.By, f.Grounds, f.Min, f.Max),
            MeasurementCorrected f => new CorrectMeasurement(
                f.Outcome, f.On, f.Value, f.N, f.Method, Reason: f.Reason, EffectiveOn: day),
            FeedbackUnlinked f => new UnlinkFeedback(f.Feedback, f.Initiative, day),
            VoteCast f => new CastVote(f.Decision, f.Option, f.Reason, day),
            DecisionTaken f => new TakeDecision(
                f.Decision, f.Option, f.Grounds, f.Quorum, f.Dissent, f.Conditions),
            ConditionMet f => new MeetCondition(f.Decision, f.Condition, f.Note, day),
            DecisionReviewed f => new ReviewDecision(f.Decision, f.RationaleBorneOut, f.Findings, day),
            DecisionSuperseded f => new SupersedeDecision(f.Decision, f.By, f.Grounds),
            _ => null,
        };
    }
}
