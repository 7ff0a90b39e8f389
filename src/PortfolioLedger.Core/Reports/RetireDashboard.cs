namespace PortfolioLedger.Core.Reports;

/// <summary>A dashboard is not shown any more.</summary>
public sealed record DashboardRetired(Key Dashboard) : IReportFact, ISelfContained
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Dashboard, Dashboard)];

    /// <inheritdoc/>
    public string Sentence(Book book) =>
        $"Retired the dashboard {book.NameOf(new Subject(SubjectKind.Dashboard, Dashboard))}";
}

/// <summary>Gives up a dashboard; its reports stay.</summary>
public sealed record RetireDashboard(Key Dashboard) : ICommand
{
    /// <inheritdoc/>
    public DateOnly? EffectiveOn => null;

    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseRetiredDashboard(Dashboard) ?? Verdict.Of(new DashboardRetired(Dashboard));
}
