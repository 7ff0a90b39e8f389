namespace PortfolioLedger.Core.Departments;

/// <summary>A department got another name; its key stays.</summary>
public sealed record DepartmentRenamed(Key Department, string Name)
    : IDepartmentFact, ISelfContained
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Department, Department)];

    /// <inheritdoc/>
    public string Sentence(Book book) => $"Renamed the department {Department} to {Name}";
}

/// <summary>Gives a department another name, from a day on.</summary>
public sealed record RenameDepartment(Key Department, string Name, DateOnly? EffectiveOn = null)
    : ICommand, IChecked
{
    /// <inheritdoc/>
    public IEnumerable<FieldFault> Faults() => Check.Text("/name", Name);

    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseDepartment(Department) ?? Verdict.Of(new DepartmentRenamed(Department, Name));
}
