namespace PortfolioLedger.Core.Portfolios;

/// <summary>The board set the portfolio's budget for a period.</summary>
public sealed record PortfolioBudgetSet(Key Portfolio, string Period, decimal Capex, decimal Opex, Grounds Grounds)
    : IPortfolioFact, IGrounded
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Portfolio, Portfolio)];

    /// <inheritdoc/>
    public string Sentence(Book book) =>
        $"Set the portfolio budget for {Period} to {new Money(Capex + Opex, book.Details.Currency)}";
}
