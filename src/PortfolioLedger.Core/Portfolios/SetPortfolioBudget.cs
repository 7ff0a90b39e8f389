namespace PortfolioLedger.Core.Portfolios;

/// <summary>The board set the portfolio's budget for a period.</summary>
public sealed record PortfolioBudgetSet(
    Key Portfolio,
    string Period,
    decimal Capex,
    decimal Opex,
    Grounds Grounds
) : IPortfolioFact, IGrounded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Portfolio, Portfolio)];

    public string Sentence(Book book) =>
        $"Set the portfolio budget for {Period} to "
            + $"{new Money(Capex + Opex, book.Details.Currency)}";

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new SetPortfolioBudget(Period, Grounds, new(Capex, default), new(Opex, default));

    /// <remarks>It must cover what is committed to initiatives.</remarks>
    public SubjectKind? RestsOnAll() => SubjectKind.Initiative;

    public ChangeTopic? Topic() => ChangeTopic.Money;
}

/// <summary>
/// Sets the budget of a period; one of capex and opex may be absent and is then zero.
/// </summary>
/// <param name="Period">For example <c>2026</c>.</param>
/// <param name="Capex">Investment, in the portfolio's currency.</param>
/// <param name="Opex">Running cost, in the portfolio's currency.</param>
/// <param name="Grounds">Why.</param>
public sealed record SetPortfolioBudget(
    string Period,
    Grounds Grounds,
    Money? Capex = null,
    Money? Opex = null
) : IDecision, IChecked
{
    public IEnumerable<FieldFault> Faults() =>
        Check
            .Period("/period", Period)
            .Concat(Check.NotNegative("/capex/amount", Capex?.Amount))
            .Concat(Check.NotNegative("/opex/amount", Opex?.Amount))
            .Concat(
                Capex is null && Opex is null
                    ?
                    [
                        new(
                            "/capex",
                            "capex or opex is needed, like "
                                + "{\"amount\":1000000,\"currency\":\"USD\"}"
                        ),
                    ]
                    : []
            );

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseCurrency(Capex) ?? book.RefuseCurrency(Opex) ?? RefuseBelowCommitted(book)
            ?? RefuseAboveBand(book, caller) ?? Verdict.Accept(new PortfolioBudgetSet(
                book.Portfolio, Period, Capex?.Amount ?? 0, Opex?.Amount ?? 0, Grounds));

    private decimal Total => (Capex?.Amount ?? 0) + (Opex?.Amount ?? 0);

    private Refusal? RefuseAboveBand(Book book, Caller caller) =>
        Total <= (book.Details.BudgetOn(book.Day, Period) ?? 0) ? null
        : book.Answering<IMandates>()?.RefuseAboveBand(
            book, Total, Grounds, caller, new Subject(SubjectKind.Portfolio, book.Portfolio));

    private Refusal? RefuseBelowCommitted(Book book)
    {
        var committed = book.Answering<ICommitments>()?.Committed(Period, book.Day) ?? 0;
        return Total >= committed || Grounds.Override == true
            ? null
            : new Refusal(
                "budget-below-committed",
                $"{new Money(committed, book.Details.Currency)} are approved for initiatives in "
                    + $"{Period} already; "
                    + "lower those budgets first, or set grounds.override if the board accepts the "
                    + "gap."
            );
    }
}
