namespace PortfolioLedger.Core.Feedback;

/// <summary>
/// Feedback turned out to say the same as another piece: both count as one. What was
/// recorded about it stays with it.
/// </summary>
/// <param name="Feedback">Which no longer counts on its own.</param>
/// <param name="Into">Which goes on.</param>
public sealed record FeedbackMerged(Key Feedback, Key Into) : IFeedbackFact, ISelfContained
{
    public ImmutableArray<Subject> Subjects() =>
        [new(SubjectKind.Feedback, Feedback), new(SubjectKind.Feedback, Into)];

    public string Sentence(Book book) => $"Merged the feedback {Feedback} into {Into}";
}

/// <summary>Counts feedback as one with another piece that says the same.</summary>
public sealed record MergeFeedback(Key Feedback, Key Into, DateOnly? EffectiveOn = null)
    : ICommand, IChecked
{
    public IEnumerable<FieldFault> Faults() =>
        Into == Feedback ? [new("/into", "must be another feedback")] : [];

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseMerged(Feedback) ?? book.RefuseMerged(Into)
            ?? Verdict.Accept(new FeedbackMerged(Feedback, Into));
}
