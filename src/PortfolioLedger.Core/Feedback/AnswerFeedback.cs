namespace PortfolioLedger.Core.Feedback;

/// <summary>A customer was answered.</summary>
/// <param name="Text">The answer.</param>
public sealed record FeedbackAnswered(Key Feedback, SealedText? Text)
    : IFeedbackFact, ISelfContained
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Feedback, Feedback)];

    public string Sentence(Book book) => $"Answered the feedback {Feedback}";

    public ImmutableArray<SealedText> PersonalTexts() => Text is null ? [] : [Text];
}

/// <summary>Records that a customer got an answer, and its words if they are to be kept.</summary>
public sealed record AnswerFeedback(
    Key Feedback,
    SealedText? Text = null,
    DateOnly? EffectiveOn = null
) : ICommand, IChecked
{
    public IEnumerable<FieldFault> Faults() => Check.Text("/text", Text?.Opening?.Text);

    public Verdict Decide(Book book, Caller caller) => book.RefuseMerged(Feedback)
        ?? Verdict.Accept(new FeedbackAnswered(Feedback, Text));
}
