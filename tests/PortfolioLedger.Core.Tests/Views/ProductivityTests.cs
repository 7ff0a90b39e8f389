using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

public sealed class ProductivityTests
{
    private static readonly Key A = Key.Parse("a");
    private static readonly Key North = Key.Parse("north");

    private static ProductivityItem Of(History journal, decimal hours = 152) =>
        Productivity.Compute(journal.AsOf("2026-12-31"), hours).Items[0];

    private static History Worked() => BenefitsTests.Worked().On("2026-02-01")
        .Record(Delivered("a", "one", "2026-02-01") with { AcceptedBy = "maria" },
            Delivered("a", "two", "2026-02-01"),
            Delivered("a", "three", "2026-02-01") with { AcceptedBy = "maria" },
            new EffortRecorded(A, "2026-01", North, "engineer", 456),
            new EffortRecorded(A, "2026-02", null, null, 152));

    [Fact]
    public void Accepted_outputs_are_counted_per_person_month()
    {
        var a = Of(Worked());

        Assert.Equal((2, 608m, 4m, .5m),
            (a.AcceptedOutputs, a.EffortHours, a.FteMonths, a.OutputsPerFteMonth));
        Assert.Equal(608m / 160, Of(Worked(), 160).FteMonths);
    }

    /// <summary>2 FTE for a whole year are 24 person-months of 152 hours.</summary>
    [Fact]
    public void Effort_is_compared_with_the_people_allocated()
    {
        var a = Of(Worked().Record(new ResourceAllocated(
            A, North, "engineer", 2, new(2026, 1, 1), new(2026, 12, 31))));

        Assert.Equal((3648m, Math.Round(608m / 3648, 20)),
            (Math.Round(a.CapacityHours!.Value, 10), Math.Round(a.EffortOfCapacity!.Value, 20)));
    }

    [Fact]
    public void People_to_come_are_no_capacity_yet() => Assert.Null(Of(Worked().Record(
        new ResourceAllocated(A, North, "engineer", 2, new(2027, 1, 1), null))).CapacityHours);

    [Fact]
    public void Net_profit_is_cashable_benefits_less_spend()
    {
        var a = Of(Worked().Record(BenefitsTests.Came("a", "2026", 500), Spend("a", 120),
            BenefitsTests.Came("a", "2026", 30, BenefitKind.Disbenefit),
            BenefitsTests.Came("a", "2026", 999, @class: BenefitClass.NonCashable)));

        Assert.Equal((470m, 120m, 350m), (a.CashableBenefits, a.Spend, a.NetProfit));
    }

    [Fact]
    public void What_is_unknown_is_named()
    {
        var b = Productivity.Compute(Worked().AsOf("2026-12-31")).Items[1];

        Assert.Equal((0, null, null, null),
            (b.AcceptedOutputs, b.OutputsPerFteMonth, b.EffortOfCapacity, b.NetProfit));
        Assert.Equal(["no effort is recorded", "nobody is allocated", "no spend is recorded",
            "no cashable benefit is realised"], b.Unknown);
    }

    [Fact]
    public void The_portfolio_adds_up_what_is_known()
    {
        var all = Productivity.Compute(Worked().Record(Spend("a", 1), Spend("b", 2))
            .Record(new EffortRecorded(Key.Parse("b"), "2026-02", null, null, 152))
            .AsOf("2026-12-31")).Overall;

        Assert.Equal((2, 760m, 3m), (all.AcceptedOutputs, all.EffortHours, all.Spend));
    }

    [Fact]
    public void Effort_that_was_taken_back_divides_nothing()
    {
        var a = Of(Worked().Record(new EffortRecorded(A, "2026-02", null, null, -608)));

        Assert.Null(a.OutputsPerFteMonth);
        Assert.Contains("all effort was taken back", a.Unknown);
    }
}
