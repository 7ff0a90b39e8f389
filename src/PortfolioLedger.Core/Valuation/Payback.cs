namespace PortfolioLedger.Core.Valuation;

/// <summary>
/// How many years until the outlay has come back: the last time at which the cumulative flow is
/// negative, and from there in proportion into the next flow. Discounted, the flows are taken at
/// their present values.
/// </summary>
public static class Payback
{
    /// <summary>The payback period in years.</summary>
    public static Metric Compute(CashFlowSeries flows) =>
        Recovered(Metric.Start("payback/1", "years", flows.Inputs), flows, 0);

    /// <summary>The payback period in years, at present values.</summary>
    public static Metric Discounted(CashFlowSeries flows, decimal rate) =>
        Recovered(
            Metric.Start(
                "discounted-payback/1",
                "years",
                flows.Inputs.Add(new Input("discount-rate", rate))
            ),
            flows,
            rate
        );

    private static Metric Recovered(Metric metric, CashFlowSeries flows, decimal rate)
    {
        if (flows.Refused(rate) is { } reason)
            return metric.IsUnknown(reason);
        try
        {
            return Recovered(metric, flows, [.. rate == 0 ? flows.Flows : flows.Discounted(rate)]);
        }
        catch (OverflowException)
        {
            return metric.IsUnknown(Metric.TooLarge);
        }
    }

    private static Metric Recovered(
        Metric metric,
        CashFlowSeries flows,
        ImmutableArray<PeriodFlow> values
    )
    {
        decimal cumulative = 0, missing = 0;
        var last = -1;
        for (var i = 0; i < values.Length; i++)
            if ((cumulative += values[i].Amount) < 0)
                (last, missing) = (i, -cumulative);
        if (last < 0)
            return metric.IsUnknown("there is no outlay to recover");
        if (last == values.Length - 1)
            return metric.IsUnknown("the outlay is never recovered");
        var (from, to) = (flows.YearsOf(values[last]), flows.YearsOf(values[last + 1]));
        return metric.Is(from + missing / values[last + 1].Amount * (to - from));
    }
}
