using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.Valuation;
using PortfolioLedger.Core.ValueStreams;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Kernel;

/// <summary>Facts about everything but initiatives.</summary>
internal static class OtherFacts
{
    private static readonly Grounds Because = FactSamples.Grounds;
    private static readonly DateOnly June = Day("2026-06-30");
    private static readonly Key March = Key.Parse("march-board");
    private static readonly string Digest = $"ranking/1:sha256:{new string('b', 64)}";

    public static ImmutableArray<IFact> Full =>
        [
            new PortfolioOpened(Capital, "City capital plan", Dollar, "07-01"),
            new PortfolioBudgetSet(Capital, "2026", 900_000.5m, 100_000, Because),
            new HistoryImported(Capital, "City data", new string('c', 64), 12, "nyc"),
            new DepartmentRegistered(Transport, "Transport"),
            new CustomerSegmentRegistered(Households, "Households"),
            new ObjectiveProposed(
                Growth,
                "Grow in the region",
                "Grow by half.",
                ObjectiveLevel.Operational,
                Service,
                "ceo",
                Day("2028-12-31")
            ),
            new ObjectiveApproved(Growth, Because),
            new ObjectiveRevised(
                Growth,
                ObjectiveField.HorizonEnd,
                "2028-12-31",
                "2029-12-31",
                Because
            ),
            new ObjectiveRetired(Growth, Service, Because),
            new ObjectivesReweighted(
                Ordered.ByKey<decimal>().Add(Growth, 0.75m).Add(Service, 0.25m),
                WeightingMethod.Ahp,
                Because,
                [
                    [1, 3],
                    [0.33m, 1],
                ],
                0.05m,
                "ahp-eigenvector/1"
            ),
            new ValueStreamIdentified(
                Water,
                "Water supply",
                ValueStreamKind.Operational,
                ValueStreamLevel.Program,
                Croton,
                [Households],
                "Clean water.",
                Waterworks
            ),
            new ValueStreamRevised(Water, new("Water supply", "Water"),
                new(ValueStreamKind.Development, ValueStreamKind.Operational),
                new(ValueStreamLevel.Portfolio, ValueStreamLevel.Program),
                new(Key.Parse("delta"), Croton), new([Key.Parse("firms")], [Households]),
                new("Clean water.", "Clean water at any hour."), new(Transport, Waterworks),
                Because),
            new ImportanceAssessed(Water, new Share(0.5m), new Share(0.7m), Because),
            new ResourcesStated(Water, "2026", Dollars(4_000_000), 25.5m),
            new ValueStreamLinkedToObjective(Water, Service, Strength.Medium, Because),
            new OutcomeDefined(
                Outages,
                "Outage hours",
                "hours",
                Direction.Decrease,
                OutcomeKind.Tangible,
                OutcomeCategory.MarketPositioning,
                "maria",
                Households,
                "monthly"
            ),
            new BaselineSet(Outages, 10.5m, June, Because),
            new TargetSet(Outages, 1, 5, June, Because),
            new OutcomeMeasured(Outages, 7, June, 12, "SCADA"),
            new MeasurementCorrected(Outages, June, 8, 13, "SCADA", "A gauge was broken."),
            new OutcomeLinked(Outages, About(Croton), 0.5m, Because),
            new FeedbackReceived(
                Fb12,
                Households,
                "survey",
                Complaint.Text,
                "c-4711",
                new(2, "1-5")
            ),
            new FeedbackClassified(Fb12, "quality", "clear water", "fewer complaints"),
            new FeedbackLinked(Fb12, Croton, 3),
            new FeedbackAnswered(Fb12, Complaint.Text),
            new ScoringModelDrafted(
                Model,
                1,
                Formula.Weighted,
                [
                    Value with
                    {
                        Name = "Value",
                        Source = CriterionSource.Scored,
                        Period = "year",
                    },
                    Risk,
                ]
            ),
            new ScoringModelReleased(Model, 1, Because),
            new ScoringModelAdopted(Model, 1, Because),
            new RankingPublished(
                March,
                Model,
                1,
                41,
                June,
                [new(Croton, 7.60m, 1, true)],
                1,
                Digest,
                Because
            ),
        ];

    public static ImmutableArray<IFact> Sparse =>
    [
        new PortfolioOpened(Capital, "City capital plan", Dollar, null),
        new ObjectiveProposed(Growth, "Grow", "Grow.", ObjectiveLevel.Strategic, null, "ceo", null),
        new ObjectiveRevised(Growth, ObjectiveField.Parent, null, null, Why),
        new ObjectiveRetired(Growth, null, Why),
        new ObjectivesReweighted(
            Ordered.ByKey<decimal>().Add(Service, 0.30m).Add(Growth, 0.7m),
            WeightingMethod.Direct, Why),
        new ValueStreamIdentified(Water, "Water supply", null, null, null, null, null, null),
        new ValueStreamRevised(Water, null, new(ValueStreamKind.Operational, null),
            new(ValueStreamLevel.Program, null), new(Croton, null), new([Households], null),
            new("Clean water.", null), new(Waterworks, null), Why),
        new ImportanceAssessed(Water, new Share(0), null, Why),
        new OutcomeDefined(
            Outages, "Outage hours", null, Direction.Range, null, null, null, null, null),
        new TargetSet(Outages, null, 0, June, Why),
        new TargetSet(Outages, 5, null, June, Why),
        new OutcomeMeasured(Outages, 0, June, null, null),
        new MeasurementCorrected(Outages, June, -1, null, null, null),
        new FeedbackReceived(Fb12, null, null, Complaint.Text, null, null),
        new FeedbackClassified(Fb12, "quality", null, null),
        new FeedbackAnswered(Fb12, null),
        new ScoringModelDrafted(Model, 1, Formula.EcvIndex, []),
        new RankingPublished(
            March, Model, 1, 41, June, [new(Croton, 7.6m, 1, null)], null, Digest, Why),
    ];
}
