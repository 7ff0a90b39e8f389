using PortfolioLedger.Core.Portfolios;

namespace PortfolioLedger.Core.Initiatives;

/// <summary>The board approved the budget of an initiative for a period.</summary>
/// <param name="Amount">The budget of the period.</param>
public sealed record BudgetApproved(Key Initiative, string Period, Money Amount, Grounds Grounds)
    : IInitiativeChange, IGrounded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) =>
        $"Approved {Amount} for {book.InitiativeName(Initiative)} in {Period}";

    public Initiative Applied(Initiative initiative, in Stamp stamp) =>
        initiative.WithBudget(
            Period,
            initiative.BudgetOf(Period).State(Amount.Amount, stamp.EffectiveOn, stamp.Position)
        );

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new ApproveBudget(Initiative, Period, Amount, Grounds);

    /// <remarks>What a role may decide alone is delegated by the portfolio.</remarks>
    public SubjectKind? RestsOnAll() => SubjectKind.Portfolio;

    public ChangeTopic? Topic() => ChangeTopic.Money;

    public ProcessEffect InProcess(ProcessStep before, in Stamp stamp) =>
        before.BudgetsBefore.ContainsKey(Period)
            ? new(before with { BudgetsBefore = before.BudgetsBefore.Remove(Period) }) : default;
}

/// <summary>
/// Approves the budget of an initiative for a period: from its day on it replaces what was approved
/// and changed for days up to it.
/// </summary>
public sealed record ApproveBudget(Key Initiative, string Period, Money Amount, Grounds Grounds)
    : IDecision, IChecked
{
    public IEnumerable<FieldFault> Faults() => Check.Period("/period", Period);

    public Verdict Decide(Book book, Caller caller)
    {
        var fact = new BudgetApproved(Initiative, Period, book.InCurrency(Amount), Grounds);
        return book.RefuseEnded(Initiative, caller) ?? book.RefuseCurrency(Amount)
            ?? book.RefuseBudget(fact, Period, Grounds, caller) ?? Verdict.Accept(fact);
    }
}
