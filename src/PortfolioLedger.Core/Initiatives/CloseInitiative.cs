namespace PortfolioLedger.Core.Initiatives;

/// <summary>The board closed a completed initiative; it can only be reopened.</summary>
public sealed record InitiativeClosed(Key Initiative, Grounds Grounds)
    : IInitiativeChange, IGrounded, IUnreported, IOutsideProcess
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) => $"Closed {book.InitiativeName(Initiative)}";

    public Initiative Applied(Initiative initiative, in Stamp stamp) => initiative with
    {
        Stage = initiative.Stage.Set(Stage.Closed, stamp),
    };

    public ICommand Reconstruct(DateOnly effectiveOn) => new CloseInitiative(Initiative, Grounds);
}

/// <summary>Winds up a completed initiative: nothing more is recorded about it.</summary>
public sealed record CloseInitiative(Key Initiative, Grounds Grounds) : IDecision
{
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseStep(this, Initiative, caller, Stage.Closed, Stage.Completed)
            ?? Verdict.Accept(new InitiativeClosed(Initiative, Grounds));
}
