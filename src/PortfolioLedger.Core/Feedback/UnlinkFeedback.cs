namespace PortfolioLedger.Core.Feedback;

/// <summary>Feedback is no longer linked to an initiative.</summary>
public sealed record FeedbackUnlinked(Key Feedback, Key Initiative) : IFeedbackFact
{
    public ImmutableArray<Subject> Subjects() =>
        [new(SubjectKind.Feedback, Feedback), new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) =>
        $"Unlinked the feedback {Feedback} from {book.InitiativeName(Initiative)}";

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new UnlinkFeedback(Feedback, Initiative, effectiveOn);
}

/// <summary>Removes a link of feedback to an initiative.</summary>
public sealed record UnlinkFeedback(Key Feedback, Key Initiative, DateOnly? EffectiveOn = null)
    : ICommand
{
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseUnknown(SubjectKind.Feedback, Feedback) ?? RefuseUnlinked(book)
            ?? Verdict.Accept(new FeedbackUnlinked(Feedback, Initiative));

    private Refusal? RefuseUnlinked(Book book) =>
        book.Feedback.Find(Feedback)!.ImportanceFor(Initiative, book.Day) is not null ? null
        : new Refusal("unknown-link", $"It is not linked to '{Initiative}'; name an initiative "
            + "it is linked to.",
            new Subject(SubjectKind.Feedback, Feedback));
}
