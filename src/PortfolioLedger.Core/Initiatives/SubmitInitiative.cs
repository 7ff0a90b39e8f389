namespace PortfolioLedger.Core.Initiatives;

/// <summary>The initiative was handed to the board.</summary>
public sealed record InitiativeSubmitted(Key Initiative)
    : IInitiativeChange
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    /// <inheritdoc/>
    public string Sentence(Book book) =>
        $"Submitted {book.InitiativeName(Initiative)}";

    /// <inheritdoc/>
    public Initiative Applied(Initiative initiative, in Stamp stamp) => initiative with
    {
        Stage = initiative.Stage.Set(Stage.Submitted, stamp),
    };

    /// <inheritdoc/>
    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new SubmitInitiative(Initiative, effectiveOn);

    /// <inheritdoc/>
    public ChangeTopic? Topic() => ChangeTopic.Initiatives("submitted");

    /// <inheritdoc/>
    public ProcessEffect InProcess(ProcessStep before, in Stamp stamp) =>
        new(before with { SubmittedOn = stamp.EffectiveOn });
}

/// <summary>Hands an initiative to the board; it needs a sponsor.</summary>
public sealed record SubmitInitiative(Key Initiative, DateOnly? EffectiveOn = null) : ICommand
{
    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseStep(this, Initiative, caller, Stage.Submitted, Stage.Proposed, Stage.Deferred)
            ?? book.RefuseNoSponsor(Initiative, caller)
            ?? Verdict.Of(new InitiativeSubmitted(Initiative));
}
