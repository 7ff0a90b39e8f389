using System.Runtime.CompilerServices;
using PortfolioLedger.Core.Feedback;

namespace PortfolioLedger.Core.Views;

/// <summary>How much customers' voices matter for initiatives.</summary>
/// <param name="Importance">Of all voices linked to an initiative, added up.</param>
/// <param name="Until">
/// The first day on which it is another without anything being said: a voice or a link waits for
/// it.
/// </param>
internal sealed record LinkedFeedback(
    ImmutableSortedDictionary<Key, decimal> Importance,
    DateOnly Until
)
{
    /// <summary>Of all voices.</summary>
    public static LinkedFeedback Compute(Book book)
    {
        var sums = new SortedDictionary<Key, StrongBox<decimal>>();
        var until = DateOnly.MaxValue;
        foreach (var voice in book.Feedback.All.Values)
        {
            until = Earlier(until, ChangesAfter(voice, book.Day));
            if (voice.From <= book.Day)
                foreach (var (initiative, link) in voice.Links)
                    if (link.At(book.Day)?.Value is { } importance)
                        (sums.TryGetValue(initiative, out var sum)
                            ? sum : sums[initiative] = new()).Value += importance;
        }
        return new(sums.ToImmutableSortedDictionary(s => s.Key, s => s.Value.Value), until);
    }

    /// <summary>The same after something was said of one voice.</summary>
    /// <param name="before">The book these are of.</param>
    /// <param name="now">The next one, of the same day.</param>
    /// <param name="feedback">The voice.</param>
    /// <param name="moved">The initiatives it was linked to, or is.</param>
    public LinkedFeedback After(
        Book before,
        Book now,
        Key feedback,
        out ImmutableSortedSet<Key> moved
    )
    {
        var (sums, touched) = (Importance, ImmutableSortedSet<Key>.Empty);
        Add(before.Feedback.Find(feedback), -1);
        Add(now.Feedback.Find(feedback), 1);
        moved = touched;
        return new(sums, now.Feedback.Find(feedback) is { } found
            ? Earlier(Until, ChangesAfter(found, now.Day)) : Until);

        void Add(FeedbackRecord? voice, int sign)
        {
            if (voice is null || voice.From > now.Day)
                return;
            foreach (var (initiative, importance) in voice.LinksOn(now.Day))
            {
                touched = touched.Add(initiative);
                sums = sums.SetItem(
                    initiative,
                    sums.GetValueOrDefault(initiative) + (sign * importance)
                );
            }
        }
    }

    /// <summary>The first later day on which a voice says something else.</summary>
    private static DateOnly? ChangesAfter(FeedbackRecord voice, DateOnly day)
    {
        if (voice.From > day)
            return voice.From;
        DateOnly? first = null;
        foreach (var (_, link) in voice.Links)
            if (link.ChangesAfter(day) is { } change)
                first = Earlier(change, first);
        return first;
    }

    private static DateOnly Earlier(DateOnly day, DateOnly? other) =>
        other is { } known && known < day ? known : day;
}
