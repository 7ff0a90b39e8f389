namespace PortfolioLedger.Core.Reports;

/// <summary>A report shows something else from now on; what was made of it stays.</summary>
public sealed record ReportRevised(Key Report, ReportDefinition Definition)
    : IReportFact, ISelfContained
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Report, Report)];

    /// <inheritdoc/>
    public string Sentence(Book book) =>
        $"Revised the report {Definition.Name}: {Definition.View} as of {Definition.AsOf}";
}

/// <summary>Says anew, and as a whole, what a report shows.</summary>
public sealed record ReviseReport(
    Key Report, string Name, string View, string? Description = null,
    ImmutableSortedDictionary<string, string>? Parameters = null,
    ImmutableSortedDictionary<string, ImmutableArray<string>>? Filters = null,
    ImmutableArray<string>? Columns = null, string? Sort = null, int? Limit = null, AsOfRule? AsOf = null)
    : IChecked, IDefinesReport
{
    /// <inheritdoc/>
    public DateOnly? EffectiveOn => null;

    /// <inheritdoc/>
    public ReportDefinition Definition => new(
        Name, View, AsOf ?? AsOfRule.Now, Description, Parameters, Filters, Columns, Sort, Limit);

    /// <inheritdoc/>
    public IEnumerable<FieldFault> Faults() => Definition.Faults();

    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseRetiredReport(Report) ?? Definition.RefuseUnknown(book, Report)
            ?? Verdict.Of(new ReportRevised(Report, Definition));
}
