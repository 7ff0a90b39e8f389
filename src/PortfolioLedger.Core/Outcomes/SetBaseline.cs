namespace PortfolioLedger.Core.Outcomes;

/// <summary>The value before any work was fixed.</summary>
public sealed record BaselineSet(Key Outcome, decimal Value, DateOnly On, Grounds Grounds)
    : IOutcomeFact, IGrounded, IUnreported, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Outcome, Outcome)];

    public string Sentence(Book book) =>
        $"Set the baseline of {book.NameOf(Subjects()[0])} to {Prose.Number(Value)} as of {On:O}";

    public string FormerSentence(Book book) => FormattableString.Invariant(
        $"Set the baseline of {book.NameOf(Subjects()[0])} to {Value:0.####} as of {On:O}");

    public DateOnly? OwnDay() => On;

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new SetBaseline(Outcome, Value, On, Grounds);
}

/// <summary>Fixes the value of an outcome before anything was done.</summary>
public sealed record SetBaseline(Key Outcome, decimal Value, DateOnly On, Grounds Grounds)
    : IDecision
{
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseRetiredOutcome(Outcome, caller) ?? book.RefuseFutureMeasurement(Outcome, On)
            ?? RefuseTarget(book) ?? Verdict.Accept(new BaselineSet(Outcome, Value, On, Grounds));

    private Refusal? RefuseTarget(Book book)
    {
        var outcome = book.Outcomes.Find(Outcome)!;
        return outcome.Target.At(book.Day) is { } target
            ? OutcomeRules.RefuseWrongSide(
                outcome, Value, target.Value.Min, target.Value.Max)
            : null;
    }
}
