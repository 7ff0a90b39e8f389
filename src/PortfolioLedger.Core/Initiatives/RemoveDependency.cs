namespace PortfolioLedger.Core.Initiatives;

/// <summary>An initiative no longer depends on another.</summary>
/// <param name="Initiative">Which waited.</param>
/// <param name="DependsOn">For which.</param>
public sealed record DependencyRemoved(Key Initiative, Key DependsOn)
    : IInitiativeChange, IUnreported, IOutsideProcess
{
    public ImmutableArray<Subject> Subjects() =>
        [new(SubjectKind.Initiative, Initiative), new(SubjectKind.Initiative, DependsOn)];

    public string Sentence(Book book) =>
        $"Removed the dependency of {book.InitiativeName(Initiative)} on "
        + book.InitiativeName(DependsOn);

    public Initiative Applied(Initiative initiative, in Stamp stamp) =>
        initiative.WithDependency(DependsOn, null, stamp);

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new RemoveDependency(Initiative, DependsOn, effectiveOn);
}

/// <summary>Takes back that an initiative needs another one.</summary>
public sealed record RemoveDependency(
    Key Initiative, Key DependsOn, DateOnly? EffectiveOn = null) : ICommand
{
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseEnded(Initiative, caller) ?? RefuseUndeclared(book)
            ?? Verdict.Accept(new DependencyRemoved(Initiative, DependsOn));

    private Refusal? RefuseUndeclared(Book book) =>
        book.DependsOn(Initiative, DependsOn) ? null : new Refusal("unknown-dependency",
            $"It does not depend on '{DependsOn}'; name one it depends on.",
            new Subject(SubjectKind.Initiative, Initiative));
}
