using System.Globalization;

namespace PortfolioLedger.Core.Kernel;

/// <summary>The days that a named period covers, in the calendar year.</summary>
public static class Periods
{
    /// <summary>The period of what has no other: from beginning to end.</summary>
    public const string WholeLife = "whole-life";

    /// <summary>
    /// First and last day of <c>2026</c>, <c>2026-h1</c>, <c>2026-q3</c> or <c>2026-03</c>; null
    /// for a name that says no days, like <c>whole-life</c>.
    /// </summary>
    public static (DateOnly From, DateOnly To)? DaysOf(string period) =>
        period.Length < 4 || Number(period[..4]) is not (> 0 and var year) ? null
        : period.Length == 4 ? Months(year, 1, 12)
        : period[4] != '-' ? null
        : period[5..] is [var unit, var digit] && digit is >= '1' and <= '4' ? unit switch
        {
            'q' => Months(year, (3 * (digit - '1')) + 1, 3),
            'h' when digit <= '2' => Months(year, (6 * (digit - '1')) + 1, 6),
            _ => Month(year, period[5..]),
        }
        : Month(year, period[5..]);

    /// <summary>What the name of a period looks like, for messages.</summary>
    public const string Form = "a year \"2026\", half \"2026-h1\", quarter \"2026-q1\", month "
        + "\"2026-03\", the same of a fiscal year like \"fy2026\" or \"fy2026-q1\", or "
        + "\"whole-life\"";

    /// <summary>
    /// Whether a new record may name its period so. Fiscal periods say no days: a fiscal year
    /// begins where each organisation has it begin. Other names that are stored already stay as
    /// they are.
    /// </summary>
    public static bool IsName(string period) => period == WholeLife || DaysOf(
        period.StartsWith("fy", StringComparison.Ordinal) ? period[2..] : period) is var (from, to)
            && Days.IsPlausible(from) && Days.IsPlausible(to);

    /// <summary>The period is over on this day; a period that says no days never is.</summary>
    public static bool IsOver(string period, DateOnly day) => DaysOf(period)?.To <= day;

    /// <summary>The period has not begun on this day.</summary>
    public static bool IsToCome(string period, DateOnly day) => DaysOf(period)?.From > day;

    private static (DateOnly, DateOnly)? Month(int year, string month) =>
        month.Length == 2 && Number(month) is >= 1 and <= 12 and var number
            ? Months(year, number, 1) : null;

    private static (DateOnly, DateOnly) Months(int year, int first, int months)
    {
        var from = new DateOnly(year, first, 1);
        var last = first + months - 1;
        return (from, new DateOnly(year, last, DateTime.DaysInMonth(year, last)));
    }

    private static int? Number(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;
}
