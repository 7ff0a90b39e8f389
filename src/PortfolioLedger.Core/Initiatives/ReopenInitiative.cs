namespace PortfolioLedger.Core.Initiatives;

/// <summary>The board took the initiative up again after it had been completed.</summary>
public sealed record InitiativeReopened(Key Initiative, Grounds Grounds)
    : IInitiativeChange, IGrounded
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    /// <inheritdoc/>
    public string Sentence(Book book) =>
        $"Reopened {book.InitiativeName(Initiative)}";

    /// <inheritdoc/>
    public Initiative Applied(Initiative initiative, in Stamp stamp) => initiative with
    {
        Stage = initiative.Stage.Set(Stage.Active, stamp),
    };

    /// <inheritdoc/>
    public ICommand Reconstruct(DateOnly effectiveOn) => new ReopenInitiative(Initiative, Grounds);

    /// <inheritdoc/>
    public ChangeTopic? Topic() => ChangeTopic.Initiatives("reopened");

    /// <inheritdoc/>
    public ProcessEffect InProcess(ProcessStep before, in Stamp stamp) => new(
        before with { Completed = before.Completed.Set(false, stamp) }, null, Reversal.Decision);
}

/// <summary>Takes work up again that was completed or closed.</summary>
public sealed record ReopenInitiative(Key Initiative, Grounds Grounds) : IDecision
{
    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseStep(this, Initiative, caller, Stage.Active, Stage.Completed, Stage.Closed)
            ?? Verdict.Of(new InitiativeReopened(Initiative, Grounds));
}
