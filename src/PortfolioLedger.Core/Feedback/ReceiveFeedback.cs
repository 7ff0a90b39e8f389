using PortfolioLedger.Core.Departments;

namespace PortfolioLedger.Core.Feedback;

/// <summary>Feedback from a customer was received.</summary>
/// <param name="Segment">The customer segment it is about.</param>
/// <param name="Channel">How it came in.</param>
/// <param name="Text">What the customer said.</param>
/// <param name="OnBehalfOf">Whom the speaker speaks for.</param>
/// <param name="Score">The mark the customer gave.</param>
public sealed record FeedbackReceived(
    Key Feedback,
    Key? Segment,
    string? Channel,
    SealedText Text,
    string? OnBehalfOf,
    FeedbackScore? Score
) : IFeedbackFact, ISelfContained
{
    public ImmutableArray<Subject> Subjects() => Segment is { } segment
        ? [new(SubjectKind.Feedback, Feedback), new(SubjectKind.CustomerSegment, segment)]
        : [new(SubjectKind.Feedback, Feedback)];

    public string Sentence(Book book) =>
        "Received feedback"
        + (
            Segment is { } key
                ? $" from {book.NameOf(new Subject(SubjectKind.CustomerSegment, key))}"
                : ""
        )
        + (Channel is null ? "" : $" by {Channel}");

    public ImmutableArray<SealedText> PersonalTexts() => [Text];
}

/// <summary>
/// Records what a customer said. The text is sealed: it can be erased, its proof stays.
/// </summary>
public sealed record ReceiveFeedback(
    Key Key,
    SealedText Text,
    Key? Segment = null,
    string? Channel = null,
    string? OnBehalfOf = null,
    FeedbackScore? Score = null,
    DateOnly? EffectiveOn = null
) : ICreation, IChecked
{
    public Subject Created => new(SubjectKind.Feedback, Key);

    public IEnumerable<FieldFault> Faults() => Check.Text("/text", Text.Opening?.Text)
        .Concat(Check.Text("/channel", Channel)).Concat(Check.Text("/onBehalfOf", OnBehalfOf))
        .Concat(Score is null || Score.Bounds() is not null ? []
            : [new("/score/scale", "must be the least and the greatest mark, like \"1-5\"")]);

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseSegment(Segment)
        ?? RefuseFuture(book)
        ?? RefuseScore()
        ?? Verdict.Accept(new FeedbackReceived(Key, Segment, Channel, Text, OnBehalfOf, Score));

    private Refusal? RefuseFuture(Book book) => EffectiveOn is not { } on || on <= book.Day ? null
        : new Refusal("future-feedback", 
            $"Nobody can have said it on {on:O}, which is to come; give {book.Day:O} or an earlier "
            + "day.", new Subject(SubjectKind.Feedback, Key));

    private Refusal? RefuseScore() =>
        Score?.Bounds() is not var (min, max) || (Score.Value >= min && Score.Value <= max) ? null
        : new Refusal("score-out-of-scale", FormattableString.Invariant(
            $"The mark {Score.Value:0.####} is not on the scale; give one from {min} to {max}."),
            new Subject(SubjectKind.Feedback, Key));
}
