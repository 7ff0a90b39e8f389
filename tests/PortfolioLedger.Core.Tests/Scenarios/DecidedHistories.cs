using CsCheck;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Strategy;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Scenarios;

/// <summary>
/// Random histories in which every event was decided by a command: what is refused on the way is
/// not recorded. The commands share departments, objectives, models, evidence and delegations.
/// </summary>
internal static class DecidedHistories
{
    public static readonly ImmutableArray<Key> Initiatives =
    [
        Key.Parse("a"),
        Key.Parse("b"),
        Key.Parse("c"),
    ];

    private static readonly Gen<Key> One = Gen.OneOf("a", "b", "c").Select(k => Key.Parse(k));
    private static readonly Gen<Key> FeedbackRecord = Gen.OneOf("f1", "f2")
        .Select(k => Key.Parse(k));
    private static readonly Gen<Key> Output = Gen.OneOf("out1", "out2").Select(k => Key.Parse(k));
    private static readonly Gen<Key> Motion = Gen.OneOf("d1", "d2").Select(k => Key.Parse(k));
    private static readonly Gen<Key> Objective = Gen.OneOf("growth", "resilience")
        .Select(k => Key.Parse(k));
    private static readonly Gen<decimal> Sum = Gen.Int[1, 9].Select(n => n * 100m);

    private static readonly Gen<Grounds> Reason = Gen.Select(
        Gen.Int[0, 5],
        FeedbackRecord,
        Motion,
        (n, voice, motion) =>
            n switch
            {
                0 => Why with { Evidence = [new(EvidenceKind.Feedback, voice.Value)] },
                1 => Why with { Decision = motion },
                2 => Why with { Evidence = [new(EvidenceKind.Measurement, Outages.Value)] },
                _ => Why,
            }
    );

    /// <summary>
    /// Commands about one initiative that name nothing they could share with another.
    /// </summary>
    private static readonly Gen<ICommand> OfOne = Gen.OneOf<ICommand>(
        Gen.Select(One, Gen.Bool, Gen.Int[0, 10], (i, isValue, value) =>
            (ICommand)new ScoreCriterion(i, Model, isValue ? "value" : "risk", value, Why)),
        Gen.Select(One, Sum, (i, sum) => (ICommand)new ApproveBudget(i, "2026", Dollars(sum), Why)),
        // Half of them fit the budgets before: the others are refused and not recorded.
        Gen.Select(One, Sum, Sum, (i, old, delta) => (ICommand)new ChangeBudget(
            i, "2026", Dollars(delta), Dollars(old + delta), Why)),
        One.Select(i => (ICommand)new SubmitInitiative(i)),
        One.Select(i => (ICommand)Contribution(i)),
        One.Select(i => (ICommand)new ReviseContribution(i, Resilience, Strength.Weak, Why)),
        One.Select(i => (ICommand)new WithdrawContribution(i, Resilience, Why)),
        One.Select(i => (ICommand)FinancialCase(i)),
        One.Select(i => (ICommand)new ApproveInitiative(i, Why)),
        One.Select(i => (ICommand)new StartInitiative(i)),
        Gen.Select(One, Sum, (i, sum) => (ICommand)new RequestBudget(i, "2026", Dollars(sum))),
        One.Select(i => (ICommand)new PauseInitiative(i, Why)),
        One.Select(i => (ICommand)new PauseInitiative(i, Why, Day("2026-12-31"))),
        One.Select(i => (ICommand)new ResumeInitiative(i, Why)),
        One.Select(i => (ICommand)new CompleteInitiative(i)),
        One.Select(i => (ICommand)new ReopenInitiative(i, Why)),
        Gen.Select(One, Gen.Int[1, 5], (i, to) => (ICommand)new ShiftPriority(i, to, Why)),
        Gen.Select(One, Sum, (i, sum) => (ICommand)new RecordSpend(i, "2026-01", Dollars(sum))));

