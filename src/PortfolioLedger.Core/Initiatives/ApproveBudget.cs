using System.Text.Json.Serialization;
using PortfolioLedger.Core.Portfolios;

namespace PortfolioLedger.Core.Initiatives;

/// <summary>The board approved the budget of an initiative for a period.</summary>
/// <param name="Amount">The budget of the period.</param>
/// <param name="Replaces">
/// The budget that was approved for the period on that day and is corrected; null for the first.
/// </param>
/// <param name="Requested">What was requested for the period then, if another amount.</param>
public sealed record BudgetApproved(
    Key Initiative, string Period, Money Amount, Grounds Grounds, Money? Replaces = null,
    Money? Requested = null) : IInitiativeChange, IGrounded, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    /// <summary>It replaces another amount that was approved for the period already.</summary>
    [JsonIgnore]
    public bool IsCorrection => Replaces is { } former && former.Amount != Amount.Amount;

    public string Sentence(Book book) =>
        Words(book.InitiativeName(Initiative), Prose.Within(Period), Prose.For(Period));

    public string FormerSentence(Book book) =>
        Words(book.InitiativeName(Initiative), $"in {Period}", $"for {Period}");

    private string Words(string name, string within, string @for) => Replaces switch
    {
        null when Requested is { } asked =>
            $"Approved {Amount} of {asked} requested for {name} {within}",
        null => $"Approved {Amount} for {name} {within}",
        { } former when IsCorrection =>
            $"Corrected the budget of {name} {@for} from {former.Figure} to {Amount}",
        _ => $"Confirmed the budget of {name} {@for} at {Amount}",
    };

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
/// and changed for days up to it. Where a budget is approved already, it is a correction.
/// </summary>
public sealed record ApproveBudget(Key Initiative, string Period, Money Amount, Grounds Grounds)
    : IDecision, IChecked
{
    public IEnumerable<FieldFault> Faults() => Check.Period("/period", Period);

    public Verdict Decide(Book book, Caller caller)
    {
        var (approved, day) = (book.InCurrency(Amount), book.DayOf(Grounds));
        var before = book.Initiatives.Find(Initiative);
        var fact = new BudgetApproved(Initiative, Period, approved, Grounds,
            before?.BudgetOf(Period).On(day) is { } former
                ? approved with { Amount = former } : null,
            before?.RequestedOn(day, Period) is { } asked && asked != approved.Amount
                ? approved with { Amount = asked } : null);
        return book.RefuseEnded(Initiative, caller) ?? book.RefuseCurrency(Amount)
            ?? book.RefuseBudget(fact, Period, Grounds, caller) ?? Verdict.Accept(fact);
    }
}
