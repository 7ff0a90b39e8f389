using PortfolioLedger.Core.AuditLog;

namespace PortfolioLedger.Core.Portfolios;

/// <summary>
/// The journal does not hold what was signed before, because a backup was restored or something was
/// altered: that is acknowledged here, and the next epoch of the audit log begins with this.
/// </summary>
/// <param name="Portfolio">Of which portfolio.</param>
/// <param name="Epoch">The epoch that begins.</param>
/// <param name="LostFrom">
/// The first position at which the journal is not what was signed: the first that is lost, or the
/// first that may be another.
/// </param>
/// <param name="LastCheckpoint">The last signed checkpoint that it does not extend, whole.</param>
/// <param name="Grounds">What happened.</param>
public sealed record LedgerRestored(
    Key Portfolio, int Epoch, long LostFrom, string LastCheckpoint, Grounds Grounds)
    : IPortfolioFact, IGrounded, ISelfContained, IOpensEpoch
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Portfolio, Portfolio)];

    public string Sentence(Book book) =>
        $"Acknowledged that what was signed from position {LostFrom} on is lost or altered; "
        + $"epoch {Epoch} of the audit log begins";

    public ChangeTopic? Topic() => ChangeTopic.Governance;
}

/// <summary>
/// Acknowledges that the journal does not hold what was signed before, so that recording goes on.
/// Only the ledger itself issues it, for a portfolio that it found to be so.
/// </summary>
/// <param name="LostFrom">As of the fact.</param>
/// <param name="LastCheckpoint">As of the fact.</param>
/// <param name="Grounds">What happened; without a day of its own.</param>
public sealed record AcknowledgeRestore(long LostFrom, string LastCheckpoint, Grounds Grounds)
    : IDecision, IChecked, ITakenWhenClosed
{
    public IEnumerable<FieldFault> Faults() => Grounds.FaultsOfNoDay(
        "an epoch of the audit log begins when it is recorded");

    public Verdict Decide(Book book, Caller caller) => LastEpoch(book.Portfolio) is not { } last
        ? new Refusal(
            "checkpoint-of-another-log",
            $"The checkpoint is not one of the portfolio '{book.Portfolio}': it must begin with "
            + $"<ledger>/{book.Portfolio}/<epoch>.",
            new Subject(SubjectKind.Portfolio, book.Portfolio))
        : Verdict.Accept(new LedgerRestored(
            book.Portfolio, Math.Max(last, book.Epoch) + 1, LostFrom, LastCheckpoint, Grounds));

    private int? LastEpoch(Key portfolio)
    {
        try
        {
            var note = SignedNote.Parse(LastCheckpoint);
            var origin = LogOrigin.Parse(Checkpoint.Parse(note.Text).Origin);
            return origin.Portfolio == portfolio.Value ? origin.Epoch : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
