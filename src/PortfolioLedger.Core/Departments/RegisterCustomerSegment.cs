namespace PortfolioLedger.Core.Departments;

/// <summary>A customer segment was registered.</summary>
/// <param name="Segment">Which customer segment.</param>
public sealed record CustomerSegmentRegistered(Key Segment, string Name)
    : IDepartmentFact, ISelfContained
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.CustomerSegment, Segment)];

    public string Sentence(Book book) => $"Registered the customer segment {Name}";
}

/// <summary>Registers a customer segment.</summary>
public sealed record RegisterCustomerSegment(Key Key, string Name, DateOnly? EffectiveOn = null)
    : ICreation, IChecked
{
    public Subject Created => new(SubjectKind.CustomerSegment, Key);

    public IEnumerable<FieldFault> Faults() => Check.Text("/name", Name);

    public Verdict Decide(Book book, Caller caller) =>
        Verdict.Accept(new CustomerSegmentRegistered(Key, Name));
}
