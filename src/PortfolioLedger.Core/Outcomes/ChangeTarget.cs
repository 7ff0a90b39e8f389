namespace PortfolioLedger.Core.Outcomes;

/// <summary>Why a target was changed; stored by name.</summary>
public enum TargetChangeKind
{
    /// <summary>It was written down wrongly.</summary>
    Correction,
    /// <summary>What is to be reached became another thing.</summary>
    Scope,
    /// <summary>The world changed: a law, a market, a disaster.</summary>
    Circumstances,
    /// <summary>The board wants more, or is content with less.</summary>
    Ambition,
}

/// <summary>The board changed what is to be reached, or by when.</summary>
/// <param name="Outcome">Which.</param>
/// <param name="ChangeKind">Why, as a kind to count by.</param>
/// <param name="Min">Least value that is good enough.</param>
/// <param name="Max">Greatest value that is good enough.</param>
/// <param name="By">The day it is to be reached.</param>
/// <param name="Grounds">Why.</param>
public sealed record TargetChanged(
    Key Outcome, TargetChangeKind ChangeKind, decimal? Min, decimal? Max, DateOnly By,
    Grounds Grounds) : IOutcomeFact, IGrounded, IUnreported, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Outcome, Outcome)];

    public string Sentence(Book book) =>
        $"Changed the target of {book.NameOf(Subjects()[0])} to "
        + $"{new Target(Min, Max, By).Words()} "
        + ChangeKind switch
        {
            TargetChangeKind.Correction => "(it was written down wrongly)",
            TargetChangeKind.Scope => "(what is to be reached became another thing)",
            TargetChangeKind.Circumstances => "(circumstances changed)",
            TargetChangeKind.Ambition => "(the ambition changed)",
            _ => throw Enumeration<TargetChangeKind>.Undeclared(ChangeKind),
        };

    public string FormerSentence(Book book) =>
        $"Changed the target of {book.NameOf(Subjects()[0])} to "
        + $"{new Target(Min, Max, By).FormerWords()} "
        + $"({Enumeration<TargetChangeKind>.NameOf(ChangeKind)})";

    public DateOnly? DueOn() => By;

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new ChangeTarget(Outcome, ChangeKind, By, Grounds, Min, Max);
}

/// <summary>
/// Changes a target that was set; one that is due already moves only with an override.
/// </summary>
public sealed record ChangeTarget(
    Key Outcome, TargetChangeKind ChangeKind, DateOnly By, Grounds Grounds, decimal? Min = null,
    decimal? Max = null) : IDecision, IChecked
{
    public IEnumerable<FieldFault> Faults() => OutcomeRules.TargetFaults(Min, Max);

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseRetiredOutcome(Outcome, caller) ?? RefuseUnset(book)
            ?? book.RefuseTarget(Outcome, Min, Max, Grounds)
            ?? Verdict.Accept(new TargetChanged(Outcome, ChangeKind, Min, Max, By, Grounds));

    private Refusal? RefuseUnset(Book book) =>
        book.Outcomes.Find(Outcome)!.Target.Values.IsEmpty
            ? new Refusal("no-target", "No target is set yet; set one first.",
                new Subject(SubjectKind.Outcome, Outcome))
            : null;
}
