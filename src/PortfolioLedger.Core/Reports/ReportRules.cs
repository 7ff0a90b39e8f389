namespace PortfolioLedger.Core.Reports;

/// <summary>Rules that the slices about reports share.</summary>
internal static class ReportRules
{
    /// <summary>Refuses a report that is unknown or given up.</summary>
    public static Refusal? RefuseRetiredReport(this Book book, Key key) =>
        book.Reports.Find(key) is not { } report ? Refusal.Unknown(SubjectKind.Report, key)
        : report.IsRetiredOn(book.Day)
            ? new(
                "report-retired",
                $"The report '{key}' is retired; define another under a new key.",
                new Subject(SubjectKind.Report, key)
            )
        : null;

    /// <summary>Refuses a dashboard that is unknown or given up.</summary>
    public static Refusal? RefuseRetiredDashboard(this Book book, Key key) =>
        book.Reports.Dashboards.GetValueOrDefault(key) is not { } dashboard
            ? Refusal.Unknown(SubjectKind.Dashboard, key)
        : dashboard.IsRetiredOn(book.Day) ? new("dashboard-retired",
            $"The dashboard '{key}' is retired; define another under a new key.",
            new Subject(SubjectKind.Dashboard, key))
        : null;

    /// <summary>The first refusal among reports that shall be shown.</summary>
    public static Refusal? RefuseRetiredReports(this Book book, ImmutableArray<Key> reports) =>
        reports.Select(book.RefuseRetiredReport).FirstOrDefault(r => r is not null);

    /// <summary>What is wrong with the reports of a dashboard.</summary>
    public static IEnumerable<FieldFault> Faults(ImmutableArray<Key> reports)
    {
        if (reports.IsDefaultOrEmpty)
            yield return new("/reports", "needs at least one report");
        else
            foreach (var fault in Check.Distinct<Key>("/reports", reports))
                yield return fault;
    }
}
