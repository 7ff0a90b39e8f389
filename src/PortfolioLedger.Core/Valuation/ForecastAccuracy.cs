namespace PortfolioLedger.Core.Valuation;

/// <summary>How far forecasts were from what came; in shares of what came.</summary>
public static class ForecastAccuracy
{
    /// <summary>Weighted absolute percentage error, <c>Σ |F − A| / Σ |A|</c>: 0 is exact.</summary>
    public static Metric Wmape(ReadOnlySpan<decimal> forecasts, ReadOnlySpan<decimal> actuals)
    {
        var metric = Asked("wmape/1", forecasts, actuals);
        decimal error = 0, sum = 0;
        for (var i = 0; i < Math.Min(forecasts.Length, actuals.Length); i++)
            (error, sum) = (
                error + Math.Abs(forecasts[i] - actuals[i]),
                sum + Math.Abs(actuals[i])
            );
        return Answered(metric, forecasts.Length, actuals.Length, error, sum);
    }

    /// <summary>Bias, <c>Σ (F − A) / Σ A</c>: positive when too much was forecast.</summary>
    public static Metric Bias(ReadOnlySpan<decimal> forecasts, ReadOnlySpan<decimal> actuals)
    {
        var metric = Asked("forecast-bias/1", forecasts, actuals);
        decimal error = 0, sum = 0;
        for (var i = 0; i < Math.Min(forecasts.Length, actuals.Length); i++)
            (error, sum) = (error + forecasts[i] - actuals[i], sum + actuals[i]);
        return Answered(metric, forecasts.Length, actuals.Length, error, sum);
    }

    private static Metric Answered(
        Metric metric,
        int forecasts,
        int actuals,
        decimal error,
        decimal sum
    ) =>
        forecasts != actuals ? metric.IsUnknown("there is not one actual value for each forecast")
        : forecasts == 0 ? metric.IsUnknown("there are no forecasts")
        : sum == 0 ? metric.IsUnknown("the actual values add up to 0")
        : metric.Is(error / sum);

    private static Metric Asked(
        string formula,
        ReadOnlySpan<decimal> forecasts,
        ReadOnlySpan<decimal> actuals
    ) =>
        Metric.Start(
            formula,
            "share",
            new("forecasts", [.. forecasts]),
            new("actuals", [.. actuals])
        );
}
