namespace PortfolioLedger.Core.Initiatives;

/// <summary>A claimed contribution was withdrawn.</summary>
public sealed record ContributionWithdrawn(Key Initiative, Key Objective, Grounds Grounds)
    : IInitiativeChange, IGrounded, IUnreported, IOutsideProcess
{
    public ImmutableArray<Subject> Subjects() =>
        [new(SubjectKind.Initiative, Initiative), new(SubjectKind.Objective, Objective)];

    public string Sentence(Book book) =>
        $"Withdrew the claim that {book.InitiativeName(Initiative)} "
        + $"contributes to {book.ObjectiveName(Objective)}";

    public Initiative Applied(Initiative initiative, in Stamp stamp) =>
        initiative.WithContribution(Objective, null, stamp);

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new WithdrawContribution(Initiative, Objective, Grounds);
}

/// <summary>Takes back a claimed contribution.</summary>
public sealed record WithdrawContribution(Key Initiative, Key Objective, Grounds Grounds)
    : IDecision
{
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseEnded(Initiative, caller) ?? book.RefuseUnknown(SubjectKind.Objective, Objective)
            ?? book.RefuseUnclaimed(Initiative, Objective)
            ?? Verdict.Accept(new ContributionWithdrawn(Initiative, Objective, Grounds));
}
