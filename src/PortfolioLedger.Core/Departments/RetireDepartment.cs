namespace PortfolioLedger.Core.Departments;

/// <summary>A department was retired without a successor.</summary>
public sealed record DepartmentRetired(Key Department) : IDepartmentFact, ISelfContained
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Department, Department)];

    public string Sentence(Book book) => $"Retired the department {book.NameOf(Subjects()[0])}";
}

/// <summary>
/// Ends a department, from a day on; it must not lead initiatives that are not over.
/// </summary>
public sealed record RetireDepartment(Key Department, DateOnly? EffectiveOn = null) : ICommand
{
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseDepartment(Department) ?? book.RefuseOwner(Department)
            ?? Verdict.Accept(new DepartmentRetired(Department));
}
