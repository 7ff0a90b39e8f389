namespace PortfolioLedger.Core.Views.Earlier;

/// <summary>
/// Version 2 of <see cref="ListeningItem"/>: what was received was called voices.
/// </summary>
public sealed record ListeningItemV2(
    Key? Segment,
    string? Name,
    int Voices,
    int Linked,
    decimal? LinkedShare,
    int Answered,
    decimal? AnsweredShare,
    decimal? MedianDaysToAnswer,
    int Open,
    decimal? MedianDaysOpen,
    bool Served
)
{
    internal static ListeningItemV2 From(ListeningItem now) =>
        new(
            now.Segment,
            now.Name,
            now.Received,
            now.Linked,
            now.LinkedShare,
            now.Answered,
            now.AnsweredShare,
            now.MedianDaysToAnswer,
            now.Open,
            now.MedianDaysOpen,
            now.Served
        );
}

/// <summary>Version 2 of <see cref="Listening"/>: what was received was called voices.</summary>
public sealed record ListeningV2(
    int Voices,
    decimal? LinkedShare,
    decimal? AnsweredShare,
    decimal? MedianDaysToAnswer,
    int Open,
    decimal? MedianDaysOpen,
    ImmutableArray<Key> HeardNotServed,
    int Decisions,
    int DecisionsCitingFeedback,
    decimal? DecisionsCitingFeedbackShare,
    ImmutableArray<SurveyItem> Surveys,
    ImmutableArray<ListeningItemV2> Items
) : IVersionedView, IListView<ListeningV2, ListeningItemV2>
{
    /// <summary>The version.</summary>
    public static int ViewVersion => 2;

    public ListeningV2 Page(ImmutableArray<ListeningItemV2> items) => this with { Items = items };

    /// <summary>The same in the words of then.</summary>
    public static ListeningV2 From(Listening now) =>
        new(
            now.Received,
            now.LinkedShare,
            now.AnsweredShare,
            now.MedianDaysToAnswer,
            now.Open,
            now.MedianDaysOpen,
            now.HeardNotServed,
            now.Decisions,
            now.DecisionsCitingFeedback,
            now.DecisionsCitingFeedbackShare,
            now.Surveys,
            [.. now.Items.Select(ListeningItemV2.From)]
        );
}
