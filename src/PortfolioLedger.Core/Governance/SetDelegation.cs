using PortfolioLedger.Core.Portfolios;

namespace PortfolioLedger.Core.Governance;

/// <summary>The board set the amount up to which a role may decide alone.</summary>
/// <param name="Portfolio">In which portfolio.</param>
/// <param name="Role">Which role.</param>
/// <param name="UpTo">The greatest amount.</param>
/// <param name="Grounds">Why.</param>
public sealed record DelegationSet(Key Portfolio, Role Role, Money UpTo, Grounds Grounds)
    : IGovernanceFact, IGrounded, IOutsideProcess
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Portfolio, Portfolio)];

    public string Sentence(Book book) => $"Delegated decisions up to {UpTo} to the role {RoleName}";

    /// <summary>The stored name of the role.</summary>
    internal string RoleName => Enumeration<Role>.NameOf(Role);

    public ICommand Reconstruct(DateOnly effectiveOn) => new SetDelegation(Role, UpTo, Grounds);
}

/// <summary>
/// Says up to which amount a role may decide on budgets alone. Nobody gives out more than they may
/// decide themselves without a decision of the board.
/// </summary>
public sealed record SetDelegation(Role Role, Money UpTo, Grounds Grounds) : IDecision, IChecked
{
    public IEnumerable<FieldFault> Faults() => Check.NotNegative("/upTo/amount", UpTo.Amount);

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseCurrency(UpTo)
        ?? book.RefuseAboveBand(
            UpTo.Amount,
            Grounds,
            caller,
            new(SubjectKind.Portfolio, book.Portfolio)
        )
        ?? Verdict.Accept(new DelegationSet(book.Portfolio, Role, book.InCurrency(UpTo), Grounds));
}
