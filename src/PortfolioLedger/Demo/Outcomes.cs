using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Valuation;
using static PortfolioLedger.Demo.Telling;

namespace PortfolioLedger.Demo;

/// <summary>
/// What the work is for, measured every quarter. Nothing is linked to the customer app: it is
/// delivered, and nobody can say what it was good for.
/// </summary>
internal static class Outcomes
{
    private static readonly (string Key, string Name, string Unit, Direction Direction,
        OutcomeCategory Category, string? Initiative, string Goal, decimal Baseline,
        decimal Target, decimal[] Measured)[] Kept =
    [
        ("leakage", "Water lost on the way", "percent", Direction.Decrease,
            OutcomeCategory.Productivity, "leak-detection", "resilient-network", 17.8m, 12,
            [17.6m, 17.1m, 15.9m, 13.8m, 11.9m]),
        ("solved-at-first-call", "Solved at the first call", "percent", Direction.Increase,
            OutcomeCategory.Customer, "first-call", "valued-by-customers", 61, 75,
            [60.5m, 62, 66, 69, 72.5m]),
        ("satisfaction", "Satisfied customers", "percent", Direction.Increase,
            OutcomeCategory.Customer, "east-mains", "valued-by-customers", 72, 80,
            [72, 64, 66, 73, 77]),
        ("water-complaints", "Complaints about water per month", "complaints",
            Direction.Decrease, OutcomeCategory.Customer, "east-mains", "safe-supply", 6, 2,
            [6, 13, 9, 5, 3]),
        ("compliance", "Samples within limits", "percent", Direction.Increase,
            OutcomeCategory.Customer, "uv-treatment", "safe-supply", 99.2m, 99.9m,
            [99.2m, 99.1m, 99.3m, 99.4m, 99.6m]),
        ("bill-index", "Bills against prices", "index", Direction.Decrease,
            OutcomeCategory.Financial, "smart-meters", "affordable-bills", 104, 100,
            [104, 103.6m, 103.5m, 103.1m, 102.8m]),
        ("interruption", "Minutes without water per customer", "minutes", Direction.Decrease,
            OutcomeCategory.Customer, "storm-storage", "resilient-network", 41, 25,
            [43, 44, 38, 36, 33]),
        ("days-to-connect", "Days to a new connection", "days", Direction.Decrease,
            OutcomeCategory.MarketPositioning, "fast-connect", "valued-by-customers", 34, 10,
            [34, 33, 31, 24, 16]),
    ];

    private static readonly string[] Quarters =
        ["2024-12-31", "2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31"];

    /// <summary>The moments of this chapter.</summary>
    public static IEnumerable<DemoMoment> All() =>
    [
        On("2024-09-02", 9, Pmo, Kept.Select(o => new DefineOutcome(Key.Parse(o.Key), o.Name,
            o.Direction, o.Unit, OutcomeKind.Tangible, o.Category, Frequency: "quarterly"))),
        On("2024-09-25", 10, Board, Kept.SelectMany(Agreed)),
        .. Kept.Where(o => Early(o.Initiative)).Select(o => Linked("2024-10-15", o.Key,
            o.Initiative!)),
        .. Kept.Where(o => !Early(o.Initiative)).Select(o => Linked("2025-04-16", o.Key,
            o.Initiative!)),
        .. Quarters.Select((day, quarter) => On(Day(day), 18, Pmo, Kept.Select(o =>
            new MeasureOutcome(Key.Parse(o.Key), o.Measured[quarter], Day(day),
                Method: "quarterly report")))),
        On("2025-07-21", 10, Pmo, new CorrectMeasurement(Key.Parse("satisfaction"),
            Day("2025-06-30"), 67, Reason: "Forty late answers were not counted")),
    ];

    private static IEnumerable<ICommand> Agreed((string Key, string Name, string Unit,
        Direction Direction, OutcomeCategory Category, string? Initiative, string Goal,
        decimal Baseline, decimal Target, decimal[] Measured) o)
    {
        var key = Key.Parse(o.Key);
        var rises = o.Direction == Direction.Increase;
        yield return new SetBaseline(key, o.Baseline, new(2024, 9, 25),
            Why("The average of the four quarters before"));
        yield return new SetTarget(key, new(2026, 12, 31),
            Why("What comparable utilities reach"), rises ? o.Target : null,
            rises ? null : o.Target);
        yield return new LinkOutcome(key, Why("By this the objective is seen to be reached"),
            Objective: Key.Parse(o.Goal));
    }

    private static DemoMoment Linked(string day, string outcome, string initiative) =>
        On(day, 10, Board, new LinkOutcome(Key.Parse(outcome),
            Why("By this the initiative is seen to be worth it"),
            Initiative: Key.Parse(initiative)));

    private static bool Early(string? initiative) =>
        string.CompareOrdinal(Proposals.From(initiative!).Proposed, "2024-10-01") < 0;
}
