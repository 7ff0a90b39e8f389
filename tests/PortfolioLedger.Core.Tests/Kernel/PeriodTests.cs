using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Kernel;

public sealed class PeriodTests
{
    [Theory]
    [InlineData("2026", "2026-01-01", "2026-12-31")]
    [InlineData("2026-h2", "2026-07-01", "2026-12-31")]
    [InlineData("2026-q1", "2026-01-01", "2026-03-31")]
    [InlineData("2026-q4", "2026-10-01", "2026-12-31")]
    [InlineData("2026-03", "2026-03-01", "2026-03-31")]
    [InlineData("2028-02", "2028-02-01", "2028-02-29")]
    public void A_named_period_covers_days(string period, string from, string to) =>
        Assert.Equal((Day(from), Day(to)), Periods.DaysOf(period));

    [Theory]
    [InlineData("whole-life")]
    [InlineData("2026-13")]
    [InlineData("2026-00")]
    [InlineData("2026-q5")]
    [InlineData("2026-q0")]
    [InlineData("2026-h3")]
    [InlineData("2026-x1")]
    [InlineData("2026-3")]
    [InlineData("2026-031")]
    [InlineData("20260101")]
    [InlineData("0000")]
    [InlineData("fy26")]
    [InlineData("26")]
    public void Another_name_says_no_days(string period)
    {
        Assert.Null(Periods.DaysOf(period));
        Assert.False(Periods.IsOver(period, DateOnly.MaxValue));
        Assert.False(Periods.IsToCome(period, DateOnly.MinValue));
    }

    [Theory]
    [InlineData("2026")]
    [InlineData("2026-h1")]
    [InlineData("2026-q4")]
    [InlineData("2026-12")]
    [InlineData("fy2026")]
    [InlineData("fy2026-q1")]
    [InlineData("whole-life")]
    public void New_records_name_their_period_so(string period)
    {
        Assert.True(Periods.IsName(period));
        Assert.Empty(Check.Period("/period", period));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("")]
    [InlineData("26")]
    [InlineData("2026-13")]
    [InlineData("2026-q5")]
    [InlineData("2026-01-01")]
    [InlineData("0001")]
    [InlineData("9999")]
    [InlineData("fy26")]
    [InlineData("fy")]
    [InlineData("fywhole-life")]
    [InlineData("FY2026")]
    public void And_not_so(string period)
    {
        var fault = Assert.Single(Check.Period("/period", period));
        Assert.Equal("/period", fault.Pointer);
        Assert.Contains("\"2026-q1\"", fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fiscal_period_says_no_days() => Assert.Null(Periods.DaysOf("fy2026"));

    [Fact]
    public void It_is_over_on_its_last_day_and_begun_on_its_first()
    {
        Assert.False(Periods.IsOver("2026-q1", Day("2026-03-30")));
        Assert.True(Periods.IsOver("2026-q1", Day("2026-03-31")));
        Assert.True(Periods.IsToCome("2026-q1", Day("2025-12-31")));
        Assert.False(Periods.IsToCome("2026-q1", Day("2026-01-01")));
    }
}
