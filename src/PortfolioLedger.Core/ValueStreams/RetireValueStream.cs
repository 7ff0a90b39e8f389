namespace PortfolioLedger.Core.ValueStreams;

/// <summary>
/// The board retired a value stream; it no longer takes part in the ranking of streams.
/// </summary>
public sealed record ValueStreamRetired(Key ValueStream, Grounds Grounds)
    : IValueStreamFact, IGrounded, ISelfContained
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.ValueStream, ValueStream)];

    public string Sentence(Book book) => $"Retired the value stream {book.NameOf(Subjects()[0])}";
}

/// <summary>Gives up a value stream.</summary>
public sealed record RetireValueStream(Key ValueStream, Grounds Grounds) : IDecision
{
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseValueStream(ValueStream)
        ?? Verdict.Accept(new ValueStreamRetired(ValueStream, Grounds));
}
