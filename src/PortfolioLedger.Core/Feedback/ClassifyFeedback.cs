namespace PortfolioLedger.Core.Feedback;

/// <summary>Feedback was classified by theme and need.</summary>
/// <param name="Theme">What it is about.</param>
/// <param name="Need">What the customer needs.</param>
/// <param name="ExpectedOutcome">What the customer expects.</param>
public sealed record FeedbackClassified(
    Key Feedback,
    string Theme,
    string? Need,
    string? ExpectedOutcome
) : IFeedbackFact, ISelfContained
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Feedback, Feedback)];

    public string Sentence(Book book) => $"Classified the feedback {Feedback} under {Theme}";
}

/// <summary>Classifies feedback: its theme, the need behind it, the expected outcome.</summary>
public sealed record ClassifyFeedback(
    Key Feedback,
    string Theme,
    string? Need = null,
    string? ExpectedOutcome = null,
    DateOnly? EffectiveOn = null
) : ICommand, IChecked
{
    public IEnumerable<FieldFault> Faults() =>
        Check
            .Text("/theme", Theme)
            .Concat(Check.Text("/need", Need))
            .Concat(Check.Text("/expectedOutcome", ExpectedOutcome));

    public Verdict Decide(Book book, Caller caller) => book.RefuseMerged(Feedback)
        ?? Verdict.Accept(new FeedbackClassified(Feedback, Theme, Need, ExpectedOutcome));
}
