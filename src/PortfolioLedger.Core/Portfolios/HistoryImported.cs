namespace PortfolioLedger.Core.Portfolios;

/// <summary>A history kept elsewhere was imported, as claims of its source.</summary>
/// <param name="Portfolio">Into which portfolio.</param>
/// <param name="Source">Who published it.</param>
/// <param name="Sha256">Of the file, 64 hexadecimal digits.</param>
/// <param name="Rows">How many rows of data the file has.</param>
/// <param name="Mapping">The name of the mapping that read it.</param>
public sealed record HistoryImported(
    Key Portfolio,
    string Source,
    string Sha256,
    int Rows,
    string Mapping
) : IPortfolioFact, ISelfContained, IUnreported, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Portfolio, Portfolio)];

    public string Sentence(Book book) =>
        $"Imported {Prose.Count(Rows, "row")} from {Source} with the mapping {Mapping}";

    public string FormerSentence(Book book) =>
        $"Imported {Rows} rows from {Source} with the mapping {Mapping}";
}

/// <summary>Records where imported history comes from; only an import issues it.</summary>
public sealed record ImportHistory(string Source, string Sha256, int Rows, string Mapping)
    : ICommand
{
    public DateOnly? EffectiveOn => null;

    public Verdict Decide(Book book, Caller caller) =>
        Verdict.Accept(new HistoryImported(book.Portfolio, Source, Sha256, Rows, Mapping));
}
