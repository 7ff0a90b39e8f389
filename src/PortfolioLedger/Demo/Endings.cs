using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Stakeholders;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.Valuation;
using PortfolioLedger.Core.ValueStreams;
using static PortfolioLedger.Demo.Telling;

namespace PortfolioLedger.Demo;

/// <summary>
/// What is renamed, merged, given up or taken up again: no organisation stands still for eighteen
/// months, and what was recorded under the old names stays readable.
/// </summary>
internal static class Endings
{
    private static readonly Key Hotels = Key.Parse("hotels"),
        Businesses = Key.Parse("small-business"),
        Leaks = Key.Parse("leak-detection"),
        LeakApp = Key.Parse("leak-app"),
        Irrigation = Key.Parse("irrigation"),
        Paperless = Key.Parse("paperless"),
        Letters = Key.Parse("letters"),
        Valued = Key.Parse("valued-by-customers"),
        Bills = Key.Parse("affordable-bills");

    /// <summary>The moments of this chapter.</summary>
    public static IEnumerable<DemoMoment> All() =>
        [.. Organisation(), .. Strategy(), .. OneApp(), .. Contributions(), .. SilentLoggers(),
            .. NewYear()];

    private static IEnumerable<DemoMoment> Organisation() =>
        [
            On(
                "2024-07-02",
                9,
                Pmo,
                new RegisterDepartment(Key.Parse("drawing-office"), "Drawing office"),
                new RegisterCustomerSegment(Hotels, "Hotels and guest houses"),
                new RegisterCustomerSegment(Key.Parse("building-sites"), "Building sites")
            ),
            On("2025-02-03", 9, Pmo, new RetireCustomerSegment(Key.Parse("building-sites"))),
            On(
                "2025-02-13",
                9,
                Pmo,
                new RenameCustomerSegment(Businesses, "Small and medium businesses")
            ),
            On(
                "2025-03-12",
                12,
                Department("customers"),
                new ReceiveFeedback(
                    Key.Parse("hotel-01"),
                    Sealed("hotel-01", "Our guests will not shower in it."),
                    Hotels,
                    "telephone",
                    "customer-431",
                    new(1, "1-5")
                ),
                new ClassifyFeedback(
                    Key.Parse("hotel-01"),
                    "brown-water",
                    "clear water from the tap"
                )
            ),
            On(
                "2025-03-13",
                9,
                Pmo,
                new LinkFeedback(Key.Parse("hotel-01"), Key.Parse("east-mains"), 3)
            ),
            On("2025-04-30", 9, Pmo, new RetireDepartment(Key.Parse("drawing-office"))),
            On("2025-06-02", 9, Pmo, new MergeCustomerSegment(Hotels, Businesses)),
            On("2025-10-01", 7, Pmo, new RenameDepartment(Key.Parse("it"), "Digital services")),
            On(
                "2025-12-17",
                9,
                Department("treatment"),
                new RenameInitiative(Key.Parse("solar-park"), "Solar park with a battery")
            ),
        ];

    /// <summary>A value stream and an objective that are tried and given up.</summary>
    private static IEnumerable<DemoMoment> Strategy() =>
        [
            On(
                "2024-10-14",
                10,
                Department("finance"),
                new IdentifyValueStream(
                    Irrigation,
                    "Irrigation",
                    ValueStreamKind.Development,
                    ValueStreamLevel.Portfolio,
                    Segments: [Key.Parse("farms")],
                    OwnerDepartment: Key.Parse("finance")
                )
            ),
            On(
                "2024-12-10",
                15,
                Board,
                new RetireValueStream(
                    Irrigation,
                    Why("Without a tariff of its own there is nothing to sell")
                )
            ),
            On(
                "2024-11-05",
                9,
                Department("customers"),
                new ProposeObjective(
                    Paperless,
                    "No paper",
                    "Nobody waits for a letter from us.",
                    ObjectiveLevel.Operational,
                    "customers",
                    Valued,
                    new(2026, 12, 31)
                ),
                new DefineOutcome(
                    Letters,
                    "Letters sent per month",
                    Direction.Decrease,
                    "letters",
                    OutcomeKind.Tangible,
                    OutcomeCategory.Productivity,
                    Frequency: "quarterly"
                )
            ),
            On(
                "2024-11-12",
                10,
                Board,
                new ApproveObjective(Paperless, Why("Cheap, and quicker for all")),
                new LinkOutcome(
                    Letters,
                    Why("By this the objective is seen to be reached"),
                    Paperless
                )
            ),
            .. new (string Day, int Count)[]
            {
                ("2024-12-31", 9_100),
                ("2025-03-31", 9_400),
                ("2025-06-30", 9_350),
            }.Select(m =>
                On(
                    m.Day,
                    19,
                    Department("customers"),
                    new MeasureOutcome(Letters, m.Count, Day(m.Day), Method: "post room")
                )
            ),
            On(
                "2025-11-18",
                15,
                Board,
                new RetireObjective(
                    Paperless,
                    Why("Customers ask for answers, not for the end of letters"),
                    Valued
                )
            ),
            On("2025-11-19", 9, Pmo, new RetireOutcome(Letters, "Its objective is given up")),
        ];

