using PortfolioLedger.Core.Strategy;

namespace PortfolioLedger.Core.Initiatives;

/// <summary>It was claimed that the initiative serves an objective.</summary>
/// <param name="Contribution">How strongly it serves the objective.</param>
public sealed record ContributionClaimed(
    Key Initiative, Key Objective, Strength Contribution, Share? Confidence, Grounds Grounds)
    : IInitiativeChange, IGrounded, IUnreported, IOutsideProcess, IReworded
{
    public ImmutableArray<Subject> Subjects() =>
        [new(SubjectKind.Initiative, Initiative), new(SubjectKind.Objective, Objective)];

    public string Sentence(Book book) =>
        Contribution == Strength.None
            ? $"Claimed that {book.InitiativeName(Initiative)} contributes nothing to "
                + book.ObjectiveName(Objective)
            : $"Claimed a {Prose.Of<Strength>(Contribution)} contribution ({(int)Contribution}) of "
                + $"{book.InitiativeName(Initiative)} to {book.ObjectiveName(Objective)}";

    public string FormerSentence(Book book) =>
        $"Claimed that {book.InitiativeName(Initiative)} contributes "
        + $"{(int)Contribution} to {book.ObjectiveName(Objective)}";

    public Initiative Applied(Initiative initiative, in Stamp stamp) =>
        initiative.WithContribution(Objective, new(Contribution, Confidence), stamp);

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new ClaimContribution(Initiative, Objective, Contribution, Grounds, Confidence);
}

/// <summary>
/// Claims that an initiative serves an objective: 0, 1, 3 or 9, with a confidence 0..1.
/// </summary>
public sealed record ClaimContribution(
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
        ?? RefuseClaimed(book)
        ?? Verdict.Accept(
            new ContributionClaimed(Initiative, Objective, Contribution, Confidence, Grounds)
        );

    private Refusal? RefuseClaimed(Book book) =>
        !book.HasClaim(Initiative, Objective) ? null : new Refusal("already-exists",
            $"A contribution to '{Objective}' is claimed already; revise it.",
            new Subject(SubjectKind.Initiative, Initiative));
}
