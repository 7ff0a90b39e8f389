namespace PortfolioLedger.Core.Reports;

/// <summary>A dashboard was retired.</summary>
public sealed record DashboardRetired(Key Dashboard) : IReportFact, ISelfContained, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Dashboard, Dashboard)];

    public string Sentence(Book book) =>
        "Retired the dashboard "
        + Prose.Quoted(book.NameOf(new Subject(SubjectKind.Dashboard, Dashboard)));

    public string FormerSentence(Book book) =>
        $"Retired the dashboard {book.NameOf(new Subject(SubjectKind.Dashboard, Dashboard))}";
}

/// <summary>Gives up a dashboard; its reports stay.</summary>
public sealed record RetireDashboard(Key Dashboard) : ICommand
{
    public DateOnly? EffectiveOn => null;

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseRetiredDashboard(Dashboard) ?? Verdict.Accept(new DashboardRetired(Dashboard));
}
