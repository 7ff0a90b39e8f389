namespace PortfolioLedger.Core.Initiatives;

/// <summary>The board resumed the initiative.</summary>
public sealed record InitiativeResumed(Key Initiative, Grounds Grounds)
    : IInitiativeChange, IGrounded, IOutsideProcess
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) =>
        $"Resumed {book.InitiativeName(Initiative)}";

    public Initiative Applied(Initiative initiative, in Stamp stamp) => initiative with
    {
        Stage = initiative.Stage.Set(Stage.Active, stamp),
    };

    public ICommand Reconstruct(DateOnly effectiveOn) => new ResumeInitiative(Initiative, Grounds);

    public ChangeTopic? Topic() => ChangeTopic.Initiatives("resumed");
}

/// <summary>Lets interrupted work go on.</summary>
public sealed record ResumeInitiative(Key Initiative, Grounds Grounds) : IDecision
{
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseStep(this, Initiative, caller, Stage.Active, Stage.Paused)
            ?? Verdict.Accept(new InitiativeResumed(Initiative, Grounds));
}
