namespace PortfolioLedger.Core.Initiatives;

/// <summary>Work on the initiative began.</summary>
public sealed record InitiativeStarted(Key Initiative)
    : IInitiativeChange, IOutsideProcess
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) =>
        $"Started {book.InitiativeName(Initiative)}";

    public Initiative Applied(Initiative initiative, in Stamp stamp) => initiative with
    {
        Stage = initiative.Stage.Set(Stage.Active, stamp),
    };

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new StartInitiative(Initiative, effectiveOn);

    public ChangeTopic? Topic() => ChangeTopic.Initiatives("started");
}

/// <summary>Begins the work; only an approved initiative can start.</summary>
public sealed record StartInitiative(Key Initiative, DateOnly? EffectiveOn = null) : ICommand
{
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseStep(this, Initiative, caller, Stage.Active, Stage.Approved)
            ?? Verdict.Accept(new InitiativeStarted(Initiative));
}
