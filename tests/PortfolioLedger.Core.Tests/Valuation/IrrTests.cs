using CsCheck;
using PortfolioLedger.Core.Valuation;
using static PortfolioLedger.Core.Tests.Valuation.PresentValueTests;

namespace PortfolioLedger.Core.Tests.Valuation;

/// <summary>Rates of return against published numbers, and all of them.</summary>
public sealed class IrrTests
{
    public static TheoryData<decimal[], decimal, int> Single => new()
    {
        { [-100, 39, 59, 55, 20], .28095m, 5 },
        { [-100, 0, 0, 74], -.0955m, 4 },
        { [-100, 100, 0, 7], .06206m, 5 },
        // The example of IRR in the documentation of Excel, after four and five years.
        { [-70_000, 12_000, 15_000, 18_000, 21_000], -.021m, 3 },
        { [-70_000, 12_000, 15_000, 18_000, 21_000, 26_000], .087m, 3 },
    };

    [Theory]
    [MemberData(nameof(Single))]
    public void A_single_rate_is_given_without_a_note(decimal[] flows, decimal rate, int decimals)
    {
        var result = Irr.Compute(Yearly(flows));

        Assert.Equal(rate, Math.Round(Assert.Single(result.Rates), decimals));
        Assert.Null(result.Note);
        Assert.Equal("irr/1", result.Formula);
    }

    public static TheoryData<decimal[], decimal[], int> Several => new()
    {
        // Published as −0.678 and −0.083; the first is −0.67889….
        { [-100, 100, 0, -7], [-.6789m, -.0833m], 4 },
        { [-1_600, 10_000, -10_000], [.25m, 4], 10 },
        // (1 + r) is 1.1, 1.2 or 1.3.
        { [-1_000, 3_600, -4_310, 1_716], [.1m, .2m, .3m], 8 },
    };

    [Theory]
    [MemberData(nameof(Several))]
    public void Several_rates_are_all_given_and_flagged(
        decimal[] flows,
        decimal[] rates,
        int decimals
    )
    {
        var result = Irr.Compute(Yearly(flows));

        Assert.Equal(rates, result.Rates.Select(r => Math.Round(r, decimals)));
        Assert.StartsWith(
            $"{rates.Length} rates: the cash flows change sign",
            result.Note,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Among_several_changes_of_sign_the_published_rate_is_found() =>
        Assert.Contains(
            .0886m,
            Irr.Compute(Yearly(-5, 10.5m, 1, -8, 1)).Rates.Select(r => Math.Round(r, 4))
        );

    [Fact]
    public void A_double_rate_is_found_although_nothing_crosses_zero()
    {
        var result = Irr.Compute(Yearly(-100, 220, -121));

        Assert.Equal([.1m], result.Rates);
        Assert.Equal(
            "a double rate: the present value touches zero without crossing it",
            result.Note
        );
    }

    [Theory]
    [InlineData(100, 39, 59)]
    [InlineData(-100, -39, -59)]
    [InlineData(0, 0, 0)]
    public void Without_a_change_of_sign_there_is_none(int first, int second, int third)
    {
        var result = Irr.Compute(Yearly(first, second, third));

        Assert.Empty(result.Rates);
        Assert.Equal("no sign change", result.Note);
    }

    [Fact]
    public void Changes_of_sign_promise_no_rate()
    {
        var result = Irr.Compute(Yearly(100, -200, 150));

        Assert.Empty(result.Rates);
        Assert.Equal("no rate: the present value does not reach zero", result.Note);
    }

    [Fact]
    public void Dated_flows_have_the_rate_that_spreadsheets_call_XIRR()
    {
        var result = Irr.Compute(Dated);

        Assert.Equal(.373362535m, Assert.Single(result.Rates), 7);
        Assert.Equal("xirr/1", result.Formula);
    }

    [Fact]
    public void Without_flows_there_is_nothing_to_ask() =>
        Assert.Equal("there are no cash flows", Irr.Compute(Yearly()).Note);

    [Fact]
    public void What_returns_at_once_has_no_rate_that_means_anything() =>
        Assert.Empty(Irr.Compute(new(Sample.Dollar, 365, [new(0, -1), new(1, 1_000_000)])).Rates);

    [Fact]
    public void Alternating_without_end_is_not_searched() =>
        Assert.StartsWith(
            "more than 50 changes",
            Irr.Compute(
                Yearly([.. Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? -1m : 1.1m)])
            ).Note,
            StringComparison.Ordinal
        );

    /// <summary>Flows built from chosen rates: every one of them comes back, no other.</summary>
    [Fact]
    public void All_rates_from_which_flows_are_built_are_found() =>
        Gen.Int[-8, 30]
            .HashSet[1, 4]
            .Sample(tenths =>
            {
                var rates = tenths.Order().Select(t => t / 10m).ToArray();
                var flows = rates.Aggregate((decimal[])[-1], (product, rate) =>
                    TimesRoot(product, 1 + rate)
                );

            Assert.Equal(rates, Irr.Compute(Yearly(flows)).Rates.Select(r => Math.Round(r, 6)));
        });

    [Fact]
    public void At_every_rate_given_the_present_value_is_zero() =>
        Gen.Int[-1_000, 1_000]
            .Array[2, 12]
            .Sample(amounts =>
            {
                var flows = Yearly([.. amounts.Select(a => (decimal)a)]);
                foreach (var rate in Irr.Compute(flows).Rates.Where(r => r is > -.9m and < 100))
                    Assert.True(
                        Math.Abs(Npv.Compute(flows, rate).Value!.Value)
                            <= 1e-5m
                                * flows.Flows.Sum(f =>
                                    Math.Abs(f.Amount) * Math.Max(1, Inflated(rate, f.Period))
                                )
                    );
            });

    private static decimal Inflated(decimal rate, int years) =>
        (decimal)Math.Pow((double)(1 + rate), -years);

    /// <summary>The polynomial times (x − root), lowest power last as flows in time are.</summary>
    private static decimal[] TimesRoot(decimal[] flows, decimal root) =>
        [.. Enumerable.Range(0, flows.Length + 1).Select(i =>
            (i < flows.Length ? flows[i] : 0) - (i > 0 ? root * flows[i - 1] : 0))];
}
