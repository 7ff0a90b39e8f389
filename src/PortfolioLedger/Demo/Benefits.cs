using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Valuation;
using static PortfolioLedger.Demo.Telling;

namespace PortfolioLedger.Demo;

/// <summary>
/// What outcomes are worth in money, what the market says, and what people answer when asked.
/// </summary>
internal static class Benefits
{
    private static readonly (string Outcome, string Initiative, string Period, BenefitKind Kind,
        BenefitClass? Class, decimal Planned, decimal? Realised)[] Lines =
    [
        (
            "leakage",
            "leak-detection",
            "2025-q2",
            BenefitKind.Benefit,
            BenefitClass.Cashable,
            60,
            38
        ),
        (
            "leakage",
            "leak-detection",
            "2025-q3",
            BenefitKind.Benefit,
            BenefitClass.Cashable,
            110,
            96
        ),
        (
            "leakage",
            "leak-detection",
            "2025-q4",
            BenefitKind.Benefit,
            BenefitClass.Cashable,
            160,
            171
        ),
        (
            "leakage",
            "leak-detection",
            "2026",
            BenefitKind.Benefit,
            BenefitClass.Cashable,
            680,
            null
        ),
        (
            "solved-at-first-call",
            "first-call",
            "2025-q4",
            BenefitKind.Benefit,
            BenefitClass.NonCashable,
            45,
            31
        ),
        (
            "solved-at-first-call",
            "first-call",
            "2026",
            BenefitKind.Benefit,
            BenefitClass.NonCashable,
            240,
            null
        ),
        (
            "bill-index",
            "smart-meters",
            "2025-q4",
            BenefitKind.Benefit,
            BenefitClass.Cashable,
            90,
            22
        ),
        ("bill-index", "smart-meters", "2025-q4", BenefitKind.Disbenefit, null, 15, 19),
    ];

    private static readonly (string Key, string Name, string Unit, MarketMetric Metric,
        Direction Direction, decimal? Target, decimal[] Measured)[] Market =
    [
        ("connection-sales", "Sales of new connections", "USD", MarketMetric.Sales,
            Direction.Increase, 400_000, [310_000, 322_000, 341_000, 368_000, 392_000]),
        ("connection-enquiries", "Enquiries for a connection", "enquiries", MarketMetric.NewLeads,
            Direction.Increase, 260, [190, 196, 208, 231, 242]),
        ("connection-marketing", "Cost of winning connections", "USD",
            MarketMetric.SalesAndMarketingCost, Direction.Decrease, null,
            [21_000, 20_400, 20_100, 19_800, 19_600]),
        ("connections-won", "Connections won", "customers", MarketMetric.NewCustomers,
            Direction.Increase, null, [70, 72, 78, 90, 98]),
    ];

    private static readonly (string Key, SurveyAbout About, string? Initiative, SurveyScale Scale,
        string Audience, string Day, (int Mark, int Count)[] Counts)[] Rounds =
    [
        ("app-csat-06", SurveyAbout.Initiative, "customer-app", SurveyScale.Csat, "households",
            "2025-06-27", [(1, 14), (2, 22), (3, 41), (4, 60), (5, 33)]),
        ("app-nps-06", SurveyAbout.Product, "customer-app", SurveyScale.Nps, "households",
            "2025-06-28", [(3, 30), (6, 25), (7, 40), (8, 35), (9, 28), (10, 12)]),
        ("app-nps-11", SurveyAbout.Product, "customer-app", SurveyScale.Nps, "households",
            "2025-11-28", [(3, 22), (6, 20), (7, 38), (8, 44), (9, 36), (10, 20)]),
        ("call-ces-11", SurveyAbout.Initiative, "first-call", SurveyScale.Ces, "households",
            "2025-11-21", [(2, 9), (4, 20), (5, 48), (6, 71), (7, 32)]),
        ("pmo-2024", SurveyAbout.Pmo, null, SurveyScale.Csat, "sponsors", "2024-12-13",
            [(2, 4), (3, 6), (4, 5), (5, 1)]),
        ("pmo-2025", SurveyAbout.Pmo, null, SurveyScale.Csat, "sponsors", "2025-12-12",
            [(2, 1), (3, 4), (4, 8), (5, 5)]),
    ];

