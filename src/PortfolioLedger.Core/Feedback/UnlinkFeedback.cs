namespace PortfolioLedger.Core.Feedback;

/// <summary>A voice is not linked to an initiative any more.</summary>
public sealed record FeedbackUnlinked(Key Feedback, Key Initiative) : IFeedbackFact
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() =>
        [new(SubjectKind.Feedback, Feedback), new(SubjectKind.Initiative, Initiative)];

    /// <inheritdoc/>
    public string Sentence(Book book) =>
        $"Unlinked the feedback {Feedback} from {book.InitiativeName(Initiative)}";

    /// <inheritdoc/>
    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new UnlinkFeedback(Feedback, Initiative, effectiveOn);
}

/// <summary>Takes a link of a voice to an initiative back.</summary>
public sealed record UnlinkFeedback(Key Feedback, Key Initiative, DateOnly? EffectiveOn = null)
    : ICommand
{
    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseUnknown(SubjectKind.Feedback, Feedback) ?? RefuseUnlinked(book)
            ?? Verdict.Of(new FeedbackUnlinked(Feedback, Initiative));

    private Refusal? RefuseUnlinked(Book book) =>
        book.Feedback.Find(Feedback)!.ImportanceFor(Initiative, book.Day) is not null ? null
        : new Refusal("unknown-link", $"It is not linked to '{Initiative}'.",
            new Subject(SubjectKind.Feedback, Feedback));
}
