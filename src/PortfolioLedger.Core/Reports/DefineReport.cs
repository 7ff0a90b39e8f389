namespace PortfolioLedger.Core.Reports;

/// <summary>A report was saved: a question to be asked again.</summary>
public sealed record ReportDefined(Key Report, ReportDefinition Definition)
    : IReportFact, ISelfContained, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Report, Report)];

    public string Sentence(Book book) =>
        $"Defined the report {Prose.Quoted(Definition.Name)}: {Definition.View} as of "
        + Definition.AsOf.Words();

    public string FormerSentence(Book book) =>
        $"Defined the report {Definition.Name}: {Definition.View} as of {Definition.AsOf}";
}

/// <summary>A command that says what a report shows.</summary>
public interface IDefinesReport : ICommand
{
    /// <summary>What it shows.</summary>
    ReportDefinition Definition { get; }
}

/// <summary>Defines a report; what its view takes is checked against the view.</summary>
public sealed record DefineReport(
    Key Key, string Name, string View, string? Description = null,
    ImmutableSortedDictionary<string, string>? Parameters = null,
    ImmutableSortedDictionary<string, ImmutableArray<string>>? Filters = null,
    ImmutableArray<string>? Columns = null,
    string? Sort = null,
    int? Limit = null,
    AsOfRule? AsOf = null
) : ICreation, IChecked, IDefinesReport
{
    public DateOnly? EffectiveOn => null;

    public Subject Created => new(SubjectKind.Report, Key);

    public ReportDefinition Definition => new(
        Name, View, AsOf ?? AsOfRule.Now, Description, Parameters, Filters, Columns, Sort, Limit);

    public IEnumerable<FieldFault> Faults() => Definition.Faults();

    public Verdict Decide(Book book, Caller caller) =>
        Definition.RefuseUnknown(book, Key) ?? Verdict.Accept(new ReportDefined(Key, Definition));
}
