namespace PortfolioLedger.Core.Initiatives;

/// <summary>Allocated staff was released.</summary>
/// <param name="Initiative">Which they leave.</param>
/// <param name="Department">Whose staff.</param>
/// <param name="Role">What they did.</param>
/// <param name="Fte">How many fewer, in full-time equivalents.</param>
/// <param name="From">The first day without them.</param>
/// <param name="To">The last day without them; for good if absent.</param>
public sealed record ResourceReleased(
    Key Initiative, Key Department, string Role, decimal Fte, DateOnly From, DateOnly? To)
    : IInitiativeChange, IUnreported, IOutsideProcess, IReworded
{
    public ImmutableArray<Subject> Subjects() =>
        [new(SubjectKind.Initiative, Initiative), new(SubjectKind.Department, Department)];

    public string Sentence(Book book) =>
        $"Took {Prose.Number(Fte)} FTE ({Role}) of {book.NameOf(Subjects()[1])} off "
        + $"{book.InitiativeName(Initiative)} {Staffing.Span(From, To)}";

    public string FormerSentence(Book book) => FormattableString.Invariant(
        $"Released {Fte:0.##} FTE ({Role}) of {book.NameOf(Subjects()[1])} from ")
        + $"{book.InitiativeName(Initiative)} {Staffing.Span(From, To)}";

    public Initiative Applied(Initiative initiative, in Stamp stamp) =>
        initiative.WithFte(Department, Role, -Fte, From, To, stamp);

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new ReleaseResource(Initiative, Department, Role, Fte, From, To, effectiveOn);

    /// <remarks>Also the department whose people it takes or gives back.</remarks>
    public IEnumerable<Subject> Changed() => Subjects();
}

/// <summary>Gives people back; no more than are allocated on each of the days.</summary>
public sealed record ReleaseResource(
    Key Initiative, Key Department, string Role, decimal Fte, DateOnly From, DateOnly? To = null,
    DateOnly? EffectiveOn = null) : ICommand, IChecked
{
    public IEnumerable<FieldFault> Faults() => Staffing.Faults(Role, Fte, From, To);

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseEnded(Initiative, caller)
        ?? book.RefuseUnknown(SubjectKind.Department, Department)
        ?? RefuseUnallocated(book)
        ?? Verdict.Accept(new ResourceReleased(Initiative, Department, Role, Fte, From, To));

    private Refusal? RefuseUnallocated(Book book)
    {
        var id = Allocation.IdOf(Department, Role);
        var allocated = book.Initiatives.Find(Initiative)!.Allocations.GetValueOrDefault(id)
            ?? Allocation.Nobody(Department, Role);
        return allocated.ShortOf(Fte, From, To) is not { } day ? null
            : new("not-allocated", FormattableString.Invariant(
                $"On {day:O} fewer than {Fte:0.##} FTE ({Role}) of '{Department}' are allocated")
                + "; release fewer.",
                new Subject(SubjectKind.Initiative, Initiative));
    }
}
