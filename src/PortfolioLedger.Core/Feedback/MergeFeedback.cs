namespace PortfolioLedger.Core.Feedback;

/// <summary>
/// A voice turned out to say the same as another: both count as one. What was recorded about it
/// stays with it.
/// </summary>
/// <param name="Feedback">Which counts no more of its own.</param>
/// <param name="Into">Which goes on.</param>
public sealed record FeedbackMerged(Key Feedback, Key Into) : IFeedbackFact, ISelfContained
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() =>
        [new(SubjectKind.Feedback, Feedback), new(SubjectKind.Feedback, Into)];

    /// <inheritdoc/>
    public string Sentence(Book book) => $"Merged the feedback {Feedback} into {Into}";
}

/// <summary>Counts a voice as one with another that says the same.</summary>
public sealed record MergeFeedback(Key Feedback, Key Into, DateOnly? EffectiveOn = null)
    : ICommand, IChecked
{
    /// <inheritdoc/>
    public IEnumerable<FieldFault> Faults() =>
        Into == Feedback ? [new("/into", "must be another feedback")] : [];

    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseMerged(Feedback) ?? book.RefuseMerged(Into)
            ?? Verdict.Of(new FeedbackMerged(Feedback, Into));
}
