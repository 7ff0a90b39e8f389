using System.Text.Json.Serialization;
using PortfolioLedger.Core.Feedback;

namespace PortfolioLedger.Core.Views.Earlier;

/// <summary>Version 1 of <see cref="RegisteredItem"/>: before departments could end.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Name">For people.</param>
/// <param name="Since">The effective day it became known.</param>
public sealed record RegisteredItemV1(Key Key, string Name, DateOnly Since);

/// <summary>Version 1 of <see cref="RegisteredList"/>.</summary>
public sealed record RegisteredListV1(ImmutableArray<RegisteredItemV1> Items)
    : IVersionedView, IListView<RegisteredListV1, RegisteredItemV1>
{
    /// <summary>The version.</summary>
    public static int ViewVersion => 1;

    public RegisteredListV1 Page(ImmutableArray<RegisteredItemV1> items) => new(items);

    /// <summary>What it says of the same book.</summary>
    public static RegisteredListV1 From(RegisteredList now) =>
        new([.. now.Items.Select(i => new RegisteredItemV1(i.Key, i.Name, i.Since))]);
}

/// <summary>Version 1 of <see cref="FeedbackItem"/>: before voices could be merged.</summary>
public sealed record FeedbackItemV1(
    Key Feedback, Key? Segment, string? Channel, string Text, FeedbackScore? Score,
    DateOnly ReceivedOn, DateTimeOffset ReceivedAt, string? OnBehalfOf, string? Theme, string? Need,
    string? ExpectedOutcome, ImmutableSortedDictionary<Key, int> Links, bool Answered,
    string? AnswerText, DateTimeOffset? AnsweredAt) : IPersonal
{
    /// <summary>The day the words were erased; no part of the digest.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? TextErasedOn { get; init; }

    /// <summary>The day the words of the answer were erased; no part of the digest.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? AnswerTextErasedOn { get; init; }

    public IEnumerable<string> Commitments() => AnswerText is null ? [Text] : [Text, AnswerText];

    public object Opened(Func<string, OpenedText> texts)
    {
        var (text, answer) = (texts.Of(Text), texts.Of(AnswerText));
        return this with
        {
            Text = text.Words!, TextErasedOn = text.ErasedOn,
            AnswerText = answer.Words, AnswerTextErasedOn = answer.ErasedOn,
        };
    }
}

/// <summary>Version 1 of <see cref="FeedbackList"/>.</summary>
public sealed record FeedbackListV1(ImmutableArray<FeedbackItemV1> Items)
    : IVersionedView, IListView<FeedbackListV1, FeedbackItemV1>
{
    /// <summary>The version.</summary>
    public static int ViewVersion => 1;

    public FeedbackListV1 Page(ImmutableArray<FeedbackItemV1> items) => new(items);

    /// <summary>What it says of the same book.</summary>
    public static FeedbackListV1 From(FeedbackList now) => new([.. now.Items.Select(i =>
        new FeedbackItemV1(i.Feedback, i.Segment, i.Channel, i.Text, i.Score, i.ReceivedOn,
            i.ReceivedAt, i.OnBehalfOf, i.Theme, i.Need, i.ExpectedOutcome, i.Links, i.Answered,
            i.AnswerText, i.AnsweredAt))]);
}
