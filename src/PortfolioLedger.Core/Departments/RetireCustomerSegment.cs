namespace PortfolioLedger.Core.Departments;

/// <summary>A customer segment came to its end without a successor.</summary>
/// <param name="Segment">Which customer segment.</param>
public sealed record CustomerSegmentRetired(Key Segment) : IDepartmentFact, ISelfContained
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.CustomerSegment, Segment)];

    /// <inheritdoc/>
    public string Sentence(Book book) => $"Retired the customer segment {book.NameOf(Subjects()[0])}";
}

/// <summary>Ends a customer segment, from a day on.</summary>
public sealed record RetireCustomerSegment(Key Segment, DateOnly? EffectiveOn = null) : ICommand
{
    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseSegment(Segment) ?? Verdict.Of(new CustomerSegmentRetired(Segment));
}
