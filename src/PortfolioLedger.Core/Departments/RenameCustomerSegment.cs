namespace PortfolioLedger.Core.Departments;

/// <summary>A customer segment was renamed; its key stays.</summary>
/// <param name="Segment">Which customer segment.</param>
public sealed record CustomerSegmentRenamed(Key Segment, string Name)
    : IDepartmentFact, ISelfContained, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.CustomerSegment, Segment)];

    public string Sentence(Book book) =>
        $"Renamed the customer segment {Prose.Quoted(Segment.Value)} to {Prose.Quoted(Name)}";

    public string FormerSentence(Book book) => $"Renamed the customer segment {Segment} to {Name}";
}

/// <summary>Gives a customer segment another name, from a day on.</summary>
public sealed record RenameCustomerSegment(Key Segment, string Name, DateOnly? EffectiveOn = null)
    : ICommand, IChecked
{
    public IEnumerable<FieldFault> Faults() => Check.Text("/name", Name);

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseSegment(Segment) ?? Verdict.Accept(new CustomerSegmentRenamed(Segment, Name));
}
