using PortfolioLedger.Core.Scoring;

namespace PortfolioLedger.Core.Views;

/// <summary>One published ranking at a glance.</summary>
public sealed record PublishedItem(
    Key Ranking,
    Key Model,
    int ModelVersion,
    long AsOfPosition,
    DateOnly OnDay,
    DateTimeOffset PublishedAt,
    int Ranked,
    int? CutLine,
    string RankingDigest
);

/// <summary>All published rankings.</summary>
public sealed record PublishedRankings(ImmutableArray<PublishedItem> Items)
    : IView, IListView<PublishedRankings, PublishedItem>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "rankings";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 1;

    public PublishedRankings Page(ImmutableArray<PublishedItem> items) => new(items);

    /// <summary>The published rankings of a book.</summary>
    public static PublishedRankings Compute(Book book) =>
        new([
            .. book
                .Scoring.Rankings.Values.Where(r => r.From <= book.Day)
                .Select(r => new PublishedItem(
                    r.Ranking.Ranking,
                    r.Ranking.Model,
                    r.Ranking.Version,
                    r.Ranking.AsOfPosition,
                    r.Ranking.OnDay,
                    r.PublishedAt,
                    r.Ranking.Ordered.Length,
                    r.Ranking.CutLine,
                    r.Ranking.Digest
                )),
        ]);
}

/// <summary>
/// A published ranking exactly as it was published, and whether it can be computed again.
/// </summary>
/// <param name="Ranking">Its key.</param>
/// <param name="Model">The model it was made with.</param>
/// <param name="ModelVersion">Of the model.</param>
/// <param name="AsOfPosition">Of the book it was made from.</param>
/// <param name="OnDay">The business day of that book.</param>
/// <param name="PublishedAt">When it was known.</param>
/// <param name="Rationale">Why.</param>
/// <param name="CutLine">As published.</param>
/// <param name="RankingDigest">As published.</param>
/// <param name="Reproduced">
/// True when today's fold to that position gives the same digest, by the version of the ranking in
/// which it was published.
/// </param>
/// <param name="Items">As published.</param>
public sealed record PublishedRankingDetail(
    Key Ranking,
    Key Model,
    int ModelVersion,
    long AsOfPosition,
    DateOnly OnDay,
    DateTimeOffset PublishedAt,
    string Rationale,
    int? CutLine,
    string RankingDigest,
    bool Reproduced,
    ImmutableArray<RankedInitiative> Items
) : IView
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "published-ranking";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 1;

    /// <summary>A published ranking beside the book it says it was made from.</summary>
    /// <param name="published">As published.</param>
    /// <param name="then">The book at its position, on its day.</param>
    /// <param name="versions">
    /// The versions of the ranking that are known; those released if null.
    /// </param>
    public static PublishedRankingDetail From(
        PublishedRanking published, Book then, RankingVersions? versions = null)
    {
        var said = published.Ranking;
        return new(
            said.Ranking,
            said.Model,
            said.Version,
            said.AsOfPosition,
            said.OnDay,
            published.PublishedAt,
            said.Grounds.Rationale,
            said.CutLine,
            said.Digest,
            (versions ?? RankingVersions.Released).Reproduces(said.Digest, then),
            said.Ordered
        );
    }
}
