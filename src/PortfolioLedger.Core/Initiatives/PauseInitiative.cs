namespace PortfolioLedger.Core.Initiatives;

/// <summary>The board interrupted the initiative.</summary>
public sealed record InitiativePaused(Key Initiative, Grounds Grounds)
    : IInitiativeChange, IGrounded, IOutsideProcess
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    /// <inheritdoc/>
    public string Sentence(Book book) =>
        $"Paused {book.InitiativeName(Initiative)}";

    /// <inheritdoc/>
    public Initiative Applied(Initiative initiative, in Stamp stamp) => initiative with
    {
        Stage = initiative.Stage.Set(Stage.Paused, stamp),
    };

    /// <inheritdoc/>
    public ICommand Reconstruct(DateOnly effectiveOn) => new PauseInitiative(Initiative, Grounds);

    /// <inheritdoc/>
    public ChangeTopic? Topic() => ChangeTopic.Initiatives("paused");
}

/// <summary>Interrupts the work.</summary>
public sealed record PauseInitiative(Key Initiative, Grounds Grounds) : IDecision
{
    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseStep(this, Initiative, caller, Stage.Paused, Stage.Active)
            ?? Verdict.Of(new InitiativePaused(Initiative, Grounds));
}
