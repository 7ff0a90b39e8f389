using System.Collections.Immutable;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Pages.Views;

/// <summary>How many events became known in a span of days.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Events">How many.</param>
public sealed record PeriodCount(DateOnly From, DateOnly To, int Events);

/// <summary>How the events of a timeline spread over time: the whole list, not one page.</summary>
/// <param name="Unit">Day, week, month or year: whichever gives a readable number.</param>
/// <param name="Count">All events.</param>
/// <param name="Periods">Those in which something happened, the oldest first.</param>
public sealed record EventDensity(string Unit, int Count, ImmutableArray<PeriodCount> Periods)
{
    private const int DaysOfDays = 62;
    private const int DaysOfWeeks = 3 * 366;
    private const int DaysOfMonths = 15 * 366;

    internal static async Task<EventDensity> AskAsync(PinnedQuestions ask) =>
        Of([.. (await ask.WholeAsync()).Select(i =>
            DateOnly.FromDateTime(((TimelineItem)i).KnownAt.UtcDateTime))]);

    /// <summary>The spread of days, one for each event.</summary>
    public static EventDensity Of(IReadOnlyCollection<DateOnly> days)
    {
        if (days.Count == 0)
            return new("day", 0, []);
        var span = days.Max().DayNumber - days.Min().DayNumber;
        var unit = span < DaysOfDays ? "day" : span < DaysOfWeeks ? "week"
            : span < DaysOfMonths ? "month" : "year";
        return new(unit, days.Count, [.. days.CountBy(day => Start(day, unit))
            .OrderBy(p => p.Key)
            .Select(p => new PeriodCount(p.Key, Next(p.Key, unit).AddDays(-1), p.Value))]);
    }

    private static DateOnly Start(DateOnly day, string unit) => unit switch
    {
        // Weeks begin on Monday (ISO 8601).
        "week" => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        "month" => new(day.Year, day.Month, 1),
        "year" => new(day.Year, 1, 1),
        _ => day,
    };

    private static DateOnly Next(DateOnly start, string unit) => unit switch
    {
        "week" => start.AddDays(7),
        "month" => start.AddMonths(1),
        "year" => start.AddYears(1),
        _ => start.AddDays(1),
    };
}
