namespace PortfolioLedger.Core.Initiatives;

/// <summary>The board let the initiative go on.</summary>
public sealed record InitiativeResumed(Key Initiative, Grounds Grounds)
    : IInitiativeChange, IGrounded, IOutsideProcess
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    /// <inheritdoc/>
    public string Sentence(Book book) =>
        $"Resumed {book.InitiativeName(Initiative)}";

    /// <inheritdoc/>
    public Initiative Applied(Initiative initiative, in Stamp stamp) => initiative with
    {
        Stage = initiative.Stage.Set(Stage.Active, stamp),
    };

    /// <inheritdoc/>
    public ICommand Reconstruct(DateOnly effectiveOn) => new ResumeInitiative(Initiative, Grounds);

    /// <inheritdoc/>
    public ChangeTopic? Topic() => ChangeTopic.Initiatives("resumed");
}

/// <summary>Lets interrupted work go on.</summary>
public sealed record ResumeInitiative(Key Initiative, Grounds Grounds) : IDecision
{
    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseStep(this, Initiative, caller, Stage.Active, Stage.Paused)
            ?? Verdict.Of(new InitiativeResumed(Initiative, Grounds));
}