    private static readonly string[] Quarters =
        ["2024-12-31", "2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31"];

    /// <summary>The moments of this chapter.</summary>
    public static IEnumerable<DemoMoment> All() =>
        [
            On(
                "2024-09-20",
                9,
                Department("finance"),
                Lines.Select(l => new PlanBenefit(
                    Key.Parse(l.Outcome),
                    l.Period,
                    Usd(l.Planned * 1_000),
                    l.Kind,
                    l.Class,
                    Key.Parse(l.Initiative),
                    Proposals.From(l.Initiative).Department
                ))
            ),
            On(
                "2025-06-18",
                9,
                Department("finance"),
                new PlanBenefit(
                    Key.Parse("bill-index"),
                    "2025-q4",
                    Usd(40_000),
                    BenefitKind.Benefit,
                    BenefitClass.Cashable,
                    Key.Parse("smart-meters"),
                    "it"
                )
            ),
            .. Lines.Where(l => l.Realised is not null).Select(Came),
            On("2024-09-03", 9, Pmo, Market.SelectMany(Sought)),
            .. Quarters.Select(
                (day, quarter) =>
                    On(
                        day,
                        19,
                        Department("finance"),
                        Market.Select(m => new MeasureOutcome(
                            Key.Parse(m.Key),
                            m.Measured[quarter],
                            Day(day),
                            Method: "accounts"
                        ))
                    )
            ),
            .. Rounds.Select(r =>
                On(
                    r.Day,
                    17,
                    Pmo,
                    new RecordSurveyRound(
                        Key.Parse(r.Key),
                        r.About,
                        r.Scale,
                        r.Counts.ToImmutableSortedDictionary(
                            c => c.Mark.ToString(System.Globalization.CultureInfo.InvariantCulture),
                            c => c.Count,
                            StringComparer.Ordinal
                        ),
                        r.Initiative is null ? null : Key.Parse(r.Initiative),
                        r.Audience,
                        On: Day(r.Day)
                    )
                )
            ),
            .. Enumerable
                .Range(0, 5)
                .Select(quarter =>
                    On(
                        Day(Quarters[quarter]),
                        20,
                        Department("finance"),
                        new RecordSpend(
                            Key.Parse("smart-meters"),
                            quarter == 0 ? "2024-q4" : $"2025-q{quarter}",
                            Usd(12_000),
                            "pmo"
                        )
                    )
                ),
        ];

    private static DemoMoment Came((string Outcome, string Initiative, string Period,
        BenefitKind Kind, BenefitClass? Class, decimal Planned, decimal? Realised) line) =>
        On(Periods.DaysOf(line.Period)!.Value.To, 18, Department("finance"), new RealiseBenefit(
            Key.Parse(line.Outcome), line.Period, Usd(line.Realised!.Value * 1_000), line.Kind,
            line.Class, Key.Parse(line.Initiative)));

    private static IEnumerable<ICommand> Sought((string Key, string Name, string Unit,
        MarketMetric Metric, Direction Direction, decimal? Target, decimal[] Measured) m)
    {
        var key = Key.Parse(m.Key);
        yield return new DefineOutcome(key, m.Name, m.Direction, m.Unit, OutcomeKind.Tangible,
            OutcomeCategory.MarketPositioning, Frequency: "quarterly", Metric: m.Metric);
        if (m.Target is { } target)
            yield return new SetTarget(key, new(2026, 12, 31), Why("A third more than a year ago"),
                m.Direction == Direction.Increase ? target : null,
                m.Direction == Direction.Increase ? null : target);
        yield return new LinkOutcome(key, Why("More connections share the cost of the network"),
            Objective: Key.Parse("affordable-bills"));
    }
}
