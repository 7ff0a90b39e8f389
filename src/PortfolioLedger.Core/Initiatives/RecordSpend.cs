using PortfolioLedger.Core.Portfolios;

namespace PortfolioLedger.Core.Initiatives;

/// <summary>Money was spent on an initiative.</summary>
/// <param name="Initiative">Which.</param>
/// <param name="Period">When it was spent.</param>
/// <param name="Amount">How much; negative for money that came back.</param>
/// <param name="Category">For what, in the words of the accounts.</param>
/// <param name="Grounds">Only when a tolerance was knowingly exceeded.</param>
public sealed record SpendRecorded(
    Key Initiative,
    string Period,
    Money Amount,
    string? Category,
    Grounds? Grounds
) : IInitiativeChange, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) =>
        Amount.Amount < 0
            ? $"Took {Amount with { Amount = -Amount.Amount }} back from the spend on "
                + $"{book.InitiativeName(Initiative)} {Prose.Within(Period)}"
            : $"Recorded spend of {Amount} on {book.InitiativeName(Initiative)} "
                + Prose.Within(Period);

    public string FormerSentence(Book book) =>
        $"Recorded a spend of {Amount} on {book.InitiativeName(Initiative)} in {Period}";

    public Initiative Applied(Initiative initiative, in Stamp stamp) =>
        initiative with { Spend = initiative.Spend.Add(Amount.Amount, stamp) };

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new RecordSpend(Initiative, Period, Amount, Category, Grounds, effectiveOn);

    public ChangeTopic? Topic() => ChangeTopic.Money;

    public ProcessEffect InProcess(ProcessStep before, in Stamp stamp) =>
        Category == ProcessLedger.OfficeCategory
            ? new(null, new(OfficeSpend: Amount.Amount)) : default;
}

/// <summary>
/// Records money spent. More than 110 % of the approved budget is refused, unless grounds with
/// <c>override</c> are given.
/// </summary>
public sealed record RecordSpend(
    Key Initiative, string Period, Money Amount, string? Category = null, Grounds? Grounds = null,
    DateOnly? EffectiveOn = null) : ICommand, IChecked
{
    private const decimal Tolerance = 1.1m;

    DateOnly? ICommand.EffectiveOn => EffectiveOn ?? Grounds?.EffectiveOn;

    Grounds? ICommand.Given => Grounds;

    public IEnumerable<FieldFault> Faults() =>
        Check.Period("/period", Period).Concat(Check.Text("/category", Category));

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseEnded(Initiative, caller)
        ?? book.RefuseCurrency(Amount)
        ?? book.RefuseToCome(Period, new Subject(SubjectKind.Initiative, Initiative))
        ?? (caller.Claims ? null : book.RefuseNoBudget(Initiative) ?? RefuseOverTolerance(book))
        ?? Verdict.Accept(
            new SpendRecorded(Initiative, Period, book.InCurrency(Amount), Category, Grounds)
        );

    private Refusal? RefuseOverTolerance(Book book)
    {
        var initiative = book.Initiatives.Find(Initiative)!;
        // What is approved from a later day on was approved all the same.
        var budget = initiative.BudgetPeakFrom(EffectiveOn ?? Grounds?.EffectiveOn ?? book.Day)
            ?? 0;
        var spend = initiative.Spend.Total + Amount.Amount;
        return spend <= budget * Tolerance || Amount.Amount <= 0 || Grounds?.Override == true ? null
            : new Refusal("over-tolerance",
                $"It would bring the spend to {new Money(spend, book.Details.Currency)}, more than "
                    + "10 % above the "
                    + $"approved {new Money(budget, book.Details.Currency)}; change the budget "
                    + "first, or give grounds "
                    + "with override.",
                new Subject(SubjectKind.Initiative, Initiative)
            );
    }
}