    /// <summary>Commands by which things come to depend on each other.</summary>
    private static readonly Gen<ICommand> Shared = Gen.OneOf<ICommand>(
        Gen.Select(One, Reason, (i, why) => (ICommand)new ApproveInitiative(i, why)),
        Gen.Select(One, Sum, Reason, (i, sum, why) =>
            (ICommand)new ApproveBudget(i, "2026", Dollars(sum), why)
        ),
        Gen.Select(One, Objective, (i, o) =>
            (ICommand)new ClaimContribution(i, o, Strength.Weak, Why)
        ),
        Gen.Select(One, Gen.Int[1, 6], (i, fte) =>
            (ICommand)new AllocateResource(i, Waterworks, "engineer", fte, Day("2026-02-01"))),
        Gen.Select(One, Gen.Int[1, 6], (i, fte) =>
            (ICommand)new ReleaseResource(i, Waterworks, "engineer", fte, Day("2026-02-01"))),
        Gen.Int[2, 9].Select(fte => (ICommand)new SetCapacity("2026", Waterworks, "engineer", fte)),
        Gen.Select(One, One, (i, other) => (ICommand)new DeclareDependency(i, other)),
        Gen.Select(One, One, (i, other) => (ICommand)new RemoveDependency(i, other)),
        Gen.Select(One, One, (i, other) => (ICommand)new MergeInitiative(i, other, Why)),
        FeedbackRecord.Select(f =>
            (ICommand)new ReceiveFeedback(f, SealedText.Seal("Brown water.", Salt))
        ),
        Gen.Select(FeedbackRecord, One, (f, i) => (ICommand)new LinkFeedback(f, i, 1)),
        Gen.Select(FeedbackRecord, One, (f, i) => (ICommand)new UnlinkFeedback(f, i)),
        Gen.Select(One, Output, (i, o) => (ICommand)new PlanOutput(
            i, o, Day("2026-03-01"), ShareOfInitiative: new(0.6m))),
        Gen.Select(One, Output, (i, o) => (ICommand)new DeliverOutput(i, o, Start)),
        Motion.Select(d => (ICommand)new TableDecision(d, "Shall we?", ["yes", "no"], Quorum: 1)),
        Motion.Select(d => (ICommand)new CastVote(d, "yes")),
        Gen.Select(Motion, Reason, (d, why) => (ICommand)new TakeDecision(d, "yes", why)),
        Gen.Select(Motion, Motion, (d, by) => (ICommand)new SupersedeDecision(d, by, Why)),
        Gen.Int[1, 3]
            .Select(n => (ICommand)new SetDelegation(Role.Approver, Dollars(n * 300), Why)),
        Gen.Select(Gen.Int[1, 9], Reason, (n, why) =>
            (ICommand)new SetDelegation(Role.Approver, Dollars(n * 300), why)),
        Sum.Select(sum => (ICommand)new SetPortfolioBudget("2026", Why, Dollars(sum * 3))),
        Gen.Const<ICommand>(OutageHours),
        Gen.Int[1, 9].Select(n => (ICommand)new MeasureOutcome(Outages, n, Start.AddDays(-n))),
        Gen.Int[1, 9].Select(n => (ICommand)new SetTarget(Outages, Day("2027-01-01"), Why, Max: n)),
        Gen.Int[1, 9].Select(n => (ICommand)new ChangeTarget(
            Outages, TargetChangeKind.Ambition, Day("2027-01-01"), Why, Max: n)),
        Objective.Select(o => (ICommand)new RetireObjective(o, Why)),
        Gen.OneOf<ICommand>(
            Gen.Const<ICommand>(
                new ReweightObjectives(Weights((Growth, 0.5m), (Resilience, 0.5m)), Why)
            ),
            Gen.Const<ICommand>(
                new ReweightObjectives(Weights((Growth, 0.5m), (Service, 0.5m)), Why)
            )
        ),
        Gen.Const<ICommand>(new DraftScoringModel(Model, [Value with { Weight = Share.Whole }])),
        Gen.Const<ICommand>(new ReleaseScoringModel(Model, Why)),
        Gen.Const<ICommand>(new AdoptScoringModel(Model, Why)));

    /// <summary>Everything mixed.</summary>
    public static readonly Gen<Journal> Any = Of(Gen.Frequency((1, OfOne), (1, Shared)));

    /// <summary>
    /// Initiatives that share nothing but the model and the objective they are measured by.
    /// </summary>
    public static readonly Gen<Journal> Apart = Of(OfOne);

    private static Gen<Journal> Of(Gen<ICommand> commands) => Gen.Select(
        commands, Gen.Int[0, 2]).Array[1, 60].Select(steps => steps.Aggregate(
            Given.AScoringModel().With(Initiatives.Select(i => Initiative(i))), (journal, step) =>
            {
                var ruling = journal.On(journal.Today.AddDays(step.Item2)).When(step.Item1);
                return ruling.Refusal is null ? ruling.Recorded() : journal;
            }));
}