    /// <summary>
    /// A second app that only costs; it is taken up into the one that is being built.
    /// </summary>
    private static IEnumerable<DemoMoment> OneApp() =>
        [
            On(
                "2025-03-05",
                9,
                Department("customers"),
                new ProposeInitiative(
                    LeakApp,
                    "App to report leaks",
                    InitiativeKind.Product,
                    "sponsor-customers",
                    Key.Parse("customers"),
                    ValueStream: Key.Parse("customer-care")
                ),
                new ClaimContribution(
                    LeakApp,
                    Valued,
                    Strength.Weak,
                    Why("What the department expects of it"),
                    new(.5m)
                ),
                new SubmitFinancialCase(
                    LeakApp,
                    [
                        .. Enumerable
                            .Range(0, 4)
                            .Select(year => new CashFlow(
                                new(2025 + year, 3, 5),
                                year == 0 ? -120_000 : -18_000
                            )),
                    ],
                    DemoStory.Currency,
                    .06m
                ),
                new SubmitInitiative(LeakApp)
            ),
            On(
                "2025-04-08",
                14,
                Board,
                new MergeInitiative(
                    LeakApp,
                    Key.Parse("customer-app"),
                    Why("Nobody wants two apps of one utility; the map of outages can take reports")
                )
            ),
        ];

    private static IEnumerable<DemoMoment> Contributions() =>
        [
            On(
                "2025-02-25",
                9,
                Department("capital"),
                new MeetApprovalCondition(
                    Key.Parse("storm-storage"),
                    1,
                    "The county has permitted the yard"
                )
            ),
            On(
                "2025-07-08",
                15,
                Board,
                new ReviseContribution(
                    Key.Parse("smart-meters"),
                    Bills,
                    Strength.Medium,
                    Why("Meters show what is used; they do not make it less"),
                    new(.6m)
                )
            ),
            On(
                "2025-10-14",
                15,
                Board,
                new WithdrawContribution(
                    Key.Parse("fast-connect"),
                    Bills,
                    Why("A quick connection costs the others nothing, and saves them nothing")
                ),
                new ChangeTarget(
                    Key.Parse("days-to-connect"),
                    TargetChangeKind.Circumstances,
                    new(2026, 12, 31),
                    Why("The permit of the county alone takes four days since July"),
                    Max: 12
                )
            ),
        ];

    /// <summary>What was put forward otherwise is put right before the new year.</summary>
    private static IEnumerable<DemoMoment> NewYear() =>
    [
        On("2025-12-31", 22, Board,
            new ReviseInitiative(Key.Parse("solar-park"),
                Why("Finance buys the power that is missing, and sells what is left"),
                Sponsor: "sponsor-finance"),
            new ReviseOutcome(Key.Parse("days-to-connect"),
                Why("Those who dig answer for how long it takes"), Owner: "network"),
            new ReviseValueStream(Key.Parse("customer-care"),
                Why("It is what customers ask for most"),
                Proposition: "Every question has an answer, at the first call"),
            new ReviseDecision(Key.Parse("own-crew"),
                Why("Members asked for a way in between"),
                Options: ["own-crew", "contractors", "both"])),
        On("2025-12-31", 22, Pmo,
            new DescribeInitiative(Key.Parse("solar-park"),
                "Panels on the roofs of the works, and a battery for the evening"),
            new ReviseStakeholder(Key.Parse("customer-panel"),
                Sealed("customer-panel-2026", "Customer panel of 2026"))),
    ];

    /// <summary>After the first frost the work on leaks is taken up again for a month.</summary>
    private static IEnumerable<DemoMoment> SilentLoggers() =>
    [
        On("2025-10-13", 14, Board, new ReopenInitiative(Leaks,
            Why("Two hundred loggers fell silent in the first frost"))),
        On("2025-11-14", 16, Department("network"), new CompleteInitiative(Leaks)),
    ];
}
