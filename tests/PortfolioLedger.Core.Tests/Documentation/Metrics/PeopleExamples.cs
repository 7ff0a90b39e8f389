using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Stakeholders;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Tests.Views;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;
using static PortfolioLedger.Core.Tests.Documentation.Metrics.Words;

namespace PortfolioLedger.Core.Tests.Documentation.Metrics;

/// <summary>Worked examples of departments, people and who was told.</summary>
internal static class PeopleExamples
{
    public static readonly MetricExample[] All =
    [
        new("Silo matrix", Matrix),
        new("Capacity and over-allocation", Capacity),
        new("Accepted outputs per FTE-month", Outputs),
        new("Effort against capacity", Effort),
        new("Net profit", Profit),
        new("Days since the last contact", Contact),
        new("Objectives acknowledged", Acknowledged),
    ];

    private static ResourceAllocated People(string initiative, string department, decimal fte,
        string from, string? to) =>
        new(Key.Parse(initiative), Key.Parse(department), "engineer", fte, History.Day(from),
            to is null ? null : History.Day(to));

    private static string Matrix()
    {
        decimal a = 1_200, b = 300, fte = 4, guests = 2;
        var view = Silos.Compute(new History().Record(Opened()).Record(Objective("o1"))
            .Record(Objective("o2"))
            .Record(Initiative("a", "north"), Initiative("b", "south"))
            .Record(Claim("a", "o1", Strength.Strong), Claim("a", "o2", Strength.Medium))
            .Record(Budget("a", a), Budget("b", b), People("a", "north", fte, "2026-01-01", null),
                People("a", "south", guests, "2026-01-01", null)).Book);
        var cell = view.Items.First(i => i.Department?.Value == "north"
            && i.Objective?.Value == "o1");
        return $"A of the department north, budget {N(a)}, contributes 9 and 3 to two objectives "
            + $"and has {N(fte)} FTE of "
            + $"north and {N(guests)} of south; B of south, budget {N(b)}, serves none. North has "
            + $"{R(cell.Money)} and "
            + $"{R(cell.Fte)} FTE in the first objective. Initiatives that cross: "
            + $"{R(view.CrossDepartmentInitiatives)} of "
            + $"{R(view.Initiatives)}, money {R(view.CrossDepartmentMoney)} of {R(view.Money)}, "
            + "share "
            + $"{R(view.CrossDepartmentShare)}.";
    }

    private static string Capacity()
    {
        decimal stated = 4, first = 3, second = 2;
        var item = Assert.Single(Capacities.Compute(new History().Record(Opened(),
            new DepartmentRegistered(Key.Parse("it"), "IT"),
            new CapacitySet("2026-q2", Key.Parse("it"), "engineer", stated),
            Initiative("a"), Initiative("b"), People("a", "it", first, "2026-01-01", "2026-05-31"),
            People("b", "it", second, "2026-05-01", null)).AsOf("2026-12-31")).Items);
        return $"{N(stated)} FTE from April to June, {N(first)} allocated until 31 May and "
            + $"{N(second)} from 1 May on: "
            + $"allocated {R(item.Allocated)} at most, over by {R(item.OverAllocation)}.";
    }

    private static readonly (string Period, decimal Hours)[] Worked = [("2026-01", 456),
        ("2026-02", 152)];

    private static History Work => BenefitsTests.Worked().On("2026-02-01").Record(
        Delivered("a", "one", "2026-02-01") with { AcceptedBy = "maria" },
            Delivered("a", "two", "2026-02-01"),
        Delivered("a", "three", "2026-02-01") with { AcceptedBy = "maria" })
        .Record([.. Worked.Select(w => new EffortRecorded(Key.Parse("a"), w.Period, null, null,
            w.Hours))]);

    private static ProductivityItem Of(History journal) =>
        Productivity.Compute(journal.AsOf("2026-12-31")).Items[0];

    private static string Outputs()
    {
        var a = Of(Work);
        return $"{L(Worked.Select(w => w.Hours))} hours are {R(a.EffortHours)} or "
            + $"{R(a.FteMonths)} FTE-months; of three "
            + $"outputs {R(a.AcceptedOutputs)} were accepted: {R(a.OutputsPerFteMonth)} a month.";
    }

    private static string Effort()
    {
        decimal fte = 2;
        var a = Of(Work.Record(People("a", "north", fte, "2026-01-01", "2026-12-31")));
        return $"{N(a.EffortHours)} hours of work; {N(fte)} FTE allocated for the whole year 2026 "
            + "are "
            + $"{R(a.CapacityHours)} hours: {R(a.EffortOfCapacity)}.";
    }

    private static string Profit()
    {
        decimal came = 500, harm = 30, spent = 120;
        var a = Of(Work.Record(BenefitsTests.Came("a", "2026", came), Spend("a", spent),
            BenefitsTests.Came("a", "2026", harm, Core.Outcomes.BenefitKind.Disbenefit)));
        return $"cashable benefits of {N(came)}, harm of {N(harm)}, spend of {N(spent)}: "
            + $"{R(a.CashableBenefits)} less "
            + $"{R(a.Spend)} is {R(a.NetProfit)}.";
    }

    private static string Contact()
    {
        var (told, asked) = ("2026-01-20", "2026-02-03");
        var board = CommunicationCoverage
            .Compute(
                new History()
                    .Record(
                        Opened(),
                        Person("s1"),
                        Person("s2"),
                        new CommunicationRecorded(
                            Key.Parse("c1"),
                            [Key.Parse("s1")],
                            null,
                            null,
                            History.Day("2026-01-10"),
                            null
                        ),
                        new CommunicationRecorded(
                            Key.Parse("c2"),
                            [Key.Parse("s1")],
                            null,
                            null,
                            History.Day(told),
                            null
                        )
                    )
                    .AsOf(asked)
            )
            .Items.Single(g => g.Group == StakeholderGroup.Board);
        return $"one of two members of the board was told something on 2026-01-10 and {told}: on "
            + $"{asked} "
            + $"{R(board.Contacted)} of {R(board.Stakeholders)} contacted, {R(board.DaysSince)} "
            + "days since.";
        static StakeholderRegistered Person(string key) =>
            new(Key.Parse(key), null, StakeholderGroup.Board);
    }

    private static string Acknowledged()
    {
        var journal = new History().Record(Opened()).Record(Objective("o1"));
        journal.Record(
            new StrategyAcknowledged([Key.Parse("o1")], journal.Position, Key.Parse("s1")),
            new StrategyAcknowledged([Key.Parse("o1")], journal.Position, Key.Parse("s2")),
            new ObjectiveRevised(
                Key.Parse("o1"),
                ObjectiveField.Statement,
                "To be reached.",
                "Sooner.",
                Why
            )
        );
        journal.Record(
            new StrategyAcknowledged([Key.Parse("o1")], journal.Position, Key.Parse("s1"))
        );
        var known = Assert.Single(CommunicationCoverage.Compute(journal.Book).Objectives);
        return $"two read an objective, it is revised at position {R(known.ChangedAt)}, one reads "
            + "it again: acknowledged by "
            + $"{R(known.AcknowledgedBy.Length)}, before that by "
            + $"{R(known.AcknowledgedBefore.Length)} more.";
    }
}
