namespace PortfolioLedger.Core.Feedback;

/// <summary>A customer got an answer.</summary>
/// <param name="Text">The answer.</param>
public sealed record FeedbackAnswered(Key Feedback, SealedText? Text)
    : IFeedbackFact, ISelfContained
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Feedback, Feedback)];

    /// <inheritdoc/>
    public string Sentence(Book book) => $"Answered the feedback {Feedback}";

    /// <inheritdoc/>
    public ImmutableArray<SealedText> PersonalTexts() => Text is null ? [] : [Text];
}

/// <summary>Records that a customer got an answer, and its words if they are to be kept.</summary>
public sealed record AnswerFeedback(Key Feedback, SealedText? Text = null, DateOnly? EffectiveOn = null)
    : ICommand, IChecked
{
    /// <inheritdoc/>
    public IEnumerable<FieldFault> Faults() => Check.Text("/text", Text?.Opening?.Text);

    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) => book.RefuseMerged(Feedback)
        ?? Verdict.Of(new FeedbackAnswered(Feedback, Text));
}
