namespace PortfolioLedger.Core.Departments;

/// <summary>
/// A customer segment was merged into another; what was recorded under its key stays.
/// </summary>
/// <param name="Segment">Which was merged.</param>
/// <param name="Into">Which takes over.</param>
public sealed record CustomerSegmentMerged(Key Segment, Key Into) : IDepartmentFact, ISelfContained
{
    public ImmutableArray<Subject> Subjects() =>
        [new(SubjectKind.CustomerSegment, Segment), new(SubjectKind.CustomerSegment, Into)];

    public string Sentence(Book book) =>
        $"Merged the customer segment {book.NameOf(Subjects()[0])} into "
            + $"{book.NameOf(Subjects()[1])}";
}

/// <summary>Merges a customer segment into another, from a day on.</summary>
public sealed record MergeCustomerSegment(Key Segment, Key Into, DateOnly? EffectiveOn = null)
    : ICommand
{
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseSegment(Segment)
        ?? book.RefuseSuccessor(new(SubjectKind.CustomerSegment, Segment), Into)
        ?? Verdict.Accept(new CustomerSegmentMerged(Segment, Into));
}
