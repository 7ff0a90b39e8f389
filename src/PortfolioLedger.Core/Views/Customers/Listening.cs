using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Process;

namespace PortfolioLedger.Core.Views;

/// <summary>How one customer segment is heard.</summary>
/// <param name="Segment">Which; null for voices of no stated segment.</param>
/// <param name="Name">For people.</param>
/// <param name="Received">How many were received; those merged into another count with it.</param>
/// <param name="Linked">How many are linked to an initiative.</param>
/// <param name="LinkedShare">Of all.</param>
/// <param name="Answered">How many got an answer.</param>
/// <param name="AnsweredShare">Of all.</param>
/// <param name="MedianDaysToAnswer">From receiving to the first answer, of those answered.</param>
/// <param name="Open">How many got no answer yet.</param>
/// <param name="MedianDaysOpen">
/// From receiving to the business day asked about, of those open.
/// </param>
/// <param name="Served">
/// Some voice is linked to an initiative that was not rejected, killed or merged.
/// </param>
public sealed record ListeningItem(
    Key? Segment,
    string? Name,
    int Received,
    int Linked,
    decimal? LinkedShare,
    int Answered,
    decimal? AnsweredShare,
    decimal? MedianDaysToAnswer,
    int Open,
    decimal? MedianDaysOpen,
    bool Served
);

/// <summary>
/// Whether customers are heard, answered and served, and whether decisions rest on them.
/// </summary>
/// <param name="Received">How many were received; those merged into another count with it.</param>
/// <param name="LinkedShare">Linked to an initiative.</param>
/// <param name="AnsweredShare">Answered.</param>
/// <param name="MedianDaysToAnswer">From receiving to the first answer, of those answered.</param>
/// <param name="Open">How many got no answer yet.</param>
/// <param name="MedianDaysOpen">
/// From receiving to the business day asked about, of those open.
/// </param>
/// <param name="HeardNotServed">Segments that were heard, but that no initiative serves.</param>
/// <param name="Decisions">
/// How many decisions people took; those that an import recorded do not count.
/// </param>
/// <param name="DecisionsCitingFeedback">How many of them name feedback as evidence.</param>
/// <param name="DecisionsCitingFeedbackShare">Of all decisions.</param>
/// <param name="Surveys">The latest round of each question and audience.</param>
/// <param name="Items">By segment.</param>
public sealed record Listening(
    int Received,
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
    ImmutableArray<ListeningItem> Items
) : IView, IListView<Listening, ListeningItem>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "listening";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 4;

    public Listening Page(ImmutableArray<ListeningItem> items) => this with { Items = items };

    /// <summary>How the customers of a book are heard.</summary>
    public static Listening Compute(Book book)
    {
        var heard = SegmentFeedbackTally.BySegment(book);
        var items = heard.Select(h => ItemOf(book, h)).ToImmutableArray();
        int received = heard.Sum(h => h.Received), linked = heard.Sum(h => h.Linked),
            answered = heard.Sum(h => h.DaysToAnswer.Count);
        var tally = book.Process.Between(DateOnly.MinValue, book.Day);
        var (decisions, citing) = (tally.Decisions - tally.Imported,
            tally.CitingFeedback - tally.ImportedCitingFeedback);
        return new(received, Sums.Share(linked, received), Sums.Share(answered, received),
            Sums.Median(heard.SelectMany(h => h.DaysToAnswer)), heard.Sum(h => h.DaysOpen.Count),
            Sums.Median(heard.SelectMany(h => h.DaysOpen)),
            [.. items.Where(i => !i.Served).Select(i => i.Segment).OfType<Key>()],
            decisions,
            citing,
            Sums.Share(citing, decisions),
            Views.Surveys.Latest(book),
            items
        );
    }

    private static ListeningItem ItemOf(Book book, SegmentFeedbackTally heard)
    {
        var (received, answered) = (heard.Received, heard.DaysToAnswer.Count);
        return new(heard.Segment,
            heard.Segment is { } key ? book.NameOf(new(SubjectKind.CustomerSegment, key)) : null,
            received, heard.Linked, Sums.Share(heard.Linked, received), answered,
            Sums.Share(answered, received), Sums.Median(heard.DaysToAnswer), heard.DaysOpen.Count,
            Sums.Median(heard.DaysOpen), heard.Served);
    }
}

