using System.Globalization;

namespace PortfolioLedger.Core.Reports;

/// <summary>How often a report is made; stored by name.</summary>
public enum Cadence
{
    /// <summary>Every day.</summary>
    Daily,
    /// <summary>On one day of every week.</summary>
    Weekly,
    /// <summary>On one day of every month.</summary>
    Monthly,
}

/// <summary>The form in which the result of a report is given; stored by name.</summary>
public enum ReportFormat
{
    /// <summary>JSON.</summary>
    Json,
    /// <summary>Comma-separated values, RFC 4180.</summary>
    Csv,
    /// <summary>A workbook.</summary>
    Xlsx,
    /// <summary>One JSON object a line.</summary>
    Ndjson,
}

/// <summary>When a report is produced by schedule. All times are UTC.</summary>
/// <param name="Cadence">How often.</param>
/// <param name="At">The time of day, <c>06:00</c>.</param>
/// <param name="Day">
/// Weekly: <c>monday</c> to <c>sunday</c>. Monthly: <c>1</c> to <c>31</c> (in a shorter month its
/// last day) or <c>last</c>. Daily: absent.
/// </param>
/// <param name="Format">How its results are given when nothing else is asked for.</param>
/// <param name="MailTo">
/// Who gets each result as a mail: an address, or several, comma-separated; nobody if absent.
/// </param>
public sealed record ReportSchedule(
    Cadence Cadence, string At, string? Day = null, ReportFormat Format = ReportFormat.Json,
    string? MailTo = null)
{
    private const string LastDay = "last";

    /// <summary>What is wrong with it.</summary>
    public IEnumerable<FieldFault> Faults()
    {
        if (TimeOf(At) is null)
            yield return new("/at", "must be a time of day in UTC like \"06:00\"");
        var right = Cadence switch
        {
            Cadence.Daily => Day is null ? null : "must be left out for a daily report",
            Cadence.Weekly => WeekdayOf(Day) is not null ? null
                : "must be a day of the week like \"monday\" for a weekly report",
            Cadence.Monthly => DayOfMonthOf(Day) is not null ? null
                : "must be \"1\" to \"31\" or \"last\" for a monthly report",
            _ => throw Enumeration<Cadence>.Undeclared(Cadence),
        };
        if (right is not null)
            yield return new("/day", right);
        if (MailTo is not null && Mailboxes.Fault(MailTo) is { } wrong)
            yield return new("/mailTo", wrong);
    }

    /// <summary>The first moment after another at which the report is due.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset moment)
    {
        var day = DateOnly.FromDateTime(moment.UtcDateTime);
        // A day that is due comes at least once in any 62 days.
        for (var candidate = day; ; candidate = candidate.AddDays(1))
            if (IsDueOn(candidate) && MomentOn(candidate) is var due && due > moment)
                return due;
    }

    private DateTimeOffset MomentOn(DateOnly day) =>
        new(day.ToDateTime(TimeOf(At)!.Value), TimeSpan.Zero);

    private bool IsDueOn(DateOnly day) => Cadence switch
    {
        Cadence.Daily => true,
        Cadence.Weekly => day.DayOfWeek == WeekdayOf(Day),
        Cadence.Monthly => day.Day == Math.Min(
            DayOfMonthOf(Day)!.Value, DateTime.DaysInMonth(day.Year, day.Month)),
        _ => throw Enumeration<Cadence>.Undeclared(Cadence),
    };

    private static TimeOnly? TimeOf(string? text) =>
        TimeOnly.TryParseExact(
            text,
            "HH:mm",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var time
        )
            ? time
            : null;

    private static DayOfWeek? WeekdayOf(string? text) =>
        Enumeration<DayOfWeek>.TryParse(text, out var day) ? day : null;

    private static int? DayOfMonthOf(string? text) =>
        text == LastDay ? 31
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var day)
        && day is >= 1 and <= 31
            ? day
        : null;
}
