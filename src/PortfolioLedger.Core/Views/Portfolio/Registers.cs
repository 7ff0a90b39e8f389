using System.Text.Json.Serialization;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Scoring;

namespace PortfolioLedger.Core.Views;

/// <summary>
/// One voice; its words are joined by who answers, and replaced by the commitment in digests.
/// </summary>
public sealed record FeedbackItem(
    Key Feedback,
    Key? Segment,
    string? Channel,
    string Text,
    FeedbackScore? Score,
    DateOnly ReceivedOn,
    DateTimeOffset ReceivedAt,
    string? OnBehalfOf,
    string? Theme,
    string? Need,
    string? ExpectedOutcome,
    ImmutableSortedDictionary<Key, int> Links,
    bool Answered,
    string? AnswerText,
    DateTimeOffset? AnsweredAt,
    Key? MergedInto
) : IPersonal
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

/// <summary>What customers said.</summary>
public sealed record FeedbackList(ImmutableArray<FeedbackItem> Items)
    : IView, IListView<FeedbackList, FeedbackItem>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "feedback";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 2;

    public FeedbackList Page(ImmutableArray<FeedbackItem> items) => new(items);

    /// <summary>The feedback of a book, texts as commitments.</summary>
    public static FeedbackList Compute(Book book) =>
        new([.. book.Feedback.On(book.Day).Select(v => Compute(v, book.Day))]);

    private static FeedbackItem Compute(FeedbackRecord v, DateOnly day)
    {
        var about = v.Classification.At(day)?.Value;
        var answer = v.Answer.At(day)?.Value;
        return new(
            v.Key,
            v.Segment,
            v.Channel,
            v.Commitment,
            v.Score,
            v.From,
            v.ReceivedAt,
            v.OnBehalfOf,
            about?.Theme,
            about?.Need,
            about?.ExpectedOutcome,
            v.LinksOn(day)
                .Aggregate(Ordered.ByKey<int>(), (links, l) =>
                    links.Add(l.Initiative, l.Importance)
                ),
            answer is not null,
            answer?.Commitment,
            answer?.KnownAt,
            v.MergedInto.At(day)?.Value
        );
    }
}

/// <summary>One version of a scoring model.</summary>
public sealed record ScoringModelItem(
    Key Model,
    int Version,
    Formula Formula,
    bool Released,
    bool InForce,
    ImmutableArray<Criterion> Criteria
);

/// <summary>All versions of all scoring models.</summary>
public sealed record ScoringModelList(ImmutableArray<ScoringModelItem> Items)
    : IView, IListView<ScoringModelList, ScoringModelItem>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "scoring-models";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 1;

    public ScoringModelList Page(ImmutableArray<ScoringModelItem> items) => new(items);

    /// <summary>The scoring models of a book.</summary>
    public static ScoringModelList Compute(Book book)
    {
        var adopted = book.Scoring.Adopted.At(book.Day)?.Value;
        return new([
            .. book
                .Scoring.Models.Values.Where(m => m.From <= book.Day)
                .SelectMany(m =>
                    m.Versions.Select(v => new ScoringModelItem(
                        m.Key,
                        v.Version,
                        v.Formula,
                        v.ReleasedAt is not null,
                        adopted?.Model == m.Key && adopted.Version == v.Version,
                        v.Criteria
                    ))
                ),
        ]);
    }
}

/// <summary>A department or a customer segment.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Name">For people.</param>
/// <param name="Since">The effective day it became known.</param>
/// <param name="Until">The effective day it ended; null while it is in being.</param>
/// <param name="MergedInto">What it became part of; null when it was not merged.</param>
public sealed record RegisteredItem(
    Key Key,
    string Name,
    DateOnly Since,
    DateOnly? Until,
    Key? MergedInto
);

/// <summary>Departments, or customer segments; those that ended stay listed.</summary>
public sealed record RegisteredList(ImmutableArray<RegisteredItem> Items)
    : IVersionedView, IListView<RegisteredList, RegisteredItem>
{
    /// <summary>Name of the view of departments.</summary>
    public const string DepartmentsName = "departments";

    /// <summary>Name of the view of customer segments.</summary>
    public const string SegmentsName = "customer-segments";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 2;

    public RegisteredList Page(ImmutableArray<RegisteredItem> items) => new(items);

    /// <summary>The departments of a book.</summary>
    public static RegisteredList Departments(Book book) => From(book.Departments.All, book.Day);

    /// <summary>The customer segments of a book.</summary>
    public static RegisteredList Segments(Book book) => From(book.Departments.Segments, book.Day);

    private static RegisteredList From(ImmutableSortedDictionary<Key, Unit> units, DateOnly day) =>
        new([.. units.Values.Where(u => u.From <= day).Select(u => new RegisteredItem(
            u.Key, u.NameOn(day), u.From, u.End.At(day)?.EffectiveOn, u.End.At(day)?.Value.Into))]);
}
