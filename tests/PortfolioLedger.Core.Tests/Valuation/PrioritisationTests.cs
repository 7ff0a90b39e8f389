using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Tests.Valuation;

public sealed class PrioritisationTests
{
    [Fact]
    public void Wsjf_is_the_cost_of_delay_by_the_size_of_the_job()
    {
        var metric = Wsjf.Compute(7, 9, 5, 2);

        Assert.Equal(10.5m, metric.Value);
        Assert.Equal("wsjf/1", metric.Formula);
        Assert.Equal("points", metric.Unit);
        Assert.Equal(["business-value", "time-criticality", "risk-reduction", "job-size"],
            metric.Inputs.Select(i => i.Name));
        Assert.Equal([7, 9, 5, 2], metric.Inputs.SelectMany(i => i.Values));
        Assert.Null(metric.Unknown);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_job_without_size_has_no_Wsjf(int size)
    {
        var metric = Wsjf.Compute(7, 9, 5, size);

        Assert.Null(metric.Value);
        Assert.Equal("the job size is not greater than 0", metric.Unknown);
    }

    [Fact]
    public void Rice_is_reach_times_impact_times_confidence_by_effort() =>
        Assert.Equal(1066.67m, Math.Round(Rice.Compute(2000, 2, .8m, 3).Value!.Value, 2));

    [Fact]
    public void Rice_keeps_the_period_of_the_reach() =>
        Assert.Equal("points per 2026-q1", Rice.Compute(2000, 2, .8m, 3, "2026-q1").Unit);

    [Fact]
    public void Rice_needs_effort_and_a_confidence_up_to_one()
    {
        Assert.Equal("the effort is not greater than 0", Rice.Compute(2000, 2, .8m, 0).Unknown);
        Assert.Equal("the confidence is not between 0 and 1", Rice.Compute(2000, 2, 80, 3).Unknown);
        Assert.Equal("the confidence is not between 0 and 1", Rice.Compute(2000, 2, -1, 3).Unknown);
    }

    [Fact]
    public void Numbers_beyond_what_decimals_hold_are_unknown_not_wrong() =>
        Assert.Equal("the numbers are too large to be computed exactly",
            Rice.Compute(decimal.MaxValue, 2, 1, 1).Unknown);
}
