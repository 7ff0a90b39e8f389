using PortfolioLedger.Core.Strategy;

namespace PortfolioLedger.Core.ValueStreams;

/// <summary>The board stated how strongly a value stream serves an objective.</summary>
/// <param name="Strength">How strongly it serves the objective.</param>
public sealed record ValueStreamLinkedToObjective(
    Key ValueStream,
    Key Objective,
    Strength Strength,
    Grounds Grounds
) : IValueStreamFact, IGrounded, ISelfContained, IReworded
{
    public ImmutableArray<Subject> Subjects() =>
        [new(SubjectKind.ValueStream, ValueStream), new(SubjectKind.Objective, Objective)];

    public string Sentence(Book book) =>
        $"Linked {book.NameOf(Subjects()[0])} to {book.ObjectiveName(Objective)}, strength "
        + Prose.Of(Strength);

    public string FormerSentence(Book book) =>
        $"Linked {book.NameOf(Subjects()[0])} to {book.ObjectiveName(Objective)} with strength "
            + $"{(int)Strength}";
}

/// <summary>States how strongly a value stream serves an objective; 0 unlinks it.</summary>
public sealed record LinkValueStreamToObjective(
    Key ValueStream,
    Key Objective,
    Strength Strength,
    Grounds Grounds
) : IDecision
{
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseValueStream(ValueStream)
        ?? book.RefuseRetiredObjective(Objective)
        ?? Verdict.Accept(
            new ValueStreamLinkedToObjective(ValueStream, Objective, Strength, Grounds)
        );
}
