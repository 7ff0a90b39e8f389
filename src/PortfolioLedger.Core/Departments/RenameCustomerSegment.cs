namespace PortfolioLedger.Core.Departments;

/// <summary>A customer segment got another name; its key stays.</summary>
/// <param name="Segment">Which customer segment.</param>
public sealed record CustomerSegmentRenamed(Key Segment, string Name)
    : IDepartmentFact, ISelfContained
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.CustomerSegment, Segment)];

    /// <inheritdoc/>
    public string Sentence(Book book) => $"Renamed the customer segment {Segment} to {Name}";
}

/// <summary>Gives a customer segment another name, from a day on.</summary>
public sealed record RenameCustomerSegment(Key Segment, string Name, DateOnly? EffectiveOn = null)
    : ICommand, IChecked
{
    /// <inheritdoc/>
    public IEnumerable<FieldFault> Faults() => Check.Text("/name", Name);

    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseSegment(Segment) ?? Verdict.Of(new CustomerSegmentRenamed(Segment, Name));
}
