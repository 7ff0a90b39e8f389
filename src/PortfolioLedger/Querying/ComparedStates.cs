using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Querying;

/// <summary>Reads the events behind what two books say differently.</summary>
internal static class ComparedStates
{
    public static async Task<StateComparison> OfAsync(
        JournalContext asked, Wording wording, CancellationToken cancel)
    {
        var (from, to) = await RangeOfBooks.OfAsync(asked, cancel);
        var differences = StateDifference.Between(from, to);
        var set = await SetAsync(asked, to.Portfolio, differences, cancel);
        var entries = new List<Entry?>(differences.Length);
        foreach (var difference in differences)
            entries.Add(difference.Position is { } position ? set.GetValueOrDefault(position)
                : await LastChangeAsync(asked, from, to, difference, cancel));
        return StateComparison.Compute(from, to, differences, entries, wording);
    }

    /// <summary>The events that set values, by position, read at once.</summary>
    private static async Task<Dictionary<long, Entry>> SetAsync(
        JournalContext asked, Key portfolio, ImmutableArray<StateDifference> differences,
        CancellationToken cancel)
    {
        var positions = differences.Select(d => d.Position).OfType<long>().ToImmutableSortedSet();
        var set = new Dictionary<long, Entry>();
        await foreach (var stored in asked.Reader.ReadAsync(
            portfolio, JournalRange.At(positions), cancel))
            set[stored.Entry.Position] = stored.Entry;
        return set;
    }

    /// <summary>The last event that changed an amount.</summary>
    private static async Task<Entry?> LastChangeAsync(
        JournalContext asked, Book from, Book to, StateDifference difference,
        CancellationToken cancel)
    {
        var range = new JournalRange(from.Position, to.Position)
        {
            About = [new(SubjectKind.Initiative, difference.Initiative)],
            Types = difference.AmountTypes,
        };
        Entry? last = null;
        await foreach (var stored in asked.Reader.ReadAsync(to.Portfolio, range, cancel))
            if (stored.Entry.EffectiveOn <= to.Day)
                last = stored.Entry;
        return last;
    }
}
