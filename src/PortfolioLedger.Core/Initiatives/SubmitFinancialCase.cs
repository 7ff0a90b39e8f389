using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Initiatives;

/// <summary>The financial case of an initiative was submitted.</summary>
public sealed record FinancialCaseSubmitted(Key Initiative, FinancialCase Case)
    : IInitiativeChange, ISelfContained, IUnreported, IOutsideProcess
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) =>
        $"Submitted the financial case of {book.InitiativeName(Initiative)}";

    public Initiative Applied(Initiative initiative, in Stamp stamp) =>
        initiative.WithCase(Case, stamp);
}

/// <summary>States the finances of an initiative.</summary>
public sealed record SubmitFinancialCase(
    Key Initiative, ImmutableArray<CashFlow> CashFlows, Currency Currency, decimal DiscountRate,
    EcvInputs? Ecv = null, ArrInputs? Arr = null, DateOnly? EffectiveOn = null) : ICommand, IChecked
{
    private FinancialCase Case => new(CashFlows, Currency, DiscountRate, Ecv, Arr);

    public IEnumerable<FieldFault> Faults() => Case.Faults();

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseEnded(Initiative, caller) ?? book.RefuseCase(Initiative, Case)
            ?? Verdict.Accept(new FinancialCaseSubmitted(Initiative, Case));
}