/// <summary>
/// Feedback of one segment counted one after the other, each with those merged into it.
/// </summary>
/// <param name="segment">Which; null for voices of no stated one.</param>
internal sealed class SegmentFeedbackTally(Key? segment)
{
    public Key? Segment => segment;

    public int Received { get; private set; }

    public int Linked { get; private set; }

    public bool Served { get; private set; }

    /// <summary>
    /// From the day the first of those merged was received to the first answer to any of them.
    /// </summary>
    public List<int> DaysToAnswer { get; } = [];

    /// <summary>
    /// From the day the first of those merged was received to the business day asked about, when
    /// none of them is answered by then. The day asked about is the only today that a book knows.
    /// </summary>
    public List<int> DaysOpen { get; } = [];

    /// <summary>
    /// Of those merged, the shortest wait of one for its own answer: version 1 of the view.
    /// </summary>
    public List<int> DaysToOwnAnswer { get; } = [];

    /// <summary>All segments that were heard, by key after those of none.</summary>
    public static ImmutableArray<SegmentFeedbackTally> BySegment(Book book)
    {
        var merged = new SortedDictionary<Key, List<FeedbackRecord>>();
        foreach (var voice in book.Feedback.On(book.Day))
            if (RootOf(book, voice) is var root && root != voice.Key)
                (merged.TryGetValue(root, out var with) ? with : merged[root] = []).Add(voice);
        var (unstated, segments) = (
            new SegmentFeedbackTally(null),
            new SortedDictionary<Key, SegmentFeedbackTally>()
        );
        foreach (var voice in book.Feedback.On(book.Day))
        {
            if (RootOf(book, voice) != voice.Key)
                continue;
            var heard = unstated;
            if (voice.Segment is { } stated
                && book.Departments.SegmentSuccessorOn(stated, book.Day) is var key
                && !segments.TryGetValue(key, out heard))
                segments[key] = heard = new(key);
            heard.Count(book, voice, merged.TryGetValue(voice.Key, out var others) ? others : []);
        }
        return
        [
            .. unstated.Received > 0 ? [unstated] : Array.Empty<SegmentFeedbackTally>(),
            .. segments.Values,
        ];
    }

    private void Count(Book book, FeedbackRecord voice, List<FeedbackRecord> merged)
    {
        var linked = false;
        DateOnly received = voice.From, answered = DateOnly.MaxValue;
        int? shortest = null;
        foreach (var one in merged.Prepend(voice))
        {
            linked |= IsLinked(one, book.Day);
            received = one.From < received ? one.From : received;
            if (one.FirstAnsweredOn is not { } on || on > book.Day)
                continue;
            answered = on < answered ? on : answered;
            var own = on.DayNumber - one.From.DayNumber;
            shortest = own < shortest ? own : shortest ?? own;
        }
        Received++;
        Linked += linked ? 1 : 0;
        if (shortest is { } days)
        {
            DaysToAnswer.Add(answered.DayNumber - received.DayNumber);
            DaysToOwnAnswer.Add(days);
        }
        else
            DaysOpen.Add(book.Day.DayNumber - received.DayNumber);
        // One served voice serves the segment: no more are looked at.
        Served = Served || IsServed(book, voice) || merged.Exists(other => IsServed(book, other));
    }

    private static bool IsLinked(FeedbackRecord voice, DateOnly day)
    {
        foreach (var (_, link) in voice.Links)
            if (link.At(day)?.Value is not null)
                return true;
        return false;
    }

    private static bool IsServed(Book book, FeedbackRecord voice) =>
        voice
            .LinksOn(book.Day)
            .Any(link =>
                book.Initiatives.Find(link.Initiative) is { } found
                && !found.StageOn(book.Day).IsFinal()
            );

    /// <summary>The voice it counts as one with; mergers form no circle.</summary>
    private static Key RootOf(Book book, FeedbackRecord voice)
    {
        while (voice.MergedInto.At(book.Day) is { } merged
            && book.Feedback.Find(merged.Value) is { } into && into.From <= book.Day)
            voice = into;
        return voice.Key;
    }
}
