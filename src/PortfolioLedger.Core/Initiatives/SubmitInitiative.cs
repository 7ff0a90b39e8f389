namespace PortfolioLedger.Core.Initiatives;

/// <summary>The initiative was submitted to the board.</summary>
public sealed record InitiativeSubmitted(Key Initiative)
    : IInitiativeChange
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) =>
        $"Submitted {book.InitiativeName(Initiative)}";

    public Initiative Applied(Initiative initiative, in Stamp stamp) => initiative with
    {
        Stage = initiative.Stage.Set(Stage.Submitted, stamp),
    };

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new SubmitInitiative(Initiative, effectiveOn);

    public ChangeTopic? Topic() => ChangeTopic.Initiatives("submitted");

    public ProcessEffect InProcess(ProcessStep before, in Stamp stamp) =>
        new(before with { SubmittedOn = stamp.EffectiveOn });
}

/// <summary>Hands an initiative to the board; it needs a sponsor.</summary>
public sealed record SubmitInitiative(Key Initiative, DateOnly? EffectiveOn = null) : ICommand
{
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseStep(this, Initiative, caller, Stage.Submitted, Stage.Proposed, Stage.Deferred)
            ?? book.RefuseNoSponsor(Initiative, caller)
            ?? Verdict.Accept(new InitiativeSubmitted(Initiative));
}
