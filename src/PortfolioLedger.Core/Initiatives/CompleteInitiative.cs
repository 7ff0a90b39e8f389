namespace PortfolioLedger.Core.Initiatives;

/// <summary>The work of the initiative was carried out.</summary>
public sealed record InitiativeCompleted(Key Initiative)
    : IInitiativeChange
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) =>
        $"Completed {book.InitiativeName(Initiative)}";

    public Initiative Applied(Initiative initiative, in Stamp stamp) => initiative with
    {
        Stage = initiative.Stage.Set(Stage.Completed, stamp),
    };

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new CompleteInitiative(Initiative, effectiveOn);

    public ChangeTopic? Topic() => ChangeTopic.Initiatives("completed");

    public ProcessEffect InProcess(ProcessStep before, in Stamp stamp) =>
        new(before with { Completed = before.Completed.Set(true, stamp) });
}

/// <summary>Says that the work is carried out; what it was worth is measured apart.</summary>
public sealed record CompleteInitiative(Key Initiative, DateOnly? EffectiveOn = null) : ICommand
{
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseStep(this, Initiative, caller, Stage.Completed, Stage.Active, Stage.Paused)
            ?? Verdict.Accept(new InitiativeCompleted(Initiative));
}
