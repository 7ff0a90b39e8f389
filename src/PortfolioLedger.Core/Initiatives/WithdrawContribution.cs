namespace PortfolioLedger.Core.Initiatives;

/// <summary>A claimed contribution was taken back.</summary>
public sealed record ContributionWithdrawn(Key Initiative, Key Objective, Grounds Grounds)
    : IInitiativeChange, IGrounded, IUnreported, IOutsideProcess
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() =>
        [new(SubjectKind.Initiative, Initiative), new(SubjectKind.Objective, Objective)];

    /// <inheritdoc/>
    public string Sentence(Book book) => $"Withdrew the claim that {book.InitiativeName(Initiative)} "
        + $"contributes to {book.ObjectiveName(Objective)}";

    /// <inheritdoc/>
    public Initiative Applied(Initiative initiative, in Stamp stamp) =>
        initiative.WithContribution(Objective, null, stamp);

    /// <inheritdoc/>
    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new WithdrawContribution(Initiative, Objective, Grounds);
}

/// <summary>Takes back a claimed contribution.</summary>
public sealed record WithdrawContribution(Key Initiative, Key Objective, Grounds Grounds) : IDecision
{
    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseEnded(Initiative, caller) ?? book.RefuseUnknown(SubjectKind.Objective, Objective)
            ?? book.RefuseUnclaimed(Initiative, Objective)
            ?? Verdict.Of(new ContributionWithdrawn(Initiative, Objective, Grounds));
}
