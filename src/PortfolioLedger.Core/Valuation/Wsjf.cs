namespace PortfolioLedger.Core.Valuation;

/// <summary>
/// Weighted shortest job first (Reinertsen; SAFe): cost of delay divided by job size,
/// <c>(user-business value + time criticality + risk reduction) / job size</c>. All four are
/// relative points.
/// </summary>
public static class Wsjf
{
    /// <summary>Id and version of the formula.</summary>
    public const string Formula = "wsjf/1";

    /// <summary>The score in points; unknown when the job has no size.</summary>
    public static Metric Compute(
        decimal businessValue,
        decimal timeCriticality,
        decimal riskReduction,
        decimal jobSize
    )
    {
        var metric = Metric.Start(Formula, "points", new("business-value", businessValue),
            new("time-criticality", timeCriticality), new("risk-reduction", riskReduction),
            new("job-size", jobSize));
        return jobSize > 0
            ? metric.Is(() => (businessValue + timeCriticality + riskReduction) / jobSize)
            : metric.IsUnknown("the job size is not greater than 0");
    }
}
