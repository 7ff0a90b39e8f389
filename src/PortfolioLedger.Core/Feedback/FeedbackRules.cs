namespace PortfolioLedger.Core.Feedback;

/// <summary>Rules that the slices about feedback share.</summary>
internal static class FeedbackRules
{
    /// <summary>Refuses feedback that is unknown, or was merged into another.</summary>
    public static Refusal? RefuseMerged(this Book book, Key feedback) =>
        book.Feedback.Find(feedback) is not { } voice
            ? Refusal.Unknown(SubjectKind.Feedback, feedback)
        : voice.MergedInto.Values.IsEmpty ? null
        : new Refusal("already-merged",
            $"'{feedback}' is merged into '{voice.MergedInto.Values[^1].Value}'; record it there.",
            new Subject(SubjectKind.Feedback, feedback));
}
