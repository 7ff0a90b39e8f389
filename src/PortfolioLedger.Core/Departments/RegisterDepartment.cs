namespace PortfolioLedger.Core.Departments;

/// <summary>A department was registered.</summary>
public sealed record DepartmentRegistered(Key Department, string Name)
    : IDepartmentFact, ISelfContained
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Department, Department)];

    public string Sentence(Book book) => $"Registered the department {Name}";
}

/// <summary>Registers a department.</summary>
public sealed record RegisterDepartment(Key Key, string Name, DateOnly? EffectiveOn = null)
    : ICreation, IChecked
{
    public Subject Created => new(SubjectKind.Department, Key);

    public IEnumerable<FieldFault> Faults() => Check.Text("/name", Name);

    public Verdict Decide(Book book, Caller caller) =>
        Verdict.Accept(new DepartmentRegistered(Key, Name));
}
