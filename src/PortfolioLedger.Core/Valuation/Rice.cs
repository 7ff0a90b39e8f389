namespace PortfolioLedger.Core.Valuation;

/// <summary>
/// Reach, impact, confidence, effort (Intercom): <c>reach · impact · confidence / effort</c>. Reach
/// counts people in a period and keeps it: scores of different periods do not compare.
/// </summary>
public static class Rice
{
    /// <summary>Id and version of the formula.</summary>
    public const string Formula = "rice/1";

    /// <summary>The score in points, of the period of the reach; unknown without effort.</summary>
    /// <param name="reach">People reached in the period.</param>
    /// <param name="impact">On each of them, on the scale of the house.</param>
    /// <param name="confidence">0..1.</param>
    /// <param name="effort">In person-months, or what the house counts in.</param>
    /// <param name="period">Of the reach; unknown if null.</param>
    public static Metric Compute(
        decimal reach, decimal impact, decimal confidence, decimal effort, string? period = null)
    {
        var metric = Metric.Start(
            Formula,
            period is null ? "points" : $"points per {period}",
            new("reach", reach),
            new("impact", impact),
            new("confidence", confidence),
            new("effort", effort)
        );
        return effort <= 0 ? metric.IsUnknown("the effort is not greater than 0")
            : confidence is < 0 or > 1 ? metric.IsUnknown("the confidence is not between 0 and 1")
            : metric.Is(() => reach * impact * confidence / effort);
    }
}
