namespace PortfolioLedger.Core.Departments;

/// <summary>A department was merged into another; what was recorded under its key stays.</summary>
/// <param name="Department">Which was merged.</param>
/// <param name="Into">Which takes over.</param>
public sealed record DepartmentMerged(Key Department, Key Into) : IDepartmentFact, ISelfContained
{
    public ImmutableArray<Subject> Subjects() =>
        [new(SubjectKind.Department, Department), new(SubjectKind.Department, Into)];

    public string Sentence(Book book) =>
        $"Merged the department {book.NameOf(Subjects()[0])} into {book.NameOf(Subjects()[1])}";
}

/// <summary>Merges a department into another, from a day on.</summary>
public sealed record MergeDepartment(Key Department, Key Into, DateOnly? EffectiveOn = null)
    : ICommand
{
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseDepartment(Department)
        ?? book.RefuseSuccessor(new(SubjectKind.Department, Department), Into)
        ?? Verdict.Accept(new DepartmentMerged(Department, Into));
}
