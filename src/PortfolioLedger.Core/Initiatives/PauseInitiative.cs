namespace PortfolioLedger.Core.Initiatives;

/// <summary>The board paused the initiative.</summary>
public sealed record InitiativePaused(Key Initiative, Grounds Grounds)
    : IInitiativeChange, IGrounded, IOutsideProcess
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) =>
        $"Paused {book.InitiativeName(Initiative)}";

    public Initiative Applied(Initiative initiative, in Stamp stamp) => initiative with
    {
        Stage = initiative.Stage.Set(Stage.Paused, stamp),
    };

    public ICommand Reconstruct(DateOnly effectiveOn) => new PauseInitiative(Initiative, Grounds);

    public ChangeTopic? Topic() => ChangeTopic.Initiatives("paused");
}

/// <summary>Interrupts the work.</summary>
public sealed record PauseInitiative(Key Initiative, Grounds Grounds) : IDecision
{
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseStep(this, Initiative, caller, Stage.Paused, Stage.Active)
            ?? Verdict.Accept(new InitiativePaused(Initiative, Grounds));
}
