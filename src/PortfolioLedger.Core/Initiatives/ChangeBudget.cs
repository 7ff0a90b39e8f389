using PortfolioLedger.Core.Portfolios;

namespace PortfolioLedger.Core.Initiatives;

/// <summary>
/// The board changed an approved budget; the new total on its day counts, the delta explains.
/// </summary>
/// <param name="Delta">As decided or published. The total counts; this is never added up.</param>
/// <param name="NewTotal">The budget of the period from then on.</param>
public sealed record BudgetChanged(
    Key Initiative,
    string Period,
    Money Delta,
    Money NewTotal,
    Grounds Grounds
) : IInitiativeChange, IGrounded, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) => Words(book, Prose.Within(Period));

    public string FormerSentence(Book book) => Words(book, $"in {Period}");

    private string Words(Book book, string within) =>
        $"{(Delta.Amount < 0 ? "Cut" : "Raised")} the budget of {book.InitiativeName(Initiative)} "
            + $"{within} by {Delta with { Amount = Math.Abs(Delta.Amount) }} to {NewTotal}";

    public Initiative Applied(Initiative initiative, in Stamp stamp) =>
        initiative.WithBudget(Period, initiative.BudgetOf(Period)
            .Change(NewTotal.Amount, Delta.Amount, stamp.EffectiveOn, stamp.Position));

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new ChangeBudget(Initiative, Period, Delta, NewTotal, Grounds);

    /// <remarks>What a role may decide alone is delegated by the portfolio.</remarks>
    public SubjectKind? RestsOnAll() => SubjectKind.Portfolio;

    public ChangeTopic? Topic() => ChangeTopic.Money;

    public ProcessEffect InProcess(ProcessStep before, in Stamp stamp) => new(
        before.Changed(Period, NewTotal.Amount - Delta.Amount), null,
        Delta.Amount != 0 && before.IsBudgetBefore(Period, NewTotal.Amount)
            ? Reversal.Change : null);
}

/// <summary>
/// Changes an approved budget: the total on the day it takes effect plus the delta must be the new
/// total. The difference counts from that day on, until a later-effective approval replaces it.
/// </summary>
public sealed record ChangeBudget(
    Key Initiative,
    string Period,
    Money Delta,
    Money NewTotal,
    Grounds Grounds
) : IDecision, IChecked
{
    private const decimal Cent = 0.01m;

    public IEnumerable<FieldFault> Faults() => Check.Period("/period", Period);

    public Verdict Decide(Book book, Caller caller)
    {
        var fact = new BudgetChanged(
            Initiative,
            Period,
            book.InCurrency(Delta),
            book.InCurrency(NewTotal),
            Grounds
        );
        return book.RefuseEnded(Initiative, caller)
            ?? book.RefuseCurrency(Delta)
            ?? book.RefuseCurrency(NewTotal)
            ?? (caller.Claims ? null : RefuseDelta(book))
            ?? book.RefuseBudget(fact, Period, Grounds, caller) ?? Verdict.Accept(fact);
    }

    private Refusal? RefuseDelta(Book book)
    {
        var (day, budget) = (
            book.DayOf(Grounds),
            book.Initiatives.Find(Initiative)!.BudgetOf(Period)
        );
        var subject = new Subject(SubjectKind.Initiative, Initiative);
        if (budget.On(day) is not { } old)
            return new(
                "no-approved-budget",
                budget.Final is null
                    ? $"No budget is approved for {Period}; approve one first."
                    : $"No budget is approved for {Period} on {day:O}; approve one from that day "
                        + "on first.",
                subject
            );
        return Math.Abs(old + Delta.Amount - NewTotal.Amount) < Cent
            ? null
            : new Refusal(
                "delta-mismatch",
                $"{new Money(old, book.Details.Currency)}, the budget on {day:O}, plus the delta "
                    + "of "
                    + $"{book.InCurrency(Delta)} is not {book.InCurrency(NewTotal)}; correct one "
                    + "of them.",
                subject
            );
    }
}
