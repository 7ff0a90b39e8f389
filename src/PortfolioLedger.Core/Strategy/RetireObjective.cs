namespace PortfolioLedger.Core.Strategy;

/// <summary>The board retired an objective; its weight stays until the next reweighting.</summary>
/// <param name="Successor">Which objective takes its place.</param>
public sealed record ObjectiveRetired(Key Objective, Key? Successor, Grounds Grounds)
    : IStrategyFact, IGrounded
{
    public ImmutableArray<Subject> Subjects() => Successor is { } successor
        ? [new(SubjectKind.Objective, Objective), new(SubjectKind.Objective, successor)]
        : [new(SubjectKind.Objective, Objective)];

    public string Sentence(Book book) => $"Retired the objective {book.ObjectiveName(Objective)}"
        + (Successor is { } successor ? $" in favour of {book.ObjectiveName(successor)}" : "");

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new RetireObjective(Objective, Grounds, Successor);
}

/// <summary>Gives up an objective, perhaps in favour of another.</summary>
public sealed record RetireObjective(Key Objective, Grounds Grounds, Key? Successor = null)
    : IDecision
{
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseRetiredObjective(Objective)
        ?? (Successor == Objective ? ObjectiveRules.Cycle(Objective) : null)
        ?? (Successor is { } successor ? book.RefuseRetiredObjective(successor) : null)
        ?? Verdict.Accept(new ObjectiveRetired(Objective, Successor, Grounds));
}
