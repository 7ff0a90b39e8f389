namespace PortfolioLedger.Core.Initiatives;

/// <summary>
/// The board merged an initiative into another; this is final. What was recorded about it stays
/// with it: the event stands in the history of both.
/// </summary>
/// <param name="Initiative">Which ended.</param>
/// <param name="Into">Which goes on.</param>
/// <param name="Grounds">Why.</param>
public sealed record InitiativeMerged(Key Initiative, Key Into, Grounds Grounds)
    : IInitiativeChange, IGrounded, IUnreported, IOutsideProcess
{
    public ImmutableArray<Subject> Subjects() =>
        [new(SubjectKind.Initiative, Initiative), new(SubjectKind.Initiative, Into)];

    public string Sentence(Book book) =>
        $"Merged {book.InitiativeName(Initiative)} into {book.InitiativeName(Into)}";

    public Initiative Applied(Initiative initiative, in Stamp stamp) => initiative with
    {
        Stage = initiative.Stage.Set(Stage.Merged, stamp),
        Ending = initiative.Ending.Set(new(null, null, Into), stamp),
    };

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new MergeInitiative(Initiative, Into, Grounds);
}

/// <summary>Takes an initiative up into another one that is still open.</summary>
public sealed record MergeInitiative(Key Initiative, Key Into, Grounds Grounds)
    : IDecision, IChecked
{
    public IEnumerable<FieldFault> Faults() =>
        Into == Initiative ? [new("/into", "must be another initiative")] : [];

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseStep(this, Initiative, caller, Stage.Merged, Stages.BeforeTheEnd)
            ?? book.RefuseEnded(Into, caller)
            ?? Verdict.Accept(new InitiativeMerged(Initiative, Into, Grounds));
}
