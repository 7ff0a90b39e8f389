using PortfolioLedger.Core.Departments;

namespace PortfolioLedger.Core.Initiatives;

/// <summary>Staff was allocated to an initiative.</summary>
/// <param name="Initiative">Which.</param>
/// <param name="Department">Which provides the staff.</param>
/// <param name="Role">What they do.</param>
/// <param name="Fte">How many, in full-time equivalents.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day; without end if absent.</param>
public sealed record ResourceAllocated(
    Key Initiative, Key Department, string Role, decimal Fte, DateOnly From, DateOnly? To)
    : IInitiativeChange, IUnreported, IOutsideProcess
{
    public ImmutableArray<Subject> Subjects() =>
        [new(SubjectKind.Initiative, Initiative), new(SubjectKind.Department, Department)];

    public string Sentence(Book book) => FormattableString.Invariant(
        $"Allocated {Fte:0.##} FTE ({Role}) of {book.NameOf(Subjects()[1])} to ")
        + $"{book.InitiativeName(Initiative)} {Staffing.Span(From, To)}";

    public Initiative Applied(Initiative initiative, in Stamp stamp) =>
        initiative.WithFte(Department, Role, Fte, From, To, stamp);

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new AllocateResource(Initiative, Department, Role, Fte, From, To, effectiveOn);

    /// <remarks>Also the department whose people it takes or gives back.</remarks>
    public IEnumerable<Subject> Changed() => Subjects();
}

/// <summary>Gives people to an initiative, for as long as the department has them.</summary>
public sealed record AllocateResource(
    Key Initiative, Key Department, string Role, decimal Fte, DateOnly From, DateOnly? To = null,
    DateOnly? EffectiveOn = null) : ICommand, IChecked
{
    public IEnumerable<FieldFault> Faults() => Staffing.Faults(Role, Fte, From, To);

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseEnded(Initiative, caller) ?? book.RefuseDepartment(Department)
            ?? RefuseOverCapacity(book)
            ?? Verdict.Accept(new ResourceAllocated(Initiative, Department, Role, Fte, From, To));

    private Refusal? RefuseOverCapacity(Book book)
    {
        foreach (var (period, capacity) in book.StatedCapacity(Department, Role))
        {
            var (first, last) = Periods.DaysOf(period) ?? (DateOnly.MinValue, DateOnly.MaxValue);
            first = first > From ? first : From;
            last = last < (To ?? last) ? last : To ?? last;
            if (first > last)
                continue;
            var (peak, on) = book.PeakFte(Department, Role, first, last);
            if (peak + Fte > capacity)
                return new("over-capacity", FormattableString.Invariant(
                    $"'{Department}' has {capacity:0.##} FTE ({Role}) in {period}, of which ")
                    + FormattableString.Invariant($"{peak:0.##} are allocated on {on:O} already; ")
                    + (peak < capacity
                        ? $"allocate at most {Prose.Number(capacity - peak)}."
                        : "release some first."),
                    new Subject(SubjectKind.Department, Department));
        }
        return null;
    }
}
