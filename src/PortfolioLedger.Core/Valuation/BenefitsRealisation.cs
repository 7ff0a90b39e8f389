namespace PortfolioLedger.Core.Valuation;

/// <summary>
/// How much of the planned benefits came, as a share; unknown when none were planned.
/// </summary>
public static class BenefitsRealisation
{
    /// <summary><c>Σ actual up to a day / Σ planned up to that day</c>.</summary>
    public static Metric ToDate(decimal actual, decimal planned) =>
        Compute(
            "benefits-realisation-to-date/1",
            actual,
            planned,
            "nothing was planned up to the day"
        );

    /// <summary><c>Σ actual / Σ planned</c> over the whole plan.</summary>
    public static Metric Total(decimal actual, decimal planned) =>
        Compute("benefits-realisation-total/1", actual, planned, "nothing is planned");

    private static Metric Compute(string formula, decimal actual, decimal planned, string reason)
    {
        var metric = Metric.Start(formula, "share", new("actual", actual), new("planned", planned));
        return planned > 0 ? metric.Is(() => actual / planned) : metric.IsUnknown(reason);
    }
}
