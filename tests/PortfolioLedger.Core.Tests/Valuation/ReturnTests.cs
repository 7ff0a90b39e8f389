using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Valuation;
using static PortfolioLedger.Core.Tests.Valuation.PresentValueTests;
using PortfolioLedger.Core.Tests.AuditLog;

namespace PortfolioLedger.Core.Tests.Valuation;

/// <summary>Payback and the accounting rate of return.</summary>
public sealed class ReturnTests
{
    private static readonly ArrInputs Machine = new(
        AverageProfit: 200_000 - 50_000 - 420_000 / 12, 420_000, InvestmentBase.Initial, 0);

    [Fact]
    public void Payback_goes_in_proportion_into_the_year_that_recovers_the_outlay()
    {
        var metric = Payback.Compute(Worked);

        Assert.Equal(2.857m, Math.Round(metric.Value!.Value, 3));
        Assert.Equal(("payback/1", "years"), (metric.Formula, metric.Unit));
        Assert.Equal(3.86m, Math.Round(Payback.Discounted(Worked, .12m).Value!.Value, 2));
    }

    [Fact]
    public void At_no_rate_both_paybacks_agree() =>
        Assert.Equal(Payback.Compute(Worked).Value, Payback.Discounted(Worked, 0).Value);

    [Fact]
    public void Dated_flows_pay_back_in_years_of_365_days() =>
        // After 303 days 3,000 are missing: 3,000 / 3,250 of the next 108 days.
        Assert.Equal((303 + 3_000m / 3_250 * 108) / 365, Payback.Compute(Dated).Value!.Value, 20);

    [Fact]
    public void A_later_outlay_has_to_be_recovered_too() =>
        Assert.Equal(3.5m, Payback.Compute(Yearly(-100, 100, -50, -50, 200)).Value);

    [Fact]
    public void What_is_never_recovered_has_no_payback()
    {
        Assert.Equal("the outlay is never recovered", Payback.Compute(Yearly(-100, 99)).Unknown);
        Assert.Equal(
            "the outlay is never recovered",
            Payback.Discounted(Yearly(-100, 105), .12m).Unknown
        );
        Assert.Equal("there is no outlay to recover", Payback.Compute(Yearly(100, -50)).Unknown);
        Assert.Equal("there are no cash flows", Payback.Compute(Yearly()).Unknown);
        Assert.Equal("the numbers are too large to be computed exactly",
            Payback.Discounted(Yearly([.. Enumerable.Repeat(-1m, 30)]), -.99m).Unknown);
    }

    [Theory]
    [InlineData(InvestmentBase.Initial, "0.274")]
    [InlineData(InvestmentBase.Average, "0.548")]
    [InlineData(InvestmentBase.AverageDepreciable, "0.548")]
    public void The_accounting_rate_depends_on_its_base(InvestmentBase investment, string rate)
    {
        var metric = Arr.Compute(Machine with { Base = investment });

        Assert.Equal(
            rate,
            Math.Round(metric.Value!.Value, 3)
                .ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
        Assert.Equal(115_000, metric.Inputs[0].Values[0]);
    }

    [Fact]
    public void Salvage_and_working_capital_change_the_base()
    {
        var inputs = new ArrInputs(
            10,
            100,
            InvestmentBase.Average,
            Salvage: 20,
            WorkingCapital: 40
        );

        Assert.Equal(10m / 60, Arr.Compute(inputs).Value);
        Assert.Equal(
            10m / 40,
            Arr.Compute(inputs with { Base = InvestmentBase.AverageDepreciable }).Value
        );
        Assert.Equal(
            10m / 100,
            Arr.Compute(inputs with { Base = InvestmentBase.AveragePlusWc }).Value
        );
        Assert.Equal(
            "share of the average-plus-wc investment",
            Arr.Compute(inputs with { Base = InvestmentBase.AveragePlusWc }).Unit
        );
    }

    [Fact]
    public void A_base_that_is_not_known_gives_no_rate()
    {
        Assert.Equal("the salvage value is not stated",
            Arr.Compute(new(10, 100, InvestmentBase.Average)).Unknown);
        Assert.Equal("the working capital is not stated",
            Arr.Compute(new(10, 100, InvestmentBase.AveragePlusWc, 0)).Unknown);
        Assert.Equal("the investment base is not greater than 0",
            Arr.Compute(new(10, 0, InvestmentBase.Initial)).Unknown);
        Assert.Equal("the investment base is not greater than 0",
            Arr.Compute(new(10, 100, InvestmentBase.AverageDepreciable, 100)).Unknown);
    }
}
