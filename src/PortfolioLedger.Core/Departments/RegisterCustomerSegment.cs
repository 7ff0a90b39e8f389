namespace PortfolioLedger.Core.Departments;

/// <summary>A group of customers became known to the portfolio.</summary>
/// <param name="Segment">Which customer segment.</param>
public sealed record CustomerSegmentRegistered(Key Segment, string Name)
    : IDepartmentFact, ISelfContained
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.CustomerSegment, Segment)];

    /// <inheritdoc/>
    public string Sentence(Book book) => $"Registered the customer segment {Name}";
}

/// <summary>Registers a customer segment.</summary>
public sealed record RegisterCustomerSegment(Key Key, string Name, DateOnly? EffectiveOn = null)
    : ICreation, IChecked
{
    /// <inheritdoc/>
    public Subject Created => new(SubjectKind.CustomerSegment, Key);

    /// <inheritdoc/>
    public IEnumerable<FieldFault> Faults() => Check.Text("/name", Name);

    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) => Verdict.Of(new CustomerSegmentRegistered(Key, Name));
}
