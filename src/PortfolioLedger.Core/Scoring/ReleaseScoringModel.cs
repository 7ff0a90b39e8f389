namespace PortfolioLedger.Core.Scoring;

/// <summary>The board released a version of a scoring model; it does not change any more.</summary>
public sealed record ScoringModelReleased(Key Model, int Version, Grounds Grounds)
    : IScoringFact, IGrounded, IUnreported
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.ScoringModel, Model)];

    public string Sentence(Book book) => $"Released version {Version} of the scoring model {Model}";

    public ICommand Reconstruct(DateOnly effectiveOn) => new ReleaseScoringModel(Model, Grounds);
}

/// <summary>Releases the draft of a scoring model.</summary>
public sealed record ReleaseScoringModel(Key Model, Grounds Grounds) : IDecision
{
    public Verdict Decide(Book book, Caller caller) =>
        book.Scoring.Find(Model) is not { } model ? Refusal.Unknown(SubjectKind.ScoringModel, Model)
        : model.Latest.ReleasedAt is not null
            ? new Refusal(
                "version-immutable",
                $"Version {model.Latest.Version} of '{Model}' is released already; draft the next "
                    + "one first.",
                new Subject(SubjectKind.ScoringModel, Model)
            )
        : Verdict.Accept(new ScoringModelReleased(Model, model.Latest.Version, Grounds));
}
