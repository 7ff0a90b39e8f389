using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Process;

namespace PortfolioLedger.Core.Views;

/// <summary>A day on which something was decided, or a review ended.</summary>
/// <param name="Day">The business day.</param>
/// <param name="Cycle">The name of the review cycle that was closed on it; null when none was.
/// </param>
public readonly record struct ChangeDay(DateOnly Day, string? Cycle);

/// <summary>
/// The days at which a portfolio can be looked at with another result: in between nothing was
/// decided. In their order, those to come among them.
/// </summary>
public sealed record ChangeDays(ImmutableArray<ChangeDay> Days)
{
    /// <summary>Those of a book, from what it counts as facts are posted.</summary>
    public static ChangeDays Of(Book book)
    {
        var days = new SortedDictionary<DateOnly, string?>();
        foreach (var (day, tally) in book.Process.Days)
            if (tally.Decisions > 0)
                days[day] = null;
        foreach (var cycle in book.Details.Cycles.Values.OrderBy(c => c.OpenedAt))
            if (cycle.Closed.At(DateOnly.MaxValue) is { } closed)
                days[closed.EffectiveOn] = cycle.Name;
        return new([.. days.Select(d => new ChangeDay(d.Key, d.Value))]);
    }

    /// <summary>The last one before a day; null when there is none.</summary>
    public DateOnly? Before(DateOnly day) =>
        IndexFrom(day) is > 0 and var index ? Days[index - 1].Day : null;

    /// <summary>The first one after a day, up to another; null when there is none.</summary>
    public DateOnly? After(DateOnly day, DateOnly upTo) =>
        IndexFrom(day.AddDays(1)) is var index && index < Days.Length && Days[index].Day <= upTo
            ? Days[index].Day : null;

    /// <summary>Those up to a day.</summary>
    public ImmutableArray<ChangeDay> UpTo(DateOnly day) => Days[..IndexFrom(day.AddDays(1))];

    /// <summary>The place of the first one at or after a day.</summary>
    private int IndexFrom(DateOnly day)
    {
        var (low, high) = (0, Days.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Days[middle].Day < day)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
