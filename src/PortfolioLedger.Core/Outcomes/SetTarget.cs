namespace PortfolioLedger.Core.Outcomes;

/// <summary>The board set what is to be reached, and by when.</summary>
public sealed record TargetSet(
    Key Outcome,
    decimal? Min,
    decimal? Max,
    DateOnly By,
    Grounds Grounds
) : IOutcomeFact, IGrounded, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Outcome, Outcome)];

    public string Sentence(Book book) =>
        $"Set the target of {book.NameOf(Subjects()[0])} to {new Target(Min, Max, By).Words()}";

    public string FormerSentence(Book book) =>
        $"Set the target of {book.NameOf(Subjects()[0])} to "
        + new Target(Min, Max, By).FormerWords();

    public DateOnly? DueOn() => By;

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new SetTarget(Outcome, By, Grounds, Min, Max);

    public ChangeTopic? Topic() => ChangeTopic.Results;
}

/// <summary>
/// Says what is to be reached: <c>min</c> to increase, <c>max</c> to decrease, both for a range.
/// </summary>
public sealed record SetTarget(
    Key Outcome,
    DateOnly By,
    Grounds Grounds,
    decimal? Min = null,
    decimal? Max = null
) : IDecision, IChecked
{
    public IEnumerable<FieldFault> Faults() => OutcomeRules.TargetFaults(Min, Max);

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseRetiredOutcome(Outcome, caller) ?? book.RefuseTarget(Outcome, Min, Max, Grounds)
            ?? Verdict.Accept(new TargetSet(Outcome, Min, Max, By, Grounds));
}
