namespace PortfolioLedger.Core.Strategy;

/// <summary>The board put an objective in force.</summary>
public sealed record ObjectiveApproved(Key Objective, Grounds Grounds) : IStrategyFact, IGrounded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Objective, Objective)];

    public string Sentence(Book book) => $"Approved the objective {book.ObjectiveName(Objective)}";

    public ICommand Reconstruct(DateOnly effectiveOn) => new ApproveObjective(Objective, Grounds);
}

/// <summary>Puts an objective in force; its weight comes with the next reweighting.</summary>
public sealed record ApproveObjective(Key Objective, Grounds Grounds) : IDecision
{
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseRetiredObjective(Objective) ?? RefuseApproved(book)
            ?? Verdict.Accept(new ObjectiveApproved(Objective, Grounds));

    private Refusal? RefuseApproved(Book book) =>
        book.Strategy.Find(Objective)!.StatusOn(book.Day) == ObjectiveStatus.Proposed ? null
        : new Refusal("illegal-transition", $"The objective '{Objective}' is approved already; "
            + "revise it, or name another one.",
            new Subject(SubjectKind.Objective, Objective));
}
