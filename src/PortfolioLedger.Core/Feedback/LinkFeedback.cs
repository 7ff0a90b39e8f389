namespace PortfolioLedger.Core.Feedback;

/// <summary>Feedback was linked to an initiative that serves it.</summary>
/// <param name="Importance">How much it matters for the initiative, 0 to 3.</param>
public sealed record FeedbackLinked(Key Feedback, Key Initiative, int Importance)
    : IFeedbackFact, ISelfContained
{
    public ImmutableArray<Subject> Subjects() =>
        [new(SubjectKind.Feedback, Feedback), new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) => $"Linked the feedback {Feedback} to "
        + $"{book.InitiativeName(Initiative)} with importance {Importance}";
}

/// <summary>Links feedback to an initiative; importance 0 (nice) to 3 (decisive).</summary>
public sealed record LinkFeedback(
    Key Feedback,
    Key Initiative,
    int Importance,
    DateOnly? EffectiveOn = null
) : ICommand, IChecked
{
    public IEnumerable<FieldFault> Faults() =>
        Importance is >= 0 and <= 3 ? [] : [new("/importance", "must be 0, 1, 2 or 3")];

    public Verdict Decide(Book book, Caller caller) => book.RefuseMerged(Feedback)
        ?? book.RefuseUnknown(SubjectKind.Initiative, Initiative)
        ?? Verdict.Accept(new FeedbackLinked(Feedback, Initiative, Importance));
}
