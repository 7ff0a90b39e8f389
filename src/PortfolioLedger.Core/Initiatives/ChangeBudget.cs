namespace PortfolioLedger.Core.Initiatives;

/// <summary>The board changed an approved budget; the new total counts, the delta explains.</summary>
public sealed record BudgetChanged(Key Initiative, string Period, Money Delta, Money NewTotal, Grounds Grounds)
    : IInitiativeChange, IGrounded
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    /// <inheritdoc/>
    public string Sentence(Book book) =>
        $"{(Delta.Amount < 0 ? "Cut" : "Raised")} the budget of {book.InitiativeName(Initiative)} in {Period} "
        + $"by {Delta with { Amount = Math.Abs(Delta.Amount) }} to {NewTotal}";

    /// <inheritdoc/>
    public Initiative Applied(Initiative initiative, in Stamp stamp) =>
        initiative.WithBudget(Period, NewTotal, stamp);
}

/// <summary>Changes an approved budget: the old total plus the delta must be the new total.</summary>
public sealed record ChangeBudget(Key Initiative, string Period, Money Delta, Money NewTotal, Grounds Grounds)
    : IDecision, IChecked
{
    private const decimal Cent = 0.01m;

    /// <inheritdoc/>
    public IEnumerable<FieldFault> Faults() => Check.Period("/period", Period);

    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseEnded(Initiative, caller) ?? book.RefuseCurrency(Delta) ?? book.RefuseCurrency(NewTotal)
            ?? (caller.Claims ? null : book.RefuseNoBudget(Initiative, Period) ?? RefuseDelta(book))
            ?? book.RefuseBudgetAboveBand(Initiative, Period, NewTotal, Grounds, caller)
            ?? Verdict.Of(new BudgetChanged(
                Initiative, Period, book.InCurrency(Delta), book.InCurrency(NewTotal), Grounds));

    private Refusal? RefuseDelta(Book book)
    {
        var old = book.Initiatives.Find(Initiative)!.BudgetTotal(Period);
        return Math.Abs(old + Delta.Amount - NewTotal.Amount) < Cent ? null : new Refusal("delta-mismatch",
            $"{new Money(old, book.Details.Currency)} plus the delta of {book.InCurrency(Delta)} is not "
            + $"{book.InCurrency(NewTotal)}.", new Subject(SubjectKind.Initiative, Initiative));
    }
}
