namespace PortfolioLedger.Core.Feedback;

/// <summary>A fact about one piece of feedback.</summary>
public interface IFeedbackFact : IFact
{
    /// <summary>Which one.</summary>
    Key Feedback { get; }

    ChangeTopic? IFact.Topic() => ChangeTopic.Results;

    void IFact.PostTo(BookDraft book, in Stamp stamp) =>
        book.Set(book.Section<FeedbackLedger>().Post(this, stamp));
}

/// <summary>The mark a customer gave, and its scale.</summary>
/// <param name="Value">The mark.</param>
/// <param name="Scale">Least and greatest mark, <c>1-5</c>.</param>
public sealed record FeedbackScore(decimal Value, string Scale)
{
    /// <summary>
    /// Least and greatest mark; null when the scale is not of the form <c>1-5</c>.
    /// </summary>
    public (decimal Min, decimal Max)? Bounds()
    {
        var parts = Scale.Split('-', 2);
        return
            parts.Length == 2
            && int.TryParse(parts[0], out var min)
            && int.TryParse(parts[1], out var max)
            && min < max
            ? (min, max)
            : null;
    }
}

/// <summary>What feedback is about.</summary>
public sealed record Classification(string Theme, string? Need, string? ExpectedOutcome);

/// <summary>What was answered; the text is kept beside the journal.</summary>
public sealed record Answer(string? Commitment, DateTimeOffset KnownAt);

/// <summary>
/// One piece of feedback. Its words are kept in a side table, where they can be erased.
/// </summary>
/// <param name="Key">Of the feedback.</param>
/// <param name="From">The effective day it was received.</param>
/// <param name="ReceivedAt">When it was known.</param>
/// <param name="Segment">Whose feedback; unknown if null.</param>
/// <param name="Channel">How it came.</param>
/// <param name="Commitment">To the words, see <see cref="SealedText"/>.</param>
/// <param name="OnBehalfOf">Opaque id of the customer, if somebody else entered it.</param>
/// <param name="Score">The mark given, if any.</param>
public sealed record FeedbackRecord(
    Key Key,
    DateOnly From,
    DateTimeOffset ReceivedAt,
    Key? Segment,
    string? Channel,
    string Commitment,
    string? OnBehalfOf,
    FeedbackScore? Score
)
{
    /// <summary>What it is about.</summary>
    public Register<Classification> Classification { get; init; }

    /// <summary>
    /// Importance 0..3 for initiatives it is linked to; null when unlinked again.
    /// </summary>
    public OrderedMap<Key, Register<int?>> Links { get; init; }

    /// <summary>Which feedback it counts as one with.</summary>
    public Register<Key> MergedInto { get; init; }

    /// <summary>The day of the first answer; null before.</summary>
    public DateOnly? FirstAnsweredOn { get; init; }

    /// <summary>What was answered.</summary>
    public Register<Answer> Answer { get; init; }

    /// <summary>How much it matters for an initiative; null when it is not linked to it.</summary>
    public int? ImportanceFor(Key initiative, DateOnly day) =>
        Links.GetValueOrDefault(initiative).At(day)?.Value;

    /// <summary>Initiatives it is linked to on a day, and how much it matters for them.</summary>
    public IEnumerable<(Key Initiative, int Importance)> LinksOn(DateOnly day)
    {
        foreach (var (initiative, register) in Links)
            if (register.At(day)?.Value is { } importance)
                yield return (initiative, importance);
    }

    internal FeedbackRecord WithLink(Key initiative, int? importance, in Stamp stamp) =>
        this with
        {
            Links = Links.SetItem(
                initiative,
                Links.GetValueOrDefault(initiative).Set(importance, stamp)
            ),
        };
}

/// <summary>What customers said.</summary>
public sealed record FeedbackLedger(OrderedMap<Key, FeedbackRecord> All) : ISection<FeedbackLedger>
{
    /// <summary>Nothing yet.</summary>
    public static FeedbackLedger Empty { get; } = new(OrderedMap<Key, FeedbackRecord>.Empty);

    /// <summary>The feedback with this key, or null.</summary>
    public FeedbackRecord? Find(Key key) => All.GetValueOrDefault(key);

    /// <summary>Feedback received by a day, by key.</summary>
    public IEnumerable<FeedbackRecord> On(DateOnly day) => All.Values.Where(v => v.From <= day);

    /// <summary>The ledger after a fact.</summary>
    public FeedbackLedger Post(IFeedbackFact fact, Stamp stamp) =>
        fact switch
        {
            FeedbackReceived f => new(
                All.SetItem(
                    f.Feedback,
                    new(
                        f.Feedback,
                        stamp.EffectiveOn,
                        stamp.KnownAt,
                        f.Segment,
                        f.Channel,
                        f.Text.Commitment,
                        f.OnBehalfOf,
                        f.Score
                    )
                )
            ),
            FeedbackClassified f => new(
                All.Change(f.Feedback, v =>
                    v with
                    {
                        Classification = v.Classification.Set(
                            new(f.Theme, f.Need, f.ExpectedOutcome),
                            stamp
                        ),
                    }
                )
            ),
            FeedbackLinked f => new(
                All.Change(f.Feedback, v => v.WithLink(f.Initiative, f.Importance, stamp))
            ),
            FeedbackUnlinked f => new(
                All.Change(f.Feedback, v => v.WithLink(f.Initiative, null, stamp))
            ),
            FeedbackMerged f => new(
                All.Change(f.Feedback, v => v with { MergedInto = v.MergedInto.Set(f.Into, stamp) })
            ),
            FeedbackAnswered f => new(
                All.Change(f.Feedback, v =>
                    v with
                    {
                        Answer = v.Answer.Set(new(f.Text?.Commitment, stamp.KnownAt), stamp),
                        FirstAnsweredOn =
                            v.FirstAnsweredOn <= stamp.EffectiveOn
                                ? v.FirstAnsweredOn
                                : stamp.EffectiveOn,
                    }
                )
            ),
            _ => throw new UnpostedFactException(nameof(FeedbackLedger), fact),
        };
}

/// <summary>Where a book keeps them.</summary>
public static class FeedbackSection
{
    extension(Book book)
    {
        /// <summary>What customers said.</summary>
        public FeedbackLedger Feedback => book.Section<FeedbackLedger>();
    }
}
