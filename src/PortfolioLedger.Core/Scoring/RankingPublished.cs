namespace PortfolioLedger.Core.Scoring;

/// <summary>One line of a published ranking.</summary>
/// <param name="Initiative">Which initiative.</param>
/// <param name="Score">
/// Under the scoring model; absent when it is undefined and ranked first.
/// </param>
/// <param name="Rank">From 1, the best.</param>
/// <param name="Funded">Whether the budget covers it.</param>
public sealed record RankedInitiative(Key Initiative, decimal? Score, int Rank, bool? Funded);

/// <summary>The board published a ranking.</summary>
/// <param name="Ranking">Its key.</param>
/// <param name="Model">The model it was made with.</param>
/// <param name="Version">Of the model.</param>
/// <param name="AsOfPosition">The position of the book it was made from.</param>
/// <param name="OnDay">The business day of that book.</param>
/// <param name="Ordered">The initiatives, best first.</param>
/// <param name="CutLine">
/// The last rank before the first that the budget does not cover; null when unknown.
/// </param>
/// <param name="Digest">Of the ranking view at that position.</param>
/// <param name="Grounds">Why.</param>
public sealed record RankingPublished(
    Key Ranking, Key Model, int Version, long AsOfPosition, DateOnly OnDay,
    ImmutableArray<RankedInitiative> Ordered, int? CutLine, string Digest, Grounds Grounds)
    : IScoringFact, IGrounded, ISelfContained, IReworded
{
    public ImmutableArray<Subject> Subjects() =>
        [new(SubjectKind.Ranking, Ranking), new(SubjectKind.ScoringModel, Model)];

    public string Sentence(Book book) =>
        $"Published the ranking {Ranking} of {Prose.Count(Ordered.Length, "initiative")} by "
        + $"version {Version} of the scoring model {Model}";

    public string FormerSentence(Book book) =>
        $"Published the ranking {Ranking} of {Ordered.Length} "
        + $"initiative{(Ordered.Length == 1 ? "" : "s")} by {Model} version {Version}";

    public ChangeTopic? Topic() => ChangeTopic.Governance;
}
