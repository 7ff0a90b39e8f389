namespace PortfolioLedger.Core.Views.Earlier;

/// <summary>
/// Version 1 of <see cref="ListeningItem"/>: without the voices that wait for an answer.
/// </summary>
public sealed record ListeningItemV1(
    Key? Segment, string? Name, int Voices, int Linked, decimal? LinkedShare, int Answered,
    decimal? AnsweredShare, decimal? MedianDaysToAnswer, bool Served)
{
    internal static ListeningItemV1 From(ListeningItem now, SegmentFeedbackTally heard) =>
        new(
            now.Segment,
            now.Name,
            now.Received,
            now.Linked,
            now.LinkedShare,
            now.Answered,
            now.AnsweredShare,
            Sums.Median(heard.DaysToOwnAnswer),
            now.Served
        );
}

/// <summary>
/// Version 1 of <see cref="Listening"/>: of voices merged into one the shortest wait of one for its
/// own answer counted, however long another of them had waited.
/// </summary>
public sealed record ListeningV1(
    int Voices, decimal? LinkedShare, decimal? AnsweredShare, decimal? MedianDaysToAnswer,
    ImmutableArray<Key> HeardNotServed, int Decisions, int DecisionsCitingFeedback,
    decimal? DecisionsCitingFeedbackShare, ImmutableArray<SurveyItem> Surveys,
    ImmutableArray<ListeningItemV1> Items) : IVersionedView, IListView<ListeningV1, ListeningItemV1>
{
    /// <summary>The version.</summary>
    public static int ViewVersion => 1;

    public ListeningV1 Page(ImmutableArray<ListeningItemV1> items) => this with { Items = items };

    /// <summary>How the customers of a book are heard.</summary>
    public static ListeningV1 Compute(Book book)
    {
        var (now, heard) = (ListeningV3.Compute(book), SegmentFeedbackTally.BySegment(book));
        return new(
            now.Received,
            now.LinkedShare,
            now.AnsweredShare,
            Sums.Median(heard.SelectMany(h => h.DaysToOwnAnswer)),
            now.HeardNotServed,
            now.Decisions,
            now.DecisionsCitingFeedback,
            now.DecisionsCitingFeedbackShare,
            now.Surveys,
            [.. now.Items.Zip(heard, ListeningItemV1.From)]
        );
    }
}
