namespace PortfolioLedger.Core.Reports;

/// <summary>A dashboard shows other reports, or has another name or audience.</summary>
public sealed record DashboardRevised(Key Dashboard, DashboardContent Content)
    : IReportFact, ISelfContained
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Dashboard, Dashboard)];

    /// <inheritdoc/>
    public string Sentence(Book book) => $"Revised the dashboard {Content.Name} for "
        + $"{Enumeration<Audience>.NameOf(Content.Audience)}: {string.Join(", ", Content.Reports)}";
}

/// <summary>Says anew, and as a whole, what a dashboard shows.</summary>
public sealed record ReviseDashboard(Key Dashboard, string Name, Audience Audience, ImmutableArray<Key> Reports)
    : ICommand, IChecked
{
    /// <inheritdoc/>
    public DateOnly? EffectiveOn => null;

    /// <inheritdoc/>
    public IEnumerable<FieldFault> Faults() => Check.Text("/name", Name).Concat(ReportRules.Faults(Reports));

    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseRetiredDashboard(Dashboard) ?? book.RefuseRetiredReports(Reports)
            ?? Verdict.Of(new DashboardRevised(Dashboard, new(Name, Audience, Reports)));
}
