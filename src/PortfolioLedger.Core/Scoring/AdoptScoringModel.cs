namespace PortfolioLedger.Core.Scoring;

/// <summary>The board put a released version of a scoring model in force.</summary>
public sealed record ScoringModelAdopted(Key Model, int Version, Grounds Grounds)
    : IScoringFact, IGrounded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.ScoringModel, Model)];

    public string Sentence(Book book) => $"Adopted version {Version} of the scoring model {Model}";

    public ICommand Reconstruct(DateOnly effectiveOn) => new AdoptScoringModel(Model, Grounds);

    public ChangeTopic? Topic() => ChangeTopic.Governance;
}

/// <summary>
/// Puts the newest released version of a model in force; initiatives are ranked by it.
/// </summary>
public sealed record AdoptScoringModel(Key Model, Grounds Grounds) : IDecision
{
    public Verdict Decide(Book book, Caller caller) =>
        book.Scoring.Find(Model) is not { } model ? Refusal.Unknown(SubjectKind.ScoringModel, Model)
        : model.LatestReleased is not { } version ? new Refusal("model-not-released",
            $"No version of '{Model}' is released yet; release it first.",
            new Subject(SubjectKind.ScoringModel, Model))
        : Verdict.Accept(new ScoringModelAdopted(Model, version.Version, Grounds));
}
