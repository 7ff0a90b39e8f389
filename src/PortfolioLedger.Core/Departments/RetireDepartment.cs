namespace PortfolioLedger.Core.Departments;

/// <summary>A department came to its end without a successor.</summary>
public sealed record DepartmentRetired(Key Department) : IDepartmentFact, ISelfContained
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Department, Department)];

    /// <inheritdoc/>
    public string Sentence(Book book) => $"Retired the department {book.NameOf(Subjects()[0])}";
}

/// <summary>Ends a department, from a day on; it must not lead initiatives that are not over.</summary>
public sealed record RetireDepartment(Key Department, DateOnly? EffectiveOn = null) : ICommand
{
    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseDepartment(Department) ?? book.RefuseOwner(Department)
            ?? Verdict.Of(new DepartmentRetired(Department));
}
