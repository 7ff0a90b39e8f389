namespace PortfolioLedger.Core.Reports;

/// <summary>A dashboard was defined: reports for an audience.</summary>
public sealed record DashboardDefined(Key Dashboard, DashboardContent Content)
    : IReportFact, ISelfContained, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Dashboard, Dashboard)];

    public string Sentence(Book book) =>
        $"Defined the dashboard {Content.Words()}";

    public string FormerSentence(Book book) => $"Defined the dashboard {Content.Name} for "
        + $"{Enumeration<Audience>.NameOf(Content.Audience)}: {string.Join(", ", Content.Reports)}";
}

/// <summary>Puts reports together, in order, for an audience.</summary>
public sealed record DefineDashboard(
    Key Key,
    string Name,
    Audience Audience,
    ImmutableArray<Key> Reports
) : ICreation, IChecked
{
    public DateOnly? EffectiveOn => null;

    public Subject Created => new(SubjectKind.Dashboard, Key);

    public IEnumerable<FieldFault> Faults() =>
        Check.Text("/name", Name).Concat(ReportRules.Faults(Reports));

    public Verdict Decide(Book book, Caller caller) => book.RefuseRetiredReports(Reports)
        ?? Verdict.Accept(new DashboardDefined(Key, new(Name, Audience, Reports)));
}
