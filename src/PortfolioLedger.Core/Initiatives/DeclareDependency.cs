namespace PortfolioLedger.Core.Initiatives;

/// <summary>How one initiative waits for another (PMBOK Guide); stored by name.</summary>
public enum DependencyKind
{
    /// <summary>It starts when the other has finished.</summary>
    FinishToStart,
    /// <summary>It starts when the other has started.</summary>
    StartToStart,
    /// <summary>It finishes when the other has finished.</summary>
    FinishToFinish,
    /// <summary>It finishes when the other has started.</summary>
    StartToFinish,
}

/// <summary>Why and how an initiative waits for another.</summary>
public sealed record Dependency(DependencyKind? Kind, string? Reason);

/// <summary>A dependency of an initiative on another was declared.</summary>
/// <param name="Initiative">Which waits.</param>
/// <param name="DependsOn">For which.</param>
/// <param name="Kind">How.</param>
/// <param name="Reason">For what.</param>
public sealed record DependencyDeclared(
    Key Initiative, Key DependsOn, DependencyKind? Kind, string? Reason)
    : IInitiativeChange, IUnreported, IOutsideProcess
{
    public ImmutableArray<Subject> Subjects() =>
        [new(SubjectKind.Initiative, Initiative), new(SubjectKind.Initiative, DependsOn)];

    public string Sentence(Book book) =>
        $"Declared that {book.InitiativeName(Initiative)} depends on "
            + $"{book.InitiativeName(DependsOn)}";

    public Initiative Applied(Initiative initiative, in Stamp stamp) =>
        initiative.WithDependency(DependsOn, new(Kind, Reason), stamp);

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new DeclareDependency(Initiative, DependsOn, Kind, Reason, effectiveOn);

    /// <remarks>A chain of dependencies must not close.</remarks>
    public SubjectKind? RestsOnAll() => SubjectKind.Initiative;
}

/// <summary>Says that an initiative needs another one; no circle may arise.</summary>
public sealed record DeclareDependency(
    Key Initiative, Key DependsOn, DependencyKind? Kind = null, string? Reason = null,
    DateOnly? EffectiveOn = null) : ICommand, IChecked
{
    public IEnumerable<FieldFault> Faults() => Check.Text("/reason", Reason);

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseEnded(Initiative, caller)
            ?? book.RefuseUnknown(SubjectKind.Initiative, DependsOn)
            ?? RefuseDeclared(book) ?? RefuseCycle(book)
            ?? Verdict.Accept(new DependencyDeclared(Initiative, DependsOn, Kind, Reason));

    private Refusal? RefuseDeclared(Book book) =>
        !book.DependsOn(Initiative, DependsOn)
            ? null
            : new Refusal(
                "already-exists",
                $"It depends on '{DependsOn}' already; name another one.",
                new Subject(SubjectKind.Initiative, Initiative)
            );

    private Refusal? RefuseCycle(Book book) =>
        !book.NeedsEventually(DependsOn, Initiative) ? null : new Refusal("dependency-cycle",
            $"'{DependsOn}' depends on '{Initiative}' itself; remove that dependency first.",
            new Subject(SubjectKind.Initiative, Initiative));
}
