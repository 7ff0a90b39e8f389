using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using static PortfolioLedger.Demo.Telling;

namespace PortfolioLedger.Demo;

/// <summary>
/// Who works on what: people a department has and gives, hours worked, what waits for what, how
/// assurance rates it; and a small department that is merged into another.
/// </summary>
internal static class Staffing
{
    private static readonly (string Department, string Role, decimal Fte)[] People =
    [
        ("network", "engineer", 9), ("treatment", "engineer", 12), ("it", "developer", 10),
        ("customers", "agent", 8), ("capital", "engineer", 14), ("metering", "fitter", 5),
    ];

    private static readonly (string Initiative, string Department, string Role, decimal Fte,
        string From, string To)[] Given =
    [
        ("uv-treatment", "treatment", "engineer", 5, "2024-10-07", "2026-06-30"),
        ("reservoir-roof", "treatment", "engineer", 2, "2024-10-14", "2026-02-28"),
        ("reservoir-roof", "capital", "engineer", 2, "2024-10-14", "2026-02-28"),
        ("smart-meters", "it", "developer", 3, "2024-11-04", "2027-04-30"),
        ("smart-meters", "metering", "fitter", 4, "2024-11-04", "2027-04-30"),
        ("customer-app", "it", "developer", 4, "2024-10-07", "2025-05-30"),
        ("customer-app", "customers", "agent", 1, "2024-10-07", "2025-05-30"),
        ("leak-detection", "network", "engineer", 4, "2024-10-21", "2025-09-30"),
        ("first-call", "customers", "agent", 4, "2024-10-28", "2025-12-12"),
        ("east-mains", "capital", "engineer", 6, "2025-01-13", "2026-07-31"),
        ("east-mains", "network", "engineer", 2, "2025-04-16", "2026-07-31"),
        ("storm-storage", "capital", "engineer", 4, "2025-03-03", "2027-02-28"),
        ("network-map", "it", "developer", 2, "2025-05-05", "2026-05-31"),
        ("fast-connect", "customers", "agent", 2, "2025-05-12", "2026-02-28"),
    ];

    private static readonly DateOnly Merged = new(2025, 10, 1);

    private static readonly (string Period, string Day)[] Quarters =
    [
        ("2024-q4", "2024-12-30"), ("2025-q1", "2025-03-30"), ("2025-q2", "2025-06-29"),
        ("2025-q3", "2025-09-29"), ("2025-q4", "2025-12-30"),
    ];

    private static readonly (string Initiative, string Day, string Rating)[] Rated =
    [
        ("uv-treatment", "2025-02-25", "amber"), ("uv-treatment", "2025-10-20", "green"),
        ("smart-meters", "2025-06-16", "red"), ("smart-meters", "2025-12-03", "amber"),
        ("east-mains", "2025-09-08", "green"), ("reservoir-roof", "2025-09-17", "red"),
    ];

    /// <summary>The moments of this chapter.</summary>
    public static IEnumerable<DemoMoment> All() =>
        [
            On(
                "2024-07-02",
                8,
                Pmo,
                new RegisterDepartment(Key.Parse("metering"), "Meter workshop")
            ),
            On(
                "2024-09-26",
                9,
                Pmo,
                People.Select(p => new SetCapacity("2024", Key.Parse(p.Department), p.Role, p.Fte))
            ),
            On(
                "2025-01-07",
                9,
                Pmo,
                People.Select(p => new SetCapacity("2025", Key.Parse(p.Department), p.Role, p.Fte))
            ),
            .. Given.Select(g =>
                On(
                    Day(g.From),
                    10,
                    Department(g.Department),
                    new AllocateResource(
                        Key.Parse(g.Initiative),
                        Key.Parse(g.Department),
                        g.Role,
                        g.Fte,
                        Day(g.From),
                        Day(g.To)
                    )
                )
            ),
            On(
                "2025-07-09",
                9,
                Pmo,
                new ReleaseResource(
                    Key.Parse("smart-meters"),
                    Key.Parse("metering"),
                    "fitter",
                    2,
                    new(2025, 8, 1),
                    new(2027, 4, 30)
                )
            ),
            .. Quarters.SelectMany(q => Worked(q.Period, Day(q.Day))),
            .. Rated.Select(r =>
                On(
                    r.Day,
                    15,
                    Pmo,
                    new RateAssurance(
                        Key.Parse(r.Initiative),
                        "rag",
                        r.Rating,
                        Why("Looked at plan, money and risks with the department"),
                        "pmo-1"
                    )
                )
            ),
            On(
                "2025-05-06",
                9,
                Department("it"),
                new DeclareDependency(
                    Key.Parse("east-mains"),
                    Key.Parse("network-map"),
                    Reason: "The survey of the west says where the old mains lie"
                )
            ),
            On(
                "2025-05-07",
                9,
                Department("capital"),
                new DeclareDependency(Key.Parse("storm-storage"), Key.Parse("network-map")),
                new DeclareDependency(
                    Key.Parse("solar-park"),
                    Key.Parse("sludge-energy"),
                    Reason: "Both feed the same transformer"
                )
            ),
            On(
                "2025-11-03",
                9,
                Department("capital"),
                new RemoveDependency(Key.Parse("east-mains"), Key.Parse("network-map"))
            ),
            On(Merged, 8, Board, new MergeDepartment(Key.Parse("metering"), Key.Parse("it"))),
        ];

    /// <summary>Of the days allocated in a quarter, nine in ten are worked.</summary>
    private static IEnumerable<DemoMoment> Worked(string period, DateOnly day)
    {
        foreach (var g in Given)
            if (Day(g.From) < day.AddDays(-45) && Day(g.To) > day.AddDays(-45))
                yield return On(
                    day,
                    16,
                    Department(g.Department),
                    new RecordEffort(
                        Key.Parse(g.Initiative),
                        period,
                        g.Fte * 152 * 3 * .9m,
                        Key.Parse(
                            g.Department == "metering" && day >= Merged ? "it" : g.Department
                        ),
                        g.Role
                    )
                );
    }
}
