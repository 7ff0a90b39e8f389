namespace PortfolioLedger.Core.Departments;

/// <summary>A customer segment was retired without a successor.</summary>
/// <param name="Segment">Which customer segment.</param>
public sealed record CustomerSegmentRetired(Key Segment) : IDepartmentFact, ISelfContained
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.CustomerSegment, Segment)];

    public string Sentence(Book book) =>
        $"Retired the customer segment {book.NameOf(Subjects()[0])}";
}

/// <summary>Ends a customer segment, from a day on.</summary>
public sealed record RetireCustomerSegment(Key Segment, DateOnly? EffectiveOn = null) : ICommand
{
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseSegment(Segment) ?? Verdict.Accept(new CustomerSegmentRetired(Segment));
}
