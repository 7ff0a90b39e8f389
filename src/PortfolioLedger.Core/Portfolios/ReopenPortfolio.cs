namespace PortfolioLedger.Core.Portfolios;

/// <summary>The archived portfolio was opened again.</summary>
/// <param name="Portfolio">Which portfolio.</param>
/// <param name="Grounds">Why.</param>
public sealed record PortfolioReopened(Key Portfolio, Grounds Grounds) : IPortfolioFact, IGrounded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Portfolio, Portfolio)];

    public string Sentence(Book book) => $"Opened the portfolio {book.Details.Name} again";

    public ICommand Reconstruct(DateOnly effectiveOn) => new ReopenPortfolio(Grounds);

    public ChangeTopic? Topic() => ChangeTopic.Governance;
}

/// <summary>Opens an archived portfolio again.</summary>
/// <param name="Grounds">Why; without a day of their own.</param>
public sealed record ReopenPortfolio(Grounds Grounds) : IDecision, IChecked
{
    public IEnumerable<FieldFault> Faults() => Grounds.FaultsOfNoDay(
        "a portfolio is opened again from the moment it is recorded");

    public Verdict Decide(Book book, Caller caller) => book.Details.Archived is null
        ? new Refusal(
            "portfolio-not-archived",
            $"The portfolio '{book.Portfolio}' is open already; go on recording in it.",
            new Subject(SubjectKind.Portfolio, book.Portfolio))
        : Verdict.Accept(new PortfolioReopened(book.Portfolio, Grounds));
}
