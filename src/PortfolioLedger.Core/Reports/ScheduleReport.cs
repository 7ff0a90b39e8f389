using System.Globalization;

namespace PortfolioLedger.Core.Reports;

/// <summary>A report was scheduled.</summary>
/// <param name="Schedule">When it is made by itself.</param>
public sealed record ReportScheduled(Key Report, ReportSchedule Schedule)
    : IReportFact, ISelfContained, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Report, Report)];

    public string Sentence(Book book) =>
        "Scheduled the report "
        + Prose.Quoted(book.NameOf(new Subject(SubjectKind.Report, Report)))
        + Schedule.Cadence switch
        {
            Cadence.Daily => " for every day",
            Cadence.Weekly => " for every "
                + CultureInfo.InvariantCulture.TextInfo.ToTitleCase(Schedule.Day!),
            Cadence.Monthly => Schedule.Day == "last" ? " for the last day of every month"
                : $" for day {Schedule.Day} of every month",
            _ => throw Enumeration<Cadence>.Undeclared(Schedule.Cadence),
        }
        + $" at {Schedule.At} UTC"
        + (Schedule.MailTo is null ? "" : $", mailed to {Schedule.MailTo}");

    public string FormerSentence(Book book) =>
        $"Scheduled the report {book.NameOf(new Subject(SubjectKind.Report, Report))} "
        + Enumeration<Cadence>.NameOf(Schedule.Cadence)
        + Schedule.Cadence switch
        {
            Cadence.Daily => "",
            Cadence.Weekly => $" on {Schedule.Day}",
            Cadence.Monthly =>
                Schedule.Day == "last" ? " on the last day" : $" on day {Schedule.Day}",
            _ => throw Enumeration<Cadence>.Undeclared(Schedule.Cadence),
        }
        + $" at {Schedule.At} UTC";
}

/// <summary>
/// Has a report made again and again, and mailed if addresses are named; an earlier schedule ends.
/// </summary>
public sealed record ScheduleReport(
    Key Report, Cadence Cadence, string At, string? Day = null,
    ReportFormat Format = ReportFormat.Json, string? MailTo = null) : ICommand, IChecked
{
    private ReportSchedule Schedule => new(Cadence, At, Day, Format, MailTo);

    public DateOnly? EffectiveOn => null;

    public IEnumerable<FieldFault> Faults() => Schedule.Faults();

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseRetiredReport(Report) ?? Verdict.Accept(new ReportScheduled(Report, Schedule));
}

/// <summary>A report was unscheduled.</summary>
public sealed record ReportUnscheduled(Key Report) : IReportFact, ISelfContained, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Report, Report)];

    public string Sentence(Book book) =>
        "Ended the schedule of the report "
        + Prose.Quoted(book.NameOf(new Subject(SubjectKind.Report, Report)));

    public string FormerSentence(Book book) =>
        $"Ended the schedule of the report {book.NameOf(new Subject(SubjectKind.Report, Report))}";
}

/// <summary>Ends the schedule of a report.</summary>
public sealed record UnscheduleReport(Key Report) : ICommand
{
    public DateOnly? EffectiveOn => null;

    public Verdict Decide(Book book, Caller caller) => book.RefuseRetiredReport(Report)
        ?? (book.Reports.Find(Report)!.ScheduledOn(book.Day) is not null
            ? Verdict.Accept(new ReportUnscheduled(Report))
            : new Refusal("not-scheduled", $"The report '{Report}' has no schedule to end; name "
                + "one that has.",
                new Subject(SubjectKind.Report, Report)));
}
