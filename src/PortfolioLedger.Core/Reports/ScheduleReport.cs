namespace PortfolioLedger.Core.Reports;

/// <summary>A report is made by itself from now on.</summary>
/// <param name="Schedule">When it is made by itself.</param>
public sealed record ReportScheduled(Key Report, ReportSchedule Schedule)
    : IReportFact, ISelfContained
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Report, Report)];

    /// <inheritdoc/>
    public string Sentence(Book book) =>
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

/// <summary>Has a report made again and again; an earlier schedule ends.</summary>
public sealed record ScheduleReport(
    Key Report, Cadence Cadence, string At, string? Day = null, ReportFormat Format = ReportFormat.Json)
    : ICommand, IChecked
{
    private ReportSchedule Schedule => new(Cadence, At, Day, Format);

    /// <inheritdoc/>
    public DateOnly? EffectiveOn => null;

    /// <inheritdoc/>
    public IEnumerable<FieldFault> Faults() => Schedule.Faults();

    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseRetiredReport(Report) ?? Verdict.Of(new ReportScheduled(Report, Schedule));
}

/// <summary>A report is not made by itself any more.</summary>
public sealed record ReportUnscheduled(Key Report) : IReportFact, ISelfContained
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Report, Report)];

    /// <inheritdoc/>
    public string Sentence(Book book) =>
        $"Ended the schedule of the report {book.NameOf(new Subject(SubjectKind.Report, Report))}";
}

/// <summary>Ends the schedule of a report.</summary>
public sealed record UnscheduleReport(Key Report) : ICommand
{
    /// <inheritdoc/>
    public DateOnly? EffectiveOn => null;

    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) => book.RefuseRetiredReport(Report)
        ?? (book.Reports.Find(Report)!.ScheduledOn(book.Day) is not null
            ? Verdict.Of(new ReportUnscheduled(Report))
            : new Refusal("not-scheduled", $"The report '{Report}' has no schedule.",
                new Subject(SubjectKind.Report, Report)));
}
