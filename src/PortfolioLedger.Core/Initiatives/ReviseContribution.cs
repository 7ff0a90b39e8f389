using PortfolioLedger.Core.Strategy;

namespace PortfolioLedger.Core.Initiatives;

/// <summary>A claimed contribution was revised.</summary>
/// <param name="Contribution">How strongly it serves the objective now.</param>
public sealed record ContributionRevised(
    Key Initiative, Key Objective, Strength Contribution, Share? Confidence, Grounds Grounds)
    : IInitiativeChange, IGrounded, IUnreported, IOutsideProcess, IReworded
{
    public ImmutableArray<Subject> Subjects() =>
        [new(SubjectKind.Initiative, Initiative), new(SubjectKind.Objective, Objective)];

    public string Sentence(Book book) =>
        $"Revised the contribution of {book.InitiativeName(Initiative)} to "
        + $"{book.ObjectiveName(Objective)} to {Prose.Of(Contribution)}";

    public string FormerSentence(Book book) =>
        $"Revised the contribution of {book.InitiativeName(Initiative)} to "
        + $"{book.ObjectiveName(Objective)} to {(int)Contribution}";

    public Initiative Applied(Initiative initiative, in Stamp stamp) =>
        initiative.WithContribution(Objective, new(Contribution, Confidence), stamp);

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new ReviseContribution(Initiative, Objective, Contribution, Grounds, Confidence);
}

/// <summary>Revises a claimed contribution.</summary>
public sealed record ReviseContribution(
    Key Initiative,
    Key Objective,
    Strength Contribution,
    Grounds Grounds,
    Share? Confidence = null
) : IDecision
{
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseEnded(Initiative, caller)
        ?? book.RefuseRetiredObjective(Objective)
        ?? book.RefuseUnclaimed(Initiative, Objective)
        ?? Verdict.Accept(
            new ContributionRevised(Initiative, Objective, Contribution, Confidence, Grounds)
        );
}
