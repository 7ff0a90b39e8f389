namespace PortfolioLedger.Core.Initiatives;

/// <summary>Money on a day; negative is paid out.</summary>
public sealed record CashFlow(DateOnly On, decimal Amount);

/// <summary>What the expected commercial value is computed from; see the formula catalogue.</summary>
/// <param name="PresentValue">Of future earnings, before launch and remaining development cost.</param>
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

/// <summary>The finances of an initiative as somebody answers for them.</summary>
/// <param name="CashFlows">In order of their days.</param>
/// <param name="Currency">Of all of them: the portfolio's.</param>
/// <param name="DiscountRate">Per year, 0.12 for 12 %.</param>
/// <param name="Ecv">Inputs of the expected commercial value, if known.</param>
/// <param name="Arr">Inputs of the accounting rate of return, if known.</param>
public sealed record FinancialCase(
    ImmutableArray<CashFlow> CashFlows, Currency Currency, decimal DiscountRate, EcvInputs? Ecv, ArrInputs? Arr);

/// <summary>The finances of an initiative were stated.</summary>
public sealed record FinancialCaseSubmitted(Key Initiative, FinancialCase Case) : IInitiativeChange
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    /// <inheritdoc/>
    public string Sentence(Book book) =>
        $"Submitted the financial case of {book.InitiativeName(Initiative)}";

    /// <inheritdoc/>
    public Initiative Applied(Initiative initiative, in Stamp stamp) =>
        initiative with { FinancialCase = initiative.FinancialCase.Set(Case, stamp) };
}

/// <summary>States the finances of an initiative.</summary>
public sealed record SubmitFinancialCase(
    Key Initiative, ImmutableArray<CashFlow> CashFlows, Currency Currency, decimal DiscountRate,
    EcvInputs? Ecv = null, ArrInputs? Arr = null, DateOnly? EffectiveOn = null) : ICommand, IChecked
{
    /// <inheritdoc/>
    public IEnumerable<FieldFault> Faults() => (CashFlows.IsDefaultOrEmpty
            ? [new FieldFault("/cashFlows", "needs at least one cash flow")]
            : Enumerable.Empty<FieldFault>())
        .Concat(DiscountRate > -1 ? [] : [new("/discountRate", "must be greater than -1; 0.12 means 12 %")])
        .Concat(Check.NotNegative("/ecv/developmentCost", Ecv?.DevelopmentCost))
        .Concat(Check.NotNegative("/ecv/launchCost", Ecv?.LaunchCost));

    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseEnded(Initiative, caller) ?? book.RefuseCurrency(new Money(0, Currency)) ?? RefuseOrder()
            ?? Verdict.Of(new FinancialCaseSubmitted(
                Initiative, new(CashFlows, Currency, DiscountRate, Ecv, Arr)));

    private Refusal? RefuseOrder()
    {
        for (var i = 1; i < CashFlows.Length; i++)
            if (CashFlows[i].On < CashFlows[i - 1].On)
                return new Refusal("cash-flows-out-of-order",
                    $"The cash flow of {CashFlows[i].On:O} comes after that of {CashFlows[i - 1].On:O}; "
                    + "give them in the order of their days.", new Subject(SubjectKind.Initiative, Initiative));
        return null;
    }
}
