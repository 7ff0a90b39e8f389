using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Views;

/// <summary>How one customer segment is heard.</summary>
/// <param name="Segment">Which; null for voices of no stated segment.</param>
/// <param name="Name">For people.</param>
/// <param name="Voices">How many were received; those merged into another count with it.</param>
/// <param name="Linked">How many are linked to an initiative.</param>
/// <param name="LinkedShare">Of all.</param>
/// <param name="Answered">How many got an answer.</param>
/// <param name="AnsweredShare">Of all.</param>
/// <param name="MedianDaysToAnswer">From receiving to the first answer, of those answered.</param>
/// <param name="Served">
/// Some voice is linked to an initiative that was not rejected, killed or merged.
/// </param>
public sealed record ListeningItem(
    Key? Segment, string? Name, int Voices, int Linked, decimal? LinkedShare, int Answered,
    decimal? AnsweredShare, decimal? MedianDaysToAnswer, bool Served);

/// <summary>Whether customers are heard, answered and served, and whether decisions rest on them.</summary>
/// <param name="Voices">How many were received; those merged into another count with it.</param>
/// <param name="LinkedShare">Linked to an initiative.</param>
/// <param name="AnsweredShare">Answered.</param>
/// <param name="MedianDaysToAnswer">From receiving to the first answer, of those answered.</param>
/// <param name="HeardNotServed">Segments that were heard, but that no initiative serves.</param>
/// <param name="Decisions">How many decisions are recorded.</param>
/// <param name="DecisionsCitingFeedback">How many of them name feedback as evidence.</param>
/// <param name="DecisionsCitingFeedbackShare">Of all decisions.</param>
/// <param name="Surveys">The latest round of each question and audience.</param>
/// <param name="Items">By segment.</param>
public sealed record Listening(
    int Voices, decimal? LinkedShare, decimal? AnsweredShare, decimal? MedianDaysToAnswer,
    ImmutableArray<Key> HeardNotServed, int Decisions, int DecisionsCitingFeedback,
    decimal? DecisionsCitingFeedbackShare, ImmutableArray<SurveyItem> Surveys,
    ImmutableArray<ListeningItem> Items) : IListView<Listening, ListeningItem>
{
    /// <summary>Name of the view.</summary>
    public const string Name = "listening";

    /// <summary>Raised whenever fields or formula change.</summary>
    public const int Version = 1;

    /// <inheritdoc/>
    public Listening Page(ImmutableArray<ListeningItem> items) => this with { Items = items };

    /// <summary>How the customers of a book are heard.</summary>
    public static Listening Of(Book book)
    {
        var heard = Heard.Of(book);
        var all = ItemOf(book, null, heard);
        var items = heard.GroupBy(h => h.Segment).OrderBy(g => g.Key)
            .Select(g => ItemOf(book, g.Key, [.. g])).ToImmutableArray();
        var tally = book.Process.Between(DateOnly.MinValue, book.Day);
        return new(all.Voices, all.LinkedShare, all.AnsweredShare, all.MedianDaysToAnswer,
            [.. items.Where(i => !i.Served).Select(i => i.Segment).OfType<Key>()],
            tally.Decisions, tally.CitingFeedback, Sums.Share(tally.CitingFeedback, tally.Decisions),
            Views.Surveys.Latest(book), items);
    }

    private static ListeningItem ItemOf(Book book, Key? segment, ImmutableArray<Heard> heard)
    {
        int linked = heard.Count(h => h.Linked), answered = heard.Count(h => h.DaysToAnswer is not null);
        return new(segment,
            segment is { } key ? book.NameOf(new(SubjectKind.CustomerSegment, key)) : null,
            heard.Length, linked, Sums.Share(linked, heard.Length), answered,
            Sums.Share(answered, heard.Length),
            Sums.Median(heard.Select(h => h.DaysToAnswer).OfType<int>()), heard.Any(h => h.Served));
    }
}

/// <summary>A voice together with those merged into it.</summary>
internal readonly record struct Heard(Key? Segment, bool Linked, bool Served, int? DaysToAnswer)
{
    /// <summary>All that count for themselves, by key, in one pass over the voices.</summary>
    public static ImmutableArray<Heard> Of(Book book)
    {
        var merged = new SortedDictionary<Key, Heard>();
        foreach (var voice in book.Feedback.On(book.Day))
            if (RootOf(book, voice) is var root && root != voice.Key)
                merged[root] = merged.TryGetValue(root, out var heard)
                    ? heard.With(Of(book, voice)) : Of(book, voice);
        var all = ImmutableArray.CreateBuilder<Heard>();
        foreach (var voice in book.Feedback.On(book.Day))
            if (RootOf(book, voice) == voice.Key)
            {
                var own = Of(book, voice) with
                {
                    Segment = voice.Segment is { } key
                        ? book.Departments.SegmentSuccessorOn(key, book.Day) : null,
                };
                all.Add(merged.TryGetValue(voice.Key, out var others) ? own.With(others) : own);
            }
        return all.ToImmutable();
    }

    private static Heard Of(Book book, Voice voice)
    {
        bool linked = false, served = false;
        foreach (var (initiative, link) in voice.Links)
            if (link.At(book.Day)?.Value is not null)
                (linked, served) = (true, served || Serves(book, initiative));
        return new(null, linked, served, voice.FirstAnsweredOn is { } on && on <= book.Day
            ? on.DayNumber - voice.From.DayNumber : null);
    }

    /// <summary>The first answer to any of them counts.</summary>
    private Heard With(Heard other) => this with
    {
        Linked = Linked || other.Linked,
        Served = Served || other.Served,
        DaysToAnswer = DaysToAnswer is { } days && other.DaysToAnswer is { } others
            ? Math.Min(days, others) : DaysToAnswer ?? other.DaysToAnswer,
    };

    /// <summary>The voice it counts as one with; mergers form no circle.</summary>
    private static Key RootOf(Book book, Voice voice)
    {
        while (voice.MergedInto.At(book.Day) is { } merged
            && book.Feedback.Find(merged.Value) is { } into && into.From <= book.Day)
            voice = into;
        return voice.Key;
    }

    private static bool Serves(Book book, Key initiative) =>
        book.Initiatives.Find(initiative) is { } found && !found.StageOn(book.Day).IsFinal();
}
