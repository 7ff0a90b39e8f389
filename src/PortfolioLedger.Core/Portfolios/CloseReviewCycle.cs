namespace PortfolioLedger.Core.Portfolios;

/// <summary>A review cycle ended: the board has seen the portfolio as of this event.</summary>
/// <param name="Cycle">Which review cycle.</param>
public sealed record ReviewCycleClosed(Key Cycle) : IPortfolioFact, ISelfContained, IUnreported
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.ReviewCycle, Cycle)];

    public string Sentence(Book book) => $"Closed the review cycle {book.NameOf(Subjects()[0])}";
}

/// <summary>Closes a review cycle; a closed one is never opened again.</summary>
public sealed record CloseReviewCycle(Key Cycle, DateOnly? EffectiveOn = null) : ICommand
{
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseUnknown(SubjectKind.ReviewCycle, Cycle) ?? RefuseClosed(book)
            ?? Verdict.Accept(new ReviewCycleClosed(Cycle));

    private Refusal? RefuseClosed(Book book) =>
        book.Details.FindCycle(Cycle)!.Closed.Values is not [.., var closed]
            ? null
            : new Refusal(
                "cycle-not-open",
                $"The review cycle '{Cycle}' was closed at position {closed.Position}, from "
                    + $"{closed.EffectiveOn:O} on; open the next one.",
                new Subject(SubjectKind.ReviewCycle, Cycle)
            );
}
