namespace PortfolioLedger.Core.Portfolios;

/// <summary>A portfolio was opened in the ledger.</summary>
public sealed record PortfolioOpened(
    Key Portfolio,
    string Name,
    Currency Currency,
    string? FiscalYearStart
) : IPortfolioFact, ISelfContained, IUnreported
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Portfolio, Portfolio)];

    public string Sentence(Book book) => $"Opened the portfolio {Name}, kept in {Currency}";
}

/// <summary>Opens a portfolio: its journal starts here.</summary>
/// <param name="Key">Of the portfolio.</param>
/// <param name="Name">For people.</param>
/// <param name="Currency">All its money is in this currency.</param>
/// <param name="FiscalYearStart">Month and day, <c>07-01</c>; unknown if absent.</param>
/// <param name="EffectiveOn">The business day; today if absent.</param>
public sealed record OpenPortfolio(
    Key Key,
    string Name,
    Currency Currency,
    string? FiscalYearStart = null,
    DateOnly? EffectiveOn = null
) : ICreation, IChecked
{
    public Subject Created => new(SubjectKind.Portfolio, Key);

    public IEnumerable<FieldFault> Faults() =>
        Check
            .Text("/name", Name)
            .Concat(
                FiscalYearStart is null
                || DateOnly.TryParseExact($"2000-{FiscalYearStart}", "yyyy-MM-dd", out _)
                    ? []
                    : [new("/fiscalYearStart", "must be month and day, like \"07-01\"")]
            );

    public Verdict Decide(Book book, Caller caller) => book.Position > 0
        ? Refusal.AlreadyExists(SubjectKind.Portfolio, Key)
        : Verdict.Accept(new PortfolioOpened(Key, Name, Currency, FiscalYearStart));
}
