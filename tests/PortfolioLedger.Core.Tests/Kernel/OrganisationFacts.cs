using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Privacy;
using PortfolioLedger.Core.Stakeholders;
using PortfolioLedger.Core.ValueStreams;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Kernel;

/// <summary>Facts about the organisation, its board and its stakeholders.</summary>
internal static class OrganisationFacts
{
    private static readonly Key Spring = Key.Parse("spring");
    private static readonly Key D7 = Key.Parse("d-7");
    private static readonly Key Sh7 = Key.Parse("sh-7");
    private static readonly Key Letter = Key.Parse("letter-3");
    private static readonly EvidenceReference FeedbackRecord = new(
        EvidenceKind.Feedback,
        "fb-12",
        7
    );

    public static ImmutableArray<IFact> Full =>
        [
            new ReviewCycleOpened(Spring, "Spring review", Start, Day("2026-06-30")),
            new ReviewCycleClosed(Spring),
            new PortfolioArchived(Capital, FactSamples.Grounds),
            new PortfolioReopened(Capital, FactSamples.Grounds),
            new ImportReversed(
                Capital, new("019b0000-0000-7000-8000-000000000fa1"), 4_001, 4_702,
                FactSamples.Grounds, "City data", "nyc"),
            new EventReversed(
                4_001, "initiative-proposed",
                [new(SubjectKind.Initiative, Croton), new(SubjectKind.Department, Waterworks)]),
            new LedgerRestored(
                Capital, 2, 972,
                "ledger.example.com/capital/1\n972\n"
                + "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n\n"
                + "— ledger.example.com/capital/1 O3p1IQ==\n", FactSamples.Grounds),
            new LogKeyRotated(
                Capital, "4dO7hDeEQgwc2pzp8BKyuso3HZ07bjqRUz7mz+4QYYI=",
                "GbHEgdo2mGTKBmxLnCsMvZrT6BueDUfme5Fwbt9NGJw=", FactSamples.Grounds),
            new DepartmentRenamed(Transport, "Roads and rails"),
            new DepartmentMerged(Transport, Waterworks),
            new DepartmentRetired(Transport),
            new CapacitySet("2026", Waterworks, "engineer", 12.50m),
            new CustomerSegmentRenamed(Households, "Private households"),
            new CustomerSegmentMerged(Households, Key.Parse("everybody")),
            new CustomerSegmentRetired(Households),
            new ValueStreamRetired(Water, FactSamples.Grounds),
            new DecisionTabled(
                D7,
                "Fund Croton Falls?",
                ["fund", "defer"],
                [FeedbackRecord],
                ["Prices may rise"],
                3,
                [Croton]
            ),
            new DecisionRevised(
                D7,
                new("Fund Croton Falls?", "Fund Croton Falls this year?"),
                new(["fund", "defer"], ["fund", "defer", "reject"]),
                new([FeedbackRecord], [FactSamples.Grounds.Evidence!.Value[0]]),
                new(["Prices may rise"], ["Prices may rise", "Rain"]),
                new(3, 4),
                new([Croton], [Croton, Key.Parse("delta")]),
                FactSamples.Grounds
            ),
            new VoteCast(D7, "fund", "It is needed"),
            new DecisionTaken(
                D7,
                "fund",
                4,
                "One would wait",
                ["Report prices"],
                FactSamples.Grounds
            ),
            new ConditionMet(D7, 1, "The report is in"),
            new DecisionSuperseded(D7, Key.Parse("d-8"), FactSamples.Grounds),
            new DecisionReviewed(D7, BorneOut.TooEarly, "Not in operation yet"),
            new DelegationSet(Capital, Role.Approver, Dollars(100_000), FactSamples.Grounds),
            new StakeholderRegistered(
                Sh7,
                SealedText.Seal("The chair", Salt),
                StakeholderGroup.Board
            ),
            new CommunicationRecorded(
                Letter,
                [Sh7],
                "letter",
                [About(Croton)],
                Day("2026-03-31"),
                "The intake is on schedule."
            ),
            new PersonalTextsErased(
                new(SubjectKind.Stakeholder, Sh7),
                [
                    "2s4yqwLvDf07CiBqCV6iMekCwm04DlKKJNQR6+uVJmc=",
                    "MekCwm04DlKKJNQR6+uVJmc2s4yqwLvDf07CiBqCV6i=",
                ],
                "The person asked for it in writing"),
            new StakeholderRevised(
                Sh7,
                SealedText.Seal("The deputy chair", Salt),
                null,
                new(StakeholderGroup.Board, StakeholderGroup.Executive)
            ),
            new StrategyAcknowledged([Growth, Service], 41, Sh7),
            new Core.Scenarios.ScenarioAdopted(
                Key.Parse("bold"),
                "The bold plan",
                41,
                "ranking-counterfactual/1:sha256:00",
                2,
                FactSamples.Grounds
            ),
            new ApprovalConditionMet(Croton, 41, 1, "The report is in"),
        ];

    public static ImmutableArray<IFact> Sparse =>
        [
            new ReviewCycleOpened(Spring, "Spring review", null, null),
            new DecisionTabled(D7, "Fund Croton Falls?", null, null, null, null, null),
            new DecisionRevised(D7, null, new(["fund", "defer"], null),
                new([FeedbackRecord], null), new(["Prices may rise"], null), new(3, null),
                new([Croton], null), Why),
            new VoteCast(D7, "fund", null),
            new DecisionTaken(D7, "fund", null, null, null, Why),
            new ConditionMet(D7, 1, null),
            new DecisionReviewed(D7, BorneOut.Yes, null),
            new StakeholderRegistered(Sh7, null, null),
            new CommunicationRecorded(Letter, [Sh7], null, null, Day("2026-03-31"), null),
            new PersonalTextsErased(
                new(SubjectKind.Feedback, Fb12),
                ["2s4yqwLvDf07CiBqCV6iMekCwm04DlKKJNQR6+uVJmc="],
                "The customer asked for it in writing"),
            new StakeholderRevised(Sh7, null, true, new(StakeholderGroup.Board, null)),
            new StrategyAcknowledged([Growth], 41, null),
            new Core.Scenarios.ScenarioAdopted(
                Key.Parse("bold"),
                "The bold plan",
                41,
                "ranking-counterfactual/1:sha256:00",
                2,
                FactSamples.Grounds
            ),
            new ApprovalConditionMet(Croton, 41, 1, null),
            new DecisionTaken(D7, "fund", 4, null, null, Why, new("fund", "chair-1")),
            new DecisionTaken(
                D7,
                "fund",
                null,
                null,
                null,
                FactSamples.Grounds,
                OverrideReason: "The law asks for it"
            ),
            new StakeholderRegistered(Sh7, null, StakeholderGroup.Team, Waterworks),
        ];
}
