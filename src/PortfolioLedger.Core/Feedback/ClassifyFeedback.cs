namespace PortfolioLedger.Core.Feedback;

/// <summary>It was said what a voice is about.</summary>
/// <param name="Theme">What it is about.</param>
/// <param name="Need">What the customer needs.</param>
/// <param name="ExpectedOutcome">What the customer expects.</param>
public sealed record FeedbackClassified(Key Feedback, string Theme, string? Need, string? ExpectedOutcome)
    : IFeedbackFact, ISelfContained
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Feedback, Feedback)];

    /// <inheritdoc/>
    public string Sentence(Book book) => $"Classified the feedback {Feedback} under {Theme}";
}

/// <summary>Says what a voice is about: its theme, the need behind it, the outcome expected.</summary>
public sealed record ClassifyFeedback(
    Key Feedback, string Theme, string? Need = null, string? ExpectedOutcome = null, DateOnly? EffectiveOn = null)
    : ICommand, IChecked
{
    /// <inheritdoc/>
    public IEnumerable<FieldFault> Faults() => Check.Text("/theme", Theme).Concat(Check.Text("/need", Need))
        .Concat(Check.Text("/expectedOutcome", ExpectedOutcome));

    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) => book.RefuseMerged(Feedback)
        ?? Verdict.Of(new FeedbackClassified(Feedback, Theme, Need, ExpectedOutcome));
}
