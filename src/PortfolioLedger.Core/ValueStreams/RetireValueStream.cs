namespace PortfolioLedger.Core.ValueStreams;

/// <summary>The board gave up a value stream; it no longer takes part in the ranking of streams.</summary>
public sealed record ValueStreamRetired(Key ValueStream, Grounds Grounds)
    : IValueStreamFact, IGrounded, ISelfContained
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.ValueStream, ValueStream)];

    /// <inheritdoc/>
    public string Sentence(Book book) => $"Retired the value stream {book.NameOf(Subjects()[0])}";
}

/// <summary>Gives up a value stream.</summary>
public sealed record RetireValueStream(Key ValueStream, Grounds Grounds) : IDecision
{
    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseValueStream(ValueStream) ?? Verdict.Of(new ValueStreamRetired(ValueStream, Grounds));
}
