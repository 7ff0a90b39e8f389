namespace PortfolioLedger.Core.Reports;

/// <summary>The definition of a report was replaced; earlier results stay.</summary>
public sealed record ReportRevised(Key Report, ReportDefinition Definition)
    : IReportFact, ISelfContained, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Report, Report)];

    public string Sentence(Book book) =>
        $"Revised the report {Prose.Quoted(Definition.Name)}: {Definition.View} as of "
        + Definition.AsOf.Words();

    public string FormerSentence(Book book) =>
        $"Revised the report {Definition.Name}: {Definition.View} as of {Definition.AsOf}";
}

/// <summary>Replaces the whole definition of a report.</summary>
public sealed record ReviseReport(
    Key Report, string Name, string View, string? Description = null,
    ImmutableSortedDictionary<string, string>? Parameters = null,
    ImmutableSortedDictionary<string, ImmutableArray<string>>? Filters = null,
    ImmutableArray<string>? Columns = null,
    string? Sort = null,
    int? Limit = null,
    AsOfRule? AsOf = null
) : IChecked, IDefinesReport
{
    public DateOnly? EffectiveOn => null;

    public ReportDefinition Definition => new(
        Name, View, AsOf ?? AsOfRule.Now, Description, Parameters, Filters, Columns, Sort, Limit);

    public IEnumerable<FieldFault> Faults() => Definition.Faults();

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseRetiredReport(Report) ?? Definition.RefuseUnknown(book, Report)
            ?? Verdict.Accept(new ReportRevised(Report, Definition));
}
