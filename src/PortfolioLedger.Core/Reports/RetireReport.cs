namespace PortfolioLedger.Core.Reports;

/// <summary>A report was retired; earlier results stay.</summary>
public sealed record ReportRetired(Key Report) : IReportFact, ISelfContained, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Report, Report)];

    public string Sentence(Book book) =>
        "Retired the report "
        + Prose.Quoted(book.NameOf(new Subject(SubjectKind.Report, Report)));

    public string FormerSentence(Book book) =>
        $"Retired the report {book.NameOf(new Subject(SubjectKind.Report, Report))}";
}

/// <summary>Gives up a report, and its schedule; no dashboard may still show it.</summary>
public sealed record RetireReport(Key Report) : ICommand
{
    public DateOnly? EffectiveOn => null;

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseRetiredReport(Report)
        ?? RefuseShown(book)
        ?? Verdict.Accept(new ReportRetired(Report));

    private Refusal? RefuseShown(Book book) =>
        book.Reports.DashboardsOn(book.Day).FirstOrDefault(d => !d.IsRetiredOn(book.Day)
            && d.ContentOn(book.Day).Reports.Contains(Report)) is { } dashboard
            ? new("report-on-dashboard",
                $"The dashboard '{dashboard.Key}' shows the report '{Report}'; revise the "
                    + "dashboard first.",
                new Subject(SubjectKind.Report, Report))
            : null;
}
