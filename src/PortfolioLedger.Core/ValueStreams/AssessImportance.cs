namespace PortfolioLedger.Core.ValueStreams;

/// <summary>The board assessed the importance of a value stream.</summary>
/// <param name="Importance">Share of the importance of all value streams.</param>
/// <param name="TangibleShare">Which share of the value is tangible.</param>
public sealed record ImportanceAssessed(
    Key ValueStream,
    Share Importance,
    Share? TangibleShare,
    Grounds Grounds
) : IValueStreamFact, IGrounded, ISelfContained, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.ValueStream, ValueStream)];

    public string Sentence(Book book) =>
        $"Assessed the importance of {book.NameOf(Subjects()[0])} as "
        + Prose.Percent(Importance.Value);

    public string FormerSentence(Book book) => FormattableString.Invariant(
        $"Assessed the importance of {book.NameOf(Subjects()[0])} as {Importance.Value:P0}");
}

/// <summary>
/// States the importance of a value stream as a share of all, and its tangible part.
/// </summary>
public sealed record AssessImportance(
    Key ValueStream, Share Importance, Grounds Grounds, Share? TangibleShare = null) : IDecision
{
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseValueStream(ValueStream)
        ?? Verdict.Accept(new ImportanceAssessed(ValueStream, Importance, TangibleShare, Grounds));
}
