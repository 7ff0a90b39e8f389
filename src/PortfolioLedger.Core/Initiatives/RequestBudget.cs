using PortfolioLedger.Core.Portfolios;

namespace PortfolioLedger.Core.Initiatives;

/// <summary>Money was requested for an initiative for a period; it approves nothing.</summary>
/// <param name="Amount">
/// What is requested; from its day on it replaces what was requested for the period before.
/// </param>
public sealed record BudgetRequested(Key Initiative, string Period, Money Amount)
    : IInitiativeChange, IOutsideProcess
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) =>
        $"Requested {Amount} for {book.InitiativeName(Initiative)} {Prose.Within(Period)}";

    public Initiative Applied(Initiative initiative, in Stamp stamp) => initiative with
    {
        Requested = initiative.Requested.SetItem(Period,
            initiative.Requested.GetValueOrDefault(Period).Set(Amount.Amount, stamp)),
    };

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new RequestBudget(Initiative, Period, Amount, effectiveOn);

    public ChangeTopic? Topic() => ChangeTopic.Money;
}

/// <summary>
/// Requests money for an initiative for a period; approving it is the board's. A later request for
/// the same period replaces it, from its day on.
/// </summary>
public sealed record RequestBudget(
    Key Initiative, string Period, Money Amount, DateOnly? EffectiveOn = null) : ICommand, IChecked
{
    public IEnumerable<FieldFault> Faults() =>
        Check.Period("/period", Period).Concat(Check.NotNegative("/amount", Amount.Amount));

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseEnded(Initiative, caller) ?? book.RefuseCurrency(Amount)
            ?? Verdict.Accept(new BudgetRequested(Initiative, Period, book.InCurrency(Amount)));
}
