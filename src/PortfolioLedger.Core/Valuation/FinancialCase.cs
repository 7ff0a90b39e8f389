namespace PortfolioLedger.Core.Valuation;

/// <summary>Money on a day; negative is paid out.</summary>
/// <param name="On">The day of the flow.</param>
/// <param name="Amount">Positive comes in, negative goes out.</param>
/// <param name="Currency">That of the case, if it is said for the flow.</param>
public sealed record CashFlow(DateOnly On, decimal Amount, Currency? Currency = null);

/// <summary>
/// What the expected commercial value is computed from; see the formula catalogue.
/// </summary>
/// <param name="PresentValue">
/// Of future earnings, before launch and remaining development cost.
/// </param>
/// <param name="TechnicalSuccess">Probability 0..1.</param>
/// <param name="CommercialSuccess">Probability 0..1.</param>
/// <param name="DevelopmentCost">Remaining; sunk cost excluded.</param>
/// <param name="LaunchCost">Of bringing it to customers.</param>
public sealed record EcvInputs(
    decimal PresentValue, Share TechnicalSuccess, Share CommercialSuccess, decimal DevelopmentCost,
    decimal LaunchCost);

/// <summary>What an accounting rate of return is measured against; stored by name.</summary>
public enum InvestmentBase
{
    /// <summary>The initial investment.</summary>
    Initial,
    /// <summary>(initial + salvage) / 2.</summary>
    Average,
    /// <summary>(initial − salvage) / 2.</summary>
    AverageDepreciable,
    /// <summary>(initial + salvage) / 2 + working capital.</summary>
    AveragePlusWc,
}

/// <summary>What the accounting rate of return is computed from.</summary>
public sealed record ArrInputs(
    decimal AverageProfit, decimal Investment, InvestmentBase Base, decimal? Salvage = null,
    decimal? WorkingCapital = null);

/// <summary>The financial case of an initiative.</summary>
/// <param name="CashFlows">In order of their days.</param>
/// <param name="Currency">Of all of them: the portfolio's.</param>
/// <param name="DiscountRate">Per year, 0.12 for 12 %.</param>
/// <param name="Ecv">Inputs of the expected commercial value, if known.</param>
/// <param name="Arr">Inputs of the accounting rate of return, if known.</param>
public sealed record FinancialCase(
    ImmutableArray<CashFlow> CashFlows, Currency Currency, decimal DiscountRate, EcvInputs? Ecv,
    ArrInputs? Arr);
