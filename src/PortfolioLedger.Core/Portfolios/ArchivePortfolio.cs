namespace PortfolioLedger.Core.Portfolios;

/// <summary>The portfolio was archived: it is read, and written no more.</summary>
/// <param name="Portfolio">Which portfolio.</param>
/// <param name="Grounds">Why.</param>
public sealed record PortfolioArchived(Key Portfolio, Grounds Grounds)
    : IPortfolioFact, IGrounded, ISelfContained
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Portfolio, Portfolio)];

    public string Sentence(Book book) => $"Archived the portfolio {book.Details.Name}";

    public ChangeTopic? Topic() => ChangeTopic.Governance;
}

/// <summary>
/// Archives the portfolio: until it is reopened every other command is refused, and everything can
/// be read as before.
/// </summary>
/// <param name="Grounds">Why; without a day of their own.</param>
public sealed record ArchivePortfolio(Grounds Grounds) : IDecision, IChecked
{
    public IEnumerable<FieldFault> Faults() => Grounds.FaultsOfNoDay(
        "a portfolio is archived from the moment it is recorded");

    public Verdict Decide(Book book, Caller caller) =>
        Verdict.Accept(new PortfolioArchived(book.Portfolio, Grounds));
}

/// <summary>Since when a portfolio is archived.</summary>
/// <param name="On">The day.</param>
/// <param name="Position">Of the event.</param>
/// <param name="By">Who archived it.</param>
/// <param name="Rationale">Why.</param>
public sealed record Archiving(DateOnly On, long Position, string By, string Rationale)
{
    /// <summary>Why nothing is recorded any more, and what to do.</summary>
    public Refusal Refuse(Key portfolio) => new("portfolio-archived",
        $"The portfolio '{portfolio}' was archived on {On:O} by {By} and is read-only; reopen it "
        + "first (POST reopening), or go on in another portfolio.",
        new Subject(SubjectKind.Portfolio, portfolio));
}
