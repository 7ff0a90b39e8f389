using PortfolioLedger.Benchmarks;

namespace PortfolioLedger.Tests.Operations;

/// <summary>What counts as growth in a soak.</summary>
public sealed class GrowthTests
{
    [Fact]
    public void What_rises_steadily_has_grown()
    {
        var growth = Growth.Of(Samples(at => 100 + at), least: 2);

        Assert.True(growth.Grew);
        Assert.Equal(60, growth.AnHour, tolerance: 0.001);
    }

    [Fact]
    public void What_fills_at_first_and_then_stays_has_not() =>
        Assert.False(Growth.Of(Samples(at => Math.Min(at, 50)), least: 2).Grew);

    [Fact]
    public void Single_peaks_are_not_growth() => Assert.False(
        Growth.Of(Samples(at => at % 20 == 0 ? 100 + at : 100), least: 2).Grew);

    [Fact]
    public void What_swings_more_than_it_rises_has_not_grown() => Assert.False(
        Growth.Of(Samples(at => 100 + at / 10 + (at % 2 == 0 ? 0 : 40)), least: 2).Grew);

    [Fact]
    public void A_rise_below_what_was_said_is_not_growth() =>
        Assert.False(Growth.Of(Samples(at => 10 + at / 100), least: 5).Grew);

    /// <summary>A figure at each of 240 minutes.</summary>
    private static (TimeSpan, double)[] Samples(Func<double, double> figure) =>
        [.. Enumerable.Range(0, 240).Select(at => (TimeSpan.FromMinutes(at), figure(at)))];
}
