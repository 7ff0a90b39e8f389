using System.Globalization;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Valuation;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Valuation;

/// <summary>Expected commercial value: the six published candidates.</summary>
public sealed class EcvTests
{
    /// <summary>Name, PV, Pts, Pcs, D, C, ECV, ECV / D.</summary>
    internal static readonly ImmutableArray<(
        string Name,
        EcvInputs Inputs,
        string Ecv,
        string Index
    )> Candidates =
    [
        ("alpha", Of(30, .80m, .50m, 3, 5), "5", "1.667"),
        ("beta", Of(63.75m, .50m, .80m, 5, 2), "19.5", "3.9"),
        ("gamma", Of(8.62m, .75m, .75m, 2, 1), "2.09875", "1.049"),
        ("delta", Of(3, 1, 1, 1, .5m), "1.5", "1.5"),
        ("echo", Of(50, .60m, .75m, 5, 3), "15.7", "3.14"),
        ("foxtrot", Of(66.25m, .50m, .80m, 10, 2), "15.5", "1.55"),
    ];

    public static TheoryData<int> All => [.. Enumerable.Range(0, Candidates.Length)];

    [Theory]
    [MemberData(nameof(All))]
    public void Value_and_index_are_as_published(int index)
    {
        var (_, inputs, value, productivity) = Candidates[index];

        Assert.Equal(Number(value), Ecv.Compute(inputs, Dollar).Value);
        Assert.Equal(
            Number(productivity),
            Math.Round(Ecv.ProductivityIndex(inputs).Value!.Value, 3)
        );
    }

    [Fact]
    public void It_is_in_the_currency_of_its_inputs_and_carries_them()
    {
        var metric = Ecv.Compute(Candidates[0].Inputs, Dollar);

        Assert.Equal(("ecv/1", "USD"), (metric.Formula, metric.Unit));
        Assert.Equal([30, .8m, .5m, 3, 5], metric.Inputs.SelectMany(i => i.Values));
        Assert.Equal("ecv-index/1", Ecv.ProductivityIndex(Candidates[0].Inputs).Formula);
    }

    [Fact]
    public void Without_remaining_cost_the_index_is_undefined_and_the_value_known()
    {
        var inputs = Of(30, .8m, .5m, 0, 5);

        Assert.Equal(8, Ecv.Compute(inputs, Dollar).Value);
        Assert.Equal(Ecv.NoCostRemains, Ecv.ProductivityIndex(inputs).Unknown);
    }

    [Fact]
    public void Impossible_inputs_give_no_number()
    {
        Assert.Equal(
            "a probability is not between 0 and 1",
            Ecv.Compute(Of(1, 1.1m, 1, 1, 1), Dollar).Unknown
        );
        Assert.Equal(
            "a probability is not between 0 and 1",
            Ecv.Compute(Of(1, 1, -.1m, 1, 1), Dollar).Unknown
        );
        Assert.Equal(
            "the development cost is negative",
            Ecv.ProductivityIndex(Of(1, 1, 1, -1, 1)).Unknown
        );
        Assert.Equal(
            "the launch cost is negative",
            Ecv.Compute(Of(1, 1, 1, 1, -1), Dollar).Unknown
        );
    }

    private static EcvInputs Of(
        decimal value,
        decimal technical,
        decimal commercial,
        decimal cost,
        decimal launch
    ) => new(value, new Share(technical), new Share(commercial), cost, launch);

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
