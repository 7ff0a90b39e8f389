namespace PortfolioLedger.Core.Departments;

/// <summary>A department was renamed; its key stays.</summary>
public sealed record DepartmentRenamed(Key Department, string Name)
    : IDepartmentFact, ISelfContained, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Department, Department)];

    public string Sentence(Book book) =>
        $"Renamed the department {Prose.Quoted(Department.Value)} to {Prose.Quoted(Name)}";

    public string FormerSentence(Book book) => $"Renamed the department {Department} to {Name}";
}

/// <summary>Gives a department another name, from a day on.</summary>
public sealed record RenameDepartment(Key Department, string Name, DateOnly? EffectiveOn = null)
    : ICommand, IChecked
{
    public IEnumerable<FieldFault> Faults() => Check.Text("/name", Name);

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseDepartment(Department)
        ?? Verdict.Accept(new DepartmentRenamed(Department, Name));
}
