using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.ValueStreams;
using static PortfolioLedger.Demo.Telling;

namespace PortfolioLedger.Demo;

/// <summary>July 2024: who is there, what matters, and how it is scored.</summary>
internal static class Foundations
{
    /// <summary>The key of the scoring model.</summary>
    public static readonly Key Model = Key.Parse("board-model");

    private static readonly (string Key, string Name)[] Departments =
    [
        ("pmo", "Project management office"), ("network", "Network operations"),
        ("treatment", "Treatment"), ("customers", "Customer service"), ("finance", "Finance"),
        ("it", "Information technology"), ("capital", "Capital works"),
    ];

    private static readonly (string Key, string Name)[] Segments =
    [
        ("households", "Households"), ("small-business", "Small businesses"),
        ("industry", "Industry"), ("farms", "Farms"),
    ];

    private static readonly (string Key, string Title, string Statement, string Owner)[] Goals =
    [
        ("safe-supply", "Safe supply", "Every glass of water is safe, every day.", "treatment"),
        ("affordable-bills", "Affordable bills", "Bills rise no faster than prices.", "finance"),
        ("resilient-network", "Resilient network", "A burst is felt by few and not for long.",
            "network"),
        ("valued-by-customers", "Valued by customers", "Customers would choose us if they could.",
            "customers"),
    ];

    private static readonly (string Key, string Name, string Owner, string[] Segments,
        decimal Importance, decimal Money, decimal Fte, string Goal)[] Streams =
    [
        ("clean-water", "Clean water", "treatment", ["households", "industry", "farms"],
            .35m, 9_200_000, 64, "safe-supply"),
        ("waste-water", "Waste water", "treatment", ["households", "industry"],
            .20m, 7_900_000, 51, "resilient-network"),
        ("asset-care", "Care of pipes and plant", "network", ["households", "small-business"],
            .20m, 5_100_000, 48, "resilient-network"),
        ("customer-care", "Customer care", "customers", ["households", "small-business"],
            .15m, 1_700_000, 33, "valued-by-customers"),
        ("new-connections", "New connections", "customers", ["small-business", "industry"],
            .10m, 900_000, 12, "affordable-bills"),
    ];

    /// <summary>The moments of this chapter.</summary>
    public static IEnumerable<DemoMoment> All() =>
    [
        On("2024-07-01", 8, Pmo, Organisation()),
        On("2024-07-08", 9, Pmo, Strategy()),
        On("2024-07-15", 10, Board, Approved()),
        On("2024-07-22", 9, Pmo, Identified()),
        On("2024-07-24", 10, Board, Assessed()),
        On("2024-07-26", 9, Pmo, Drafted()),
        On("2024-07-30", 10, Board, Adopted()),
        On("2025-01-06", 9, Pmo, Streams.Select(s => new StateResources(
            Key.Parse(s.Key), "2025", Usd(s.Money * 1.04m), s.Fte + 1))),
    ];

    /// <summary>A whole set of weights.</summary>
    public static ImmutableSortedDictionary<Key, decimal> Weights(
        params (string Goal, decimal Weight)[] weights) =>
        weights.ToImmutableSortedDictionary(w => Key.Parse(w.Goal), w => w.Weight);

    private static IEnumerable<ICommand> Organisation() =>
        Departments.Select(d => (ICommand)new RegisterDepartment(Key.Parse(d.Key), d.Name))
            .Concat(Segments.Select(s => new RegisterCustomerSegment(Key.Parse(s.Key), s.Name)));

    private static IEnumerable<ICommand> Strategy() =>
    [
        new ProposeObjective(Key.Parse("mission"), "Water for the valley",
            "We keep the valley supplied and its river clean.", ObjectiveLevel.Mission, "board"),
        .. Goals.Select(g => new ProposeObjective(Key.Parse(g.Key), g.Title, g.Statement,
            ObjectiveLevel.Strategic, g.Owner, Key.Parse("mission"), new(2028, 12, 31))),
        new ProposeObjective(Key.Parse("less-leakage"), "Less leakage",
            "Lose less than a tenth of what is treated.", ObjectiveLevel.Operational, "network",
            Key.Parse("resilient-network"), new(2026, 12, 31)),
    ];

    private static IEnumerable<ICommand> Approved()
    {
        var grounds = Why("Strategy day of the board, July 2024");
        foreach (var goal in Goals.Select(g => g.Key).Append("less-leakage").Prepend("mission"))
            yield return new ApproveObjective(Key.Parse(goal), grounds);
        yield return new ReweightObjectives(Weights(("safe-supply", .35m),
            ("affordable-bills", .30m), ("resilient-network", .20m),
            ("valued-by-customers", .15m)), Why("Safety first, then what people pay"));
    }

    private static IEnumerable<ICommand> Identified()
    {
        foreach (var s in Streams)
        {
            yield return new IdentifyValueStream(Key.Parse(s.Key), s.Name,
                ValueStreamKind.Operational, ValueStreamLevel.Portfolio,
                Segments: [.. s.Segments.Select(Key.Parse)], OwnerDepartment: Key.Parse(s.Owner));
            yield return new StateResources(Key.Parse(s.Key), "2024", Usd(s.Money), s.Fte);
        }
    }

    private static IEnumerable<ICommand> Assessed()
    {
        foreach (var s in Streams)
        {
            yield return new AssessImportance(Key.Parse(s.Key), new(s.Importance),
                Why("Share of customers who would notice a week without it"), new(.7m));
            yield return new LinkValueStreamToObjective(Key.Parse(s.Key), Key.Parse(s.Goal),
                Strength.Strong, Why("The stream exists for this objective"));
        }
    }

    private static IEnumerable<ICommand> Drafted() =>
    [
        new DraftScoringModel(Model,
        [
            new("value", 0, 10, new(.35m), Name: "Value for customers"),
            new("urgency", 0, 10, new(.25m), Name: "Urgency"),
            new("risk", 0, 10, new(.15m), Preference.Lower, "Risk of delivery"),
            new("alignment", 0, 100, new(.25m), Source: CriterionSource.Alignment),
        ]),
    ];

    private static IEnumerable<ICommand> Adopted() =>
    [
        new ReleaseScoringModel(Model, Why("Tried on last year's proposals and found fair")),
        new AdoptScoringModel(Model, Why("One model for all proposals from now on")),
        new SetPortfolioBudget("2024", Why("Investment plan for the rest of 2024"),
            Usd(7_500_000), Usd(500_000)),
    ];
}
