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
        var behind = await BehindAsync(asked, from, to, differences, cancel);
        var read = new Dictionary<long, Entry>();
        await foreach (var stored in asked.Reader.ReadAsync(to.Portfolio,
            JournalRange.At([.. behind.OfType<long>()]), cancel))
            read[stored.Entry.Position] = stored.Entry;
        return StateComparison.Compute(from, to, differences,
            [.. behind.Select(at => at is { } position ? read.GetValueOrDefault(position) : null)],
            wording);
    }

    /// <summary>
    /// The position of the event that set each value; of an amount, of the last that changed it.
    /// </summary>
    private static async Task<ImmutableArray<long?>> BehindAsync(
        JournalContext asked, Book from, Book to, ImmutableArray<StateDifference> differences,
        CancellationToken cancel)
    {
        var changes = new Dictionary<(Key Initiative, string Field), long>();
        if (differences.Any(d => d.Position is null))
            foreach (var posting in await asked.Keeper.PostingsAsync(
                to.Portfolio, from.Position, to.Position, cancel))
                if (StateDifference.AmountOf(posting.Fact) is { } amount
                    && posting.EffectiveOn <= to.Day)
                    changes[amount] = posting.Position;
        return [.. differences.Select(d => d.Position
            ?? (changes.TryGetValue((d.Initiative, d.Field), out var last) ? last : null))];
    }
}
