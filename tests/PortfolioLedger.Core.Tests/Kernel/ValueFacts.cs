using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Valuation;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Kernel;

/// <summary>Facts about targets, benefits, retired outcomes, merged voices and surveys.</summary>
internal static class ValueFacts
{
    private static readonly DateOnly June = Day("2026-06-30");
    private static readonly Key Fb11 = Key.Parse("fb-11");
    private static readonly Key Round = Key.Parse("croton-2026-h1");

    private static readonly ImmutableSortedDictionary<int, int> Counts =
        ImmutableSortedDictionary<int, int>.Empty.Add(4, 90).Add(5, 60).Add(1, 100);

    public static ImmutableArray<IFact> Full =>
    [
        new TargetChanged(
            Outages, TargetChangeKind.Circumstances, 1, 5.5m, June, FactSamples.Grounds),
        new OutcomeRevised(Outages, new("Outage hours", "Hours of outage"),
            new(Direction.Increase, Direction.Decrease),
            new(OutcomeKind.Intangible, OutcomeKind.Tangible),
            new(OutcomeCategory.Productivity, OutcomeCategory.Customer), new("maria", "omar"),
            new(Households, Key.Parse("firms")), new("monthly", "weekly"),
            new(MarketMetric.Csat, MarketMetric.Nps), FactSamples.Grounds),
        new OutcomeRetired(Outages, "It is counted by customer"),
        new BenefitPlanned(Outages, Croton, "2026", BenefitKind.Benefit, BenefitClass.Cashable,
            "maria", Dollars(400_000)),
        new BenefitRealised(Outages, Croton, "2026", BenefitKind.Disbenefit,
            BenefitClass.NonCashable, "maria", Dollars(300.5m)),
        new FeedbackUnlinked(Fb12, Croton),
        new FeedbackMerged(Fb12, Fb11),
        new SurveyRoundRecorded(Round, SurveyAbout.Initiative, Croton, "households",
            SurveyScale.Csat, Counts, 1_000, June),
    ];

    public static ImmutableArray<IFact> Sparse =>
    [
        new TargetChanged(Outages, TargetChangeKind.Correction, null, 5, June, Why),
        new OutcomeRevised(Outages, null, null, new(OutcomeKind.Tangible, null),
            new(OutcomeCategory.Customer, null), new("maria", null), new(Households, null),
            new("monthly", null), new(MarketMetric.Csat, null), Why),
        new OutcomeRetired(Outages, null),
        new BenefitPlanned(Outages, null, "2026", BenefitKind.Benefit, null, null, Dollars(0)),
        new BenefitRealised(Outages, null, "2026", BenefitKind.Benefit, null, null, Dollars(-1)),
        new SurveyRoundRecorded(Round, SurveyAbout.Pmo, null, null, SurveyScale.Nps,
            ImmutableSortedDictionary<int, int>.Empty, null, null),
    ];
}
