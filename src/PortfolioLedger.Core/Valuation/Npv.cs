namespace PortfolioLedger.Core.Valuation;

/// <summary>
/// Net present value, <c>Σ CF_t / (1 + r)^t</c> from t = 0: the first flow is not discounted (the
/// function NPV of spreadsheets discounts it). Dated flows: <c>t = days / 365</c>, as XNPV has it.
/// </summary>
public static class Npv
{
    /// <summary>Flows at the ends of their periods.</summary>
    public static Metric Compute(CashFlowSeries flows, decimal rate)
    {
        var metric = Asked(flows.IsDated ? "xnpv/1" : "npv/1", flows, rate);
        return flows.Refused(rate) is { } reason ? metric.IsUnknown(reason)
            : metric.Is(() => flows.Discounted(rate).Sum(f => f.Amount));
    }

    /// <summary>
    /// Flows in the middle of their years, <c>CF_0 + (1 + r)^½ · Σ_{t ≥ 1} CF_t / (1 + r)^t</c>;
    /// only for flows of every year.
    /// </summary>
    public static Metric MidPeriod(CashFlowSeries flows, decimal rate)
    {
        var metric = Asked("npv-mid-period/1", flows, rate);
        if (flows.Refused(rate) is { } reason)
            return metric.IsUnknown(reason);
        if (!flows.IsEveryYear)
            return metric.IsUnknown("the cash flows do not come every year");
        return metric.Is(() =>
        {
            var later = flows.Discounted(rate).Where(f => f.Period > 0).Sum(f => f.Amount);
            return flows.Flows[0].Amount + DecimalPower.Root(1 + rate, 2) * later;
        });
    }

    private static Metric Asked(string formula, CashFlowSeries flows, decimal rate) => Metric.Start(
        formula, flows.Currency.Code, flows.Inputs.Add(new Input("discount-rate", rate)));
}
