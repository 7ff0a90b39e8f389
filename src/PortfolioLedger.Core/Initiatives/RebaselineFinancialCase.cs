using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Initiatives;

/// <summary>The board replaced the financial case in force.</summary>
public sealed record FinancialCaseRebaselined(Key Initiative, FinancialCase Case, Grounds Grounds)
    : IInitiativeChange, IGrounded, IUnreported
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) =>
        $"Rebaselined the financial case of {book.InitiativeName(Initiative)}";

    public Initiative Applied(Initiative initiative, in Stamp stamp) =>
        initiative.WithCase(Case, stamp);

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new RebaselineFinancialCase(Initiative, Case.CashFlows, Case.Currency,
            Case.DiscountRate, Grounds, Case.Ecv, Case.Arr);

    public ProcessEffect InProcess(ProcessStep before, in Stamp stamp) =>
        new(null, DayTally.Rebaseline);
}

/// <summary>
/// Measures an initiative against another financial case from now on. The case it was approved with
/// stays beside it: nobody reaches a goal by moving it.
/// </summary>
public sealed record RebaselineFinancialCase(
    Key Initiative, ImmutableArray<CashFlow> CashFlows, Currency Currency, decimal DiscountRate,
    Grounds Grounds, EcvInputs? Ecv = null, ArrInputs? Arr = null) : IDecision, IChecked
{
    private FinancialCase Case => new(CashFlows, Currency, DiscountRate, Ecv, Arr);

    public IEnumerable<FieldFault> Faults() => Case.Faults();

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseEnded(Initiative, caller)
        ?? RefuseNoCase(book, caller)
        ?? book.RefuseCase(Initiative, Case)
        ?? Verdict.Accept(new FinancialCaseRebaselined(Initiative, Case, Grounds));

    private Refusal? RefuseNoCase(Book book, Caller caller) =>
        caller.Claims || book.Initiatives.Find(Initiative)!.StatedCase is not null
            ? null
            : new Refusal(
                "no-financial-case",
                "There is no financial case to rebaseline; submit one first.",
                new Subject(SubjectKind.Initiative, Initiative)
            );
}
