using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Journaling;

namespace PortfolioLedger.Api;

/// <summary>Reads the events behind what two books say differently.</summary>
internal static class ComparedStates
{
    public static async Task<StateComparison> OfAsync(Asked asked, CancellationToken cancel)
    {
        var (from, to) = await RangeOfBooks.OfAsync(asked, cancel);
        var differences = StateDifference.Between(from, to);
        var entries = new List<Entry?>(differences.Length);
        foreach (var difference in differences)
            entries.Add(await BehindAsync(asked, from, to, difference, cancel));
        return StateComparison.Of(from, to, differences, entries);
    }

    /// <summary>The event that set a value, or the last one that changed an amount.</summary>
    private static async Task<Entry?> BehindAsync(
        Asked asked, Book from, Book to, StateDifference difference, CancellationToken cancel)
    {
        var range = difference.Position is { } position ? new JournalRange(position - 1, position)
            : new JournalRange(from.Position, to.Position)
            {
                Subject = new(SubjectKind.Initiative, difference.Initiative),
                Types = difference.AmountTypes,
            };
        Entry? last = null;
        await foreach (var stored in asked.Journal.Reader.ReadAsync(to.Portfolio, range, cancel))
            if (stored.Entry.EffectiveOn <= to.Day)
                last = stored.Entry;
        return last;
    }
}
