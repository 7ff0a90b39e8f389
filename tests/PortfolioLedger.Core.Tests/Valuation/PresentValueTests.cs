using CsCheck;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Valuation;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Valuation;

/// <summary>Present values against published numbers.</summary>
public sealed class PresentValueTests
{
    /// <summary>The flows of the worked example in the documentation of metrics.</summary>
    internal static readonly CashFlowSeries Worked =
        Yearly(-200_000, 60_000, 80_000, 70_000, 60_000, 50_000);

    /// <summary>The example of XNPV and XIRR in the documentation of Excel.</summary>
    internal static readonly CashFlowSeries Dated = CashFlowSeries.Compute(
        Dollar,
        [
            new(Day("2008-01-01"), -10_000),
            new(Day("2008-03-01"), 2_750),
            new(Day("2008-10-30"), 4_250),
            new(Day("2009-02-15"), 3_250),
            new(Day("2009-04-01"), 2_750),
        ]
    );

    internal static CashFlowSeries Yearly(params decimal[] amounts) =>
        CashFlowSeries.Yearly(Dollar, amounts);

    [Fact]
    public void The_first_flow_is_not_discounted()
    {
        var metric = Npv.Compute(Worked, .12m);

        Assert.Equal(33_673.98m, Math.Round(metric.Value!.Value, 2));
        Assert.Equal(("npv/1", "USD"), (metric.Formula, metric.Unit));
        Assert.Equal([.12m], metric.Inputs.Single(i => i.Name == "discount-rate").Values);
        Assert.Equal([-200_000, 60_000, 80_000, 70_000, 60_000, 50_000], metric.Inputs[0].Values);
    }

    [Fact]
    public void Year_by_year_the_discounted_flows_add_up()
    {
        decimal[] cumulative =
        [
            -200_000,
            -146_428.57m,
            -82_653.06m,
            -32_828.44m,
            5_302.64m,
            33_673.98m,
        ];

        for (var years = 0; years < cumulative.Length; years++)
            Assert.Equal(
                cumulative[years],
                Math.Round(
                    Npv.Compute(
                        Yearly([.. Worked.Flows.Take(years + 1).Select(f => f.Amount)]),
                        .12m
                    ).Value!.Value,
                    2
                )
            );
    }

    /// <summary>
    /// Published as −0.00847859163845488, from binary numbers: these are the exact digits.
    /// </summary>
    [Fact]
    public void Near_its_root_it_is_exact_where_binary_numbers_are_not()
    {
        var value = Npv.Compute(Yearly(-100, 39, 59, 55, 20), .281m).Value!.Value;

        Assert.Equal(-0.00847859163845488m, value, 12);
        Assert.Equal(-0.00847859163842613m, Math.Round(value, 17));
    }

    /// <summary>
    /// Spreadsheets discount the first flow: theirs starts with a period of nothing.
    /// </summary>
    [Fact]
    public void The_examples_of_spreadsheets_are_one_period_later()
    {
        Assert.Equal(
            1_188.44m,
            Math.Round(Npv.Compute(Yearly(0, -10_000, 3_000, 4_200, 6_800), .10m).Value!.Value, 2)
        );
        Assert.Equal(
            1_922.06m,
            Math.Round(
                Npv.Compute(
                    Yearly(-40_000, 8_000, 9_200, 10_000, 12_000, 14_500),
                    .08m
                ).Value!.Value,
                2
            )
        );
    }

    [Fact]
    public void In_the_middle_of_its_year_a_flow_is_worth_more()
    {
        var metric = Npv.MidPeriod(Worked, .12m);

        Assert.Equal(47_297.30m, Math.Round(metric.Value!.Value, 2));
        Assert.Equal("npv-mid-period/1", metric.Formula);
    }

    [Fact]
    public void Dated_flows_are_discounted_by_days()
    {
        var metric = Npv.Compute(Dated, .09m);

        Assert.Equal(2_086.647602m, Math.Round(metric.Value!.Value, 6));
        Assert.Equal("xnpv/1", metric.Formula);
        Assert.Equal([0, 60, 303, 411, 456], metric.Inputs.Single(i => i.Name == "days").Values);
    }

