namespace PortfolioLedger.Core.Valuation;

/// <summary>All metrics of one financial case, each with formula, inputs and unit.</summary>
public sealed record CaseMetrics(
    FinancialCase? Case, Metric Npv, Metric NpvMidPeriod, RatesOfReturn Irr, Metric Payback,
    Metric DiscountedPayback, Metric Arr, Metric Ecv, Metric ProductivityIndex)
{
    /// <summary>Why nothing is known of an initiative without a case.</summary>
    public const string NoCase = "no financial case is in force";

    /// <summary>Why nothing is known of the approved case.</summary>
    public const string NotApproved = "the initiative was not approved with a financial case";

    private const string NoEcv =
        "the case does not state the inputs of the expected commercial value";
    private const string NoArr =
        "the case does not state the inputs of the accounting rate of return";

    /// <summary>The metrics of a case; without one all are unknown for the given reason.</summary>
    public static CaseMetrics Compute(FinancialCase? stated, Currency currency, string without)
    {
        if (stated is null)
        {
            var nothing = Metric.Start("none", currency.Code).IsUnknown(without);
            return new(
                null,
                nothing,
                nothing,
                new("none", [], [], without),
                nothing,
                nothing,
                nothing,
                nothing,
                nothing
            );
        }
        var flows = CashFlowSeries.Compute(stated.Currency, stated.CashFlows);
        var (npv, ecv) = Worth(stated, flows);
        return new(
            stated,
            npv,
            Valuation.Npv.MidPeriod(flows, stated.DiscountRate),
            Valuation.Irr.Compute(flows),
            Valuation.Payback.Compute(flows),
            Valuation.Payback.Discounted(flows, stated.DiscountRate),
            stated.Arr is { } arr
                ? Valuation.Arr.Compute(arr)
                : Metric.Start(Valuation.Arr.Formula, "share").IsUnknown(NoArr),
            ecv,
            stated.Ecv is { } inputs ? Valuation.Ecv.ProductivityIndex(inputs)
                : Metric.Start("ecv-index/1", "ratio").IsUnknown(NoEcv));
    }

    /// <summary>
    /// What a case is worth and no more: net present value and expected commercial value; without
    /// one both are unknown for the given reason.
    /// </summary>
    public static (Metric Npv, Metric Ecv) WorthOf(
        FinancialCase? stated,
        Currency currency,
        string without
    )
    {
        if (stated is not null)
            return Worth(stated, CashFlowSeries.Compute(stated.Currency, stated.CashFlows));
        var nothing = Metric.Start("none", currency.Code).IsUnknown(without);
        return (nothing, nothing);
    }

    private static (Metric Npv, Metric Ecv) Worth(FinancialCase stated, CashFlowSeries flows) => (
        Valuation.Npv.Compute(flows, stated.DiscountRate),
        stated.Ecv is { } ecv ? Valuation.Ecv.Compute(ecv, stated.Currency)
            : Metric.Start("ecv/1", stated.Currency.Code).IsUnknown(NoEcv));
}
