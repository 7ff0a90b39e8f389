namespace PortfolioLedger.Core.Departments;

/// <summary>A department became known to the portfolio.</summary>
public sealed record DepartmentRegistered(Key Department, string Name)
    : IDepartmentFact, ISelfContained
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Department, Department)];

    /// <inheritdoc/>
    public string Sentence(Book book) => $"Registered the department {Name}";
}

/// <summary>Registers a department.</summary>
public sealed record RegisterDepartment(Key Key, string Name, DateOnly? EffectiveOn = null)
    : ICreation, IChecked
{
    /// <inheritdoc/>
    public Subject Created => new(SubjectKind.Department, Key);

    /// <inheritdoc/>
    public IEnumerable<FieldFault> Faults() => Check.Text("/name", Name);

    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) => Verdict.Of(new DepartmentRegistered(Key, Name));
}
