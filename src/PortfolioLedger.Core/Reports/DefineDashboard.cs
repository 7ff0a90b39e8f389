namespace PortfolioLedger.Core.Reports;

/// <summary>Reports were put together for an audience.</summary>
public sealed record DashboardDefined(Key Dashboard, DashboardContent Content)
    : IReportFact, ISelfContained
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Dashboard, Dashboard)];

    /// <inheritdoc/>
    public string Sentence(Book book) => $"Defined the dashboard {Content.Name} for "
        + $"{Enumeration<Audience>.NameOf(Content.Audience)}: {string.Join(", ", Content.Reports)}";
}

/// <summary>Puts reports together, in order, for an audience.</summary>
public sealed record DefineDashboard(Key Key, string Name, Audience Audience, ImmutableArray<Key> Reports)
    : ICreation, IChecked
{
    /// <inheritdoc/>
    public DateOnly? EffectiveOn => null;

    /// <inheritdoc/>
    public Subject Created => new(SubjectKind.Dashboard, Key);

    /// <inheritdoc/>
    public IEnumerable<FieldFault> Faults() => Check.Text("/name", Name).Concat(ReportRules.Faults(Reports));

    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) => book.RefuseRetiredReports(Reports)
        ?? Verdict.Of(new DashboardDefined(Key, new(Name, Audience, Reports)));
}
