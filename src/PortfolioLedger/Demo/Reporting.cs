using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Querying;
using static PortfolioLedger.Demo.Telling;

namespace PortfolioLedger.Demo;

/// <summary>
/// What is shown to whom and when: saved reports with their schedules, dashboards, and feeds of
/// decisions. Nothing leaves the ledger: whoever subscribed reads a feed.
/// </summary>
internal static class Reporting
{
    private static readonly Key Card = Key.Parse("scorecard"),
        Best = Key.Parse("best-ranked"),
        Benefits = Key.Parse("benefits"),
        Lookback = Key.Parse("looking-back"),
        Kiosks = Key.Parse("kiosks"),
        Shown = Key.Parse("board");

    /// <summary>The moments of this chapter.</summary>
    public static IEnumerable<DemoMoment> All() =>
        [
            On(
                "2025-01-08",
                9,
                Pmo,
                new DefineReport(Card, "Scorecard of the PMO", "scorecard"),
                new DefineReport(Best, "Ten best initiatives", "ranking", Sort: "rank", Limit: 10),
                new DefineReport(Benefits, "Benefits by initiative", "benefits"),
                new DefineDashboard(
                    Shown,
                    "For the board",
                    Audience.Executives,
                    [Card, Best, Benefits]
                )
            ),
            On(
                "2025-01-09",
                9,
                Pmo,
                new ScheduleReport(Best, Cadence.Weekly, "06:00", "monday"),
                new Subscribe(
                    Key.Parse("decisions"),
                    new(DeliveryKind.Feed),
                    new(DecisionsOnly: true)
                )
            ),
            On(
                "2025-01-13",
                9,
                Department("customers"),
                new DefineReport(Kiosks, "Kiosks", "initiatives/smart-kiosks"),
                new DefineDashboard(Kiosks, "For the town halls", Audience.Customers, [Kiosks]),
                new Subscribe(
                    Kiosks,
                    new(DeliveryKind.Feed),
                    new(Subjects: [new(SubjectKind.Initiative, Key.Parse("smart-kiosks"))])
                )
            ),
            On(
                "2025-07-14",
                9,
                Department("customers"),
                new RetireDashboard(Kiosks),
                new RetireReport(Kiosks),
                new Unsubscribe(Kiosks)
            ),
            On("2025-07-15", 9, Pmo, new UnscheduleReport(Best)),
            On(
                "2025-11-20",
                9,
                Pmo,
                new ReviseReport(
                    Best,
                    "Ten best initiatives at the end of the quarter",
                    "ranking",
                    Sort: "rank",
                    Limit: 10,
                    AsOf: new(AsOfKind.EndOfLastQuarter)
                ),
                new DefineReport(Lookback, "What was expected, and what came", "hindsight"),
                new ReviseDashboard(
                    Shown,
                    "For the board",
                    Audience.Executives,
                    [Card, Best, Benefits, Lookback]
                ),
                new ScheduleReport(Card, Cadence.Monthly, "06:00", "1")
            ),
        ];
}
