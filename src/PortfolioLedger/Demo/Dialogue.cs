using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Stakeholders;
using PortfolioLedger.Core.Valuation;
using static PortfolioLedger.Demo.Telling;

namespace PortfolioLedger.Demo;

/// <summary>
/// Who is told what, who has read the strategy, and how the PMO tidies what it heard and planned.
/// </summary>
internal static class Dialogue
{
    private static readonly (
        string Key,
        string Name,
        StakeholderGroup Group,
        string? Department
    )[] Groups =
    [
        ("directors", "Board of directors", StakeholderGroup.Board, null),
        ("management", "Management", StakeholderGroup.Executive, null),
        ("sponsors", "Sponsors of initiatives", StakeholderGroup.Sponsor, null),
        ("works-teams", "Teams at the works", StakeholderGroup.Team, "treatment"),
        ("office-teams", "Teams in the office", StakeholderGroup.Team, "customers"),
        ("customer-panel", "Customer panel", StakeholderGroup.Customer, null),
    ];

    private static readonly (string Day, string Channel, string[] Audience, string? About,
        string Summary)[] Told =
    [
        ("2024-07-18", "meeting", ["directors", "management", "works-teams", "office-teams"], null,
            "The objectives and what they weigh"),
        ("2024-10-02", "mail", ["sponsors", "management"], null, "What the board funded and why"),
        ("2025-02-13", "meeting", ["management", "sponsors", "office-teams"], null,
            "What the new board wants"),
        ("2025-04-24", "letter", ["customer-panel"], "east-mains", "When the mains are renewed"),
        ("2025-07-10", "mail", ["sponsors", "office-teams"], "smart-kiosks", "Why the kiosks end"),
        ("2025-11-20", "meeting", ["directors", "management", "sponsors", "office-teams"], null,
            "The ranking for 2026 and the fifth objective"),
    ];

    private static readonly (string Day, string Who, string[] Goals)[] Read =
    [
        ("2024-07-19", "works-teams", ["safe-supply", "resilient-network"]),
        ("2024-07-19", "office-teams", ["affordable-bills", "valued-by-customers"]),
        ("2025-03-04", "management",
            ["safe-supply", "affordable-bills", "resilient-network", "valued-by-customers"]),
        ("2025-11-24", "sponsors", ["climate-ready", "safe-supply"]),
    ];

    /// <summary>The moments of this chapter.</summary>
    public static IEnumerable<DemoMoment> All() =>
        [
            On(
                "2024-07-17",
                9,
                Pmo,
                Groups.Select(g => new RegisterStakeholder(
                    Key.Parse(g.Key),
                    Sealed($"stakeholder:{g.Key}", g.Name),
                    g.Group,
                    Department: g.Department is null ? null : Key.Parse(g.Department)
                ))
            ),
            .. Told.Select(
                (t, i) =>
                    On(
                        t.Day,
                        11,
                        Pmo,
                        new RecordCommunication(
                            Key.Parse($"told-{i + 1:00}"),
                            [.. t.Audience.Select(Key.Parse)],
                            Day(t.Day),
                            t.Channel,
                            t.About is null
                                ? null
                                : [new(SubjectKind.Initiative, Key.Parse(t.About))],
                            t.Summary
                        )
                    )
            ),
            .. Read.Select(r =>
                On(
                    r.Day,
                    9,
                    Pmo,
                    new AcknowledgeStrategy(
                        [.. r.Goals.Select(Key.Parse)],
                        Stakeholder: Key.Parse(r.Who)
                    )
                )
            ),
            On(
                "2025-04-23",
                9,
                Pmo,
                new MergeFeedback(Key.Parse("brown-water-07"), Key.Parse("brown-water-01")),
                new MergeFeedback(Key.Parse("brown-water-13"), Key.Parse("brown-water-01"))
            ),
            On(
                "2025-06-12",
                9,
                Pmo,
                new UnlinkFeedback(Key.Parse("voice-04"), Key.Parse("leak-detection"))
            ),
            On(
                "2024-09-12",
                10,
                Board,
                new ExemptFromGate(
                    Key.Parse("smart-kiosks"),
                    Gate.FinancialCase,
                    new(2024, 12, 31),
                    Why("The case of the town halls comes by the end of the year")
                )
            ),
            On("2025-05-06", 15, Board, Dearer()),
            On(
                "2025-09-23",
                14,
                Board,
                new BaselineSchedule(
                    Key.Parse("reservoir-roof"),
                    new(2026, 6, 30),
                    Why("The beams decide; the old plan helps nobody")
                )
            ),
            On(
                "2025-11-20",
                15,
                Board,
                new CloseInitiative(
                    Key.Parse("leak-detection"),
                    Why("Handed over to the control room")
                )
            ),
        ];

    /// <summary>The mains with the north of the district.</summary>
    private static RebaselineFinancialCase Dearer()
    {
        var proposal = Proposals.From("east-mains");
        var cost = (proposal.Budget + 900) * 1_000;
        return new(proposal.Id,
        [
            new(new(2025, 5, 6), -cost),
            .. Enumerable.Range(1, 6).Select(year =>
                new CashFlow(new(2025 + year, 5, 6), Math.Round(cost * .26m, 0))),
        ], DemoStory.Currency, .06m, Why("The north of the district is in it now"));
    }
}
