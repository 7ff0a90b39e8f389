namespace PortfolioLedger.Core.Initiatives;

/// <summary>The board rejected the initiative; this is final.</summary>
public sealed record InitiativeRejected(Key Initiative, Grounds Grounds)
    : IInitiativeChange, IGrounded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) =>
        $"Rejected {book.InitiativeName(Initiative)}";

    public Initiative Applied(Initiative initiative, in Stamp stamp) => initiative with
    {
        Stage = initiative.Stage.Set(Stage.Rejected, stamp),
    };

    public ICommand Reconstruct(DateOnly effectiveOn) => new RejectInitiative(Initiative, Grounds);

    public ChangeTopic? Topic() => ChangeTopic.Initiatives("rejected");

    public ProcessEffect InProcess(ProcessStep before, in Stamp stamp) => new(
        before with { SubmittedOn = null }, before.Waited(stamp));
}

/// <summary>Turns an initiative down.</summary>
public sealed record RejectInitiative(Key Initiative, Grounds Grounds) : IDecision
{
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseStep(this, Initiative, caller, Stage.Rejected, Stage.Submitted)
            ?? Verdict.Accept(new InitiativeRejected(Initiative, Grounds));
}