    [Theory]
    [InlineData("2026-03-15 2027-03-15 2028-03-15", false, "0 1 2")]
    [InlineData("2026-03-15 2028-03-15 2030-03-15", false, "0 2 4")]
    [InlineData("2024-02-29 2025-02-28 2026-02-28", false, "0 1 2")]
    [InlineData("2026-03-15", false, "0")]
    [InlineData("2026-03-15 2026-03-15 2027-03-15", false, "0 1")]
    [InlineData("2026-03-15 2027-03-15 2029-03-15", true, "0 365 1096")]
    [InlineData("2026-03-15 2027-03-16", true, "0 366")]
    [InlineData("2026-01-01 2026-07-01", true, "0 181")]
    public void Only_equally_spaced_years_are_counted_in_years(
        string days,
        bool dated,
        string periods
    )
    {
        var series = CashFlowSeries.Compute(
            Dollar,
            [.. days.Split(' ').Select(d => new CashFlow(Day(d), 1))]
        );

        Assert.Equal(dated, series.IsDated);
        Assert.Equal(periods, string.Join(' ', series.Flows.Select(f => f.Period)));
    }

    [Fact]
    public void Flows_of_one_day_are_one() =>
        Assert.Equal(
            Npv.Compute(Yearly(-100, 150), .1m).Value,
            Npv.Compute(
                CashFlowSeries.Compute(
                    Dollar,
                    [
                        new(Day("2026-01-01"), -60),
                        new(Day("2026-01-01"), -40),
                        new(Day("2027-01-01"), 150),
                    ]
                ),
                .1m
            ).Value
        );

    [Fact]
    public void What_cannot_be_discounted_is_unknown_with_the_reason()
    {
        Assert.Equal("there are no cash flows", Npv.Compute(Yearly(), .1m).Unknown);
        Assert.Equal("the discount rate is not greater than -1", Npv.Compute(Worked, -1).Unknown);
        Assert.Equal("the discount rate is not greater than -1", Npv.MidPeriod(Worked, -2).Unknown);
        Assert.Equal("the cash flows do not come every year", Npv.MidPeriod(Dated, .1m).Unknown);
        var everyOther = CashFlowSeries.Compute(
            Dollar,
            [new(Day("2026-01-01"), -1), new(Day("2028-01-01"), 1), new(Day("2030-01-01"), 1)]
        );
        Assert.Equal(
            "the cash flows do not come every year",
            Npv.MidPeriod(everyOther, .1m).Unknown
        );
    }

    [Fact]
    public void A_rate_that_inflates_flows_beyond_all_bounds_is_no_number() =>
        Assert.Equal("the numbers are too large to be computed exactly",
            Npv.Compute(Yearly([.. Enumerable.Repeat(1m, 30)]), -.99m).Unknown);

    [Fact]
    public void Without_a_rate_it_is_the_sum() =>
        Gen.Int[-1_000, 1_000]
            .Array[1, 30]
            .Sample(amounts =>
            {
                var flows = Yearly([.. amounts.Select(a => (decimal)a)]);
                Assert.Equal(amounts.Sum(), Npv.Compute(flows, 0).Value);
                Assert.Equal(amounts.Sum(), Npv.MidPeriod(flows, 0).Value);
            });

    [Fact]
    public void Days_and_years_agree_where_years_have_365_days() =>
        Gen.Select(Gen.Int[1, 900].Array[2, 3], Gen.Int[-500, 2_000])
            .Sample(
                (amounts, permille) =>
                {
                    var byDays = new CashFlowSeries(
                        Dollar,
                        365,
                        [.. amounts.Select((a, i) => new PeriodFlow(i * 365, a))]
                    );
                    var rate = permille / 1_000m;
                    Assert.Equal(
                        Npv.Compute(
                            Yearly([.. amounts.Select(a => (decimal)a)]),
                            rate
                        ).Value!.Value,
                        Npv.Compute(byDays, rate).Value!.Value,
                        15
                    );
                }
            );
}
