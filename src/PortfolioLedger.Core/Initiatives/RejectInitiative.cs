namespace PortfolioLedger.Core.Initiatives;

/// <summary>The board turned the initiative down; this is final.</summary>
public sealed record InitiativeRejected(Key Initiative, Grounds Grounds)
    : IInitiativeChange, IGrounded
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    /// <inheritdoc/>
    public string Sentence(Book book) =>
        $"Rejected {book.InitiativeName(Initiative)}";

    /// <inheritdoc/>
    public Initiative Applied(Initiative initiative, in Stamp stamp) => initiative with
    {
        Stage = initiative.Stage.Set(Stage.Rejected, stamp),
    };

    /// <inheritdoc/>
    public ICommand Reconstruct(DateOnly effectiveOn) => new RejectInitiative(Initiative, Grounds);

    /// <inheritdoc/>
    public ChangeTopic? Topic() => ChangeTopic.Initiatives("rejected");

    /// <inheritdoc/>
    public ProcessEffect InProcess(ProcessStep before, in Stamp stamp) => new(
        before with { SubmittedOn = null }, before.Waited(stamp));
}

/// <summary>Turns an initiative down.</summary>
public sealed record RejectInitiative(Key Initiative, Grounds Grounds) : IDecision
{
    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseStep(this, Initiative, caller, Stage.Rejected, Stage.Submitted)
            ?? Verdict.Of(new InitiativeRejected(Initiative, Grounds));
}
