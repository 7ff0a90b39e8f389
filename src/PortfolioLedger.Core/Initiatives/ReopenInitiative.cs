namespace PortfolioLedger.Core.Initiatives;

/// <summary>The board reopened a completed initiative.</summary>
public sealed record InitiativeReopened(Key Initiative, Grounds Grounds)
    : IInitiativeChange, IGrounded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) =>
        $"Reopened {book.InitiativeName(Initiative)}";

    public Initiative Applied(Initiative initiative, in Stamp stamp) => initiative with
    {
        Stage = initiative.Stage.Set(Stage.Active, stamp),
    };

    public ICommand Reconstruct(DateOnly effectiveOn) => new ReopenInitiative(Initiative, Grounds);

    public ChangeTopic? Topic() => ChangeTopic.Initiatives("reopened");

    public ProcessEffect InProcess(ProcessStep before, in Stamp stamp) => new(
        before with { Completed = before.Completed.Set(false, stamp) }, null, Reversal.Decision);
}

/// <summary>Takes work up again that was completed or closed.</summary>
public sealed record ReopenInitiative(Key Initiative, Grounds Grounds) : IDecision
{
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseStep(this, Initiative, caller, Stage.Active, Stage.Completed, Stage.Closed)
            ?? Verdict.Accept(new InitiativeReopened(Initiative, Grounds));
}
