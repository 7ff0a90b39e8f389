using PortfolioLedger.Core.Scoring;

namespace PortfolioLedger.Core.Views;

/// <summary>
/// Publishes the ranking of this moment. A digest, if given, must be the one the ledger computes:
/// nobody publishes a ranking they have not seen.
/// </summary>
public sealed record PublishRanking(Key Key, Grounds Grounds, string? Digest = null)
    : IDecision, ICreation
{
    public DateOnly? EffectiveOn => Grounds.EffectiveOn;

    public Subject Created => new(SubjectKind.Ranking, Key);

    public Verdict Decide(Book book, Caller caller)
    {
        if (book.Scoring.InForceOn(book.Day) is not var (model, version))
            return new Refusal("model-not-released",
                "No scoring model is in force; release and adopt one first.", Created);
        var ranking = Ranking.Compute(book);
        var digest = ViewDigest.Of(ranking, book);
        if (Digest is not null && Digest != digest)
            return new Refusal("digest-mismatch",
                $"The ranking at position {book.Position} has the digest {digest}; look at it "
                + "again.", Created);
        return Verdict.Accept(new RankingPublished(
            Key, model.Key, version.Version, book.Position, book.Day,
            [.. ranking.Items.Select(i =>
                new RankedInitiative(i.Initiative, i.Score, i.Rank, i.Funded))],
            ranking.CutLine, digest, Grounds));
    }
}
