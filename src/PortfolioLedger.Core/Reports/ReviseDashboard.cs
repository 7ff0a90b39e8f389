namespace PortfolioLedger.Core.Reports;

/// <summary>A dashboard shows other reports, or has another name or audience.</summary>
public sealed record DashboardRevised(Key Dashboard, DashboardContent Content)
    : IReportFact, ISelfContained, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Dashboard, Dashboard)];

    public string Sentence(Book book) =>
        $"Revised the dashboard {Content.Words()}";

    public string FormerSentence(Book book) => $"Revised the dashboard {Content.Name} for "
        + $"{Enumeration<Audience>.NameOf(Content.Audience)}: {string.Join(", ", Content.Reports)}";
}

/// <summary>Replaces the whole content of a dashboard.</summary>
public sealed record ReviseDashboard(
    Key Dashboard,
    string Name,
    Audience Audience,
    ImmutableArray<Key> Reports
) : ICommand, IChecked
{
    public DateOnly? EffectiveOn => null;

    public IEnumerable<FieldFault> Faults() =>
        Check.Text("/name", Name).Concat(ReportRules.Faults(Reports));

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseRetiredDashboard(Dashboard) ?? book.RefuseRetiredReports(Reports)
            ?? Verdict.Accept(new DashboardRevised(Dashboard, new(Name, Audience, Reports)));
}
