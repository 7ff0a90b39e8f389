using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Initiatives;

/// <summary>What submitting and rebaselining a financial case have in common.</summary>
internal static class FinancialCaseRules
{
    /// <summary>Thirty years of days would be a mistake; fifty of months are not.</summary>
    private const int MaxCashFlows = 1_000;

    /// <summary>Each field that cannot be right whatever the ledger says.</summary>
    public static IEnumerable<FieldFault> Faults(this FinancialCase stated) =>
        CashFlowFaults(stated.CashFlows)
            .Concat(
                stated.DiscountRate is > -1 and <= 1
                    ? []
                    :
                    [
                        new FieldFault(
                            "/discountRate",
                            "must be greater than -1 and at most 1: it is a share, 0.12 for 12 %"
                        ),
                    ]
            )
            .Concat(Check.NotNegative("/ecv/developmentCost", stated.Ecv?.DevelopmentCost))
            .Concat(Check.NotNegative("/ecv/launchCost", stated.Ecv?.LaunchCost))
            .Concat(
                stated.Arr is { Investment: <= 0 }
                    ? [new("/arr/investment", "must be greater than 0")]
                    : []
            )
            .Concat(Check.NotNegative("/arr/salvage", stated.Arr?.Salvage))
            .Concat(Check.NotNegative("/arr/workingCapital", stated.Arr?.WorkingCapital));

    /// <summary>
    /// Refuses another currency than the portfolio's, and flows that run back in time.
    /// </summary>
    public static Refusal? RefuseCase(this Book book, Key initiative, FinancialCase stated) =>
        book.RefuseCurrency(new Money(0, stated.Currency))
            ?? RefuseMixed(initiative, stated) ?? RefuseOrder(initiative, stated.CashFlows);

    /// <summary>The initiative with another case in force.</summary>
    public static Initiative WithCase(
        this Initiative initiative,
        FinancialCase stated,
        in Stamp stamp
    ) =>
        initiative with
        {
            FinancialCase = initiative.FinancialCase.Set(stated, stamp),
            StatedCase = stated,
        };

    private static IEnumerable<FieldFault> CashFlowFaults(ImmutableArray<CashFlow> flows) =>
        flows.IsDefaultOrEmpty ? [new("/cashFlows", "needs at least one cash flow")]
        : flows.Length > MaxCashFlows
            ? [new("/cashFlows", $"must have at most {MaxCashFlows} cash flows")]
        : [];

    private static Refusal? RefuseMixed(Key initiative, FinancialCase stated)
    {
        foreach (var flow in stated.CashFlows)
            if (flow.Currency is { } currency && currency != stated.Currency)
                return new("currency-mismatch",
                    $"The cash flow of {flow.On:O} is in {currency}, the case in "
                        + $"{stated.Currency}; "
                        + $"give both in {stated.Currency}.",
                    new Subject(SubjectKind.Initiative, initiative)
                );
        return null;
    }

    private static Refusal? RefuseOrder(Key initiative, ImmutableArray<CashFlow> flows)
    {
        for (var i = 1; i < flows.Length; i++)
            if (flows[i].On < flows[i - 1].On)
                return new("cash-flows-out-of-order",
                    $"The cash flow of {flows[i].On:O} comes after that of {flows[i - 1].On:O}; "
                        + "give them in the order of their days.",
                    new Subject(SubjectKind.Initiative, initiative)
                );
        return null;
    }
}
