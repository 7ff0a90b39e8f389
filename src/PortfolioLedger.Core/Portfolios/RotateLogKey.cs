namespace PortfolioLedger.Core.Portfolios;

/// <summary>
/// Another key signs the audit log from now on. Checkpoints that hold this event and are signed by
/// the former key vouch for the new one.
/// </summary>
/// <param name="Portfolio">Of which portfolio.</param>
/// <param name="Former">The public key before, Ed25519 in base64.</param>
/// <param name="Current">The public key from now on.</param>
/// <param name="Grounds">Why.</param>
public sealed record LogKeyRotated(Key Portfolio, string Former, string Current, Grounds Grounds)
    : IPortfolioFact, IGrounded, ISelfContained
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Portfolio, Portfolio)];

    public string Sentence(Book book) =>
        $"Rotated the key of the audit log from {Short(Former)} to {Short(Current)}";

    public ChangeTopic? Topic() => ChangeTopic.Governance;

    private static string Short(string key) => key.Length > 12 ? $"{key[..12]}…" : key;
}

/// <summary>
/// Records that another key signs the audit log. Only the rotation of the key issues it, which has
/// the new key at hand.
/// </summary>
/// <param name="Former">The public key before, Ed25519 in base64.</param>
/// <param name="Current">The public key from now on.</param>
/// <param name="Grounds">Why; without a day of its own.</param>
public sealed record RotateLogKey(string Former, string Current, Grounds Grounds)
    : IDecision, IChecked
{
    public IEnumerable<FieldFault> Faults() => Grounds.FaultsOfNoDay(
        "a key signs from the moment it is recorded");

    public Verdict Decide(Book book, Caller caller) => Former == Current
        ? new Refusal(
            "log-key-unchanged",
            "The audit log is signed by this key already; record another one.",
            new Subject(SubjectKind.Portfolio, book.Portfolio))
        : Verdict.Accept(new LogKeyRotated(book.Portfolio, Former, Current, Grounds));
}
