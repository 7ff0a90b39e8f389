namespace PortfolioLedger.Core.Views;

/// <summary>One initiative at two times.</summary>
/// <param name="Initiative">Its key.</param>
/// <param name="Name">For people.</param>
/// <param name="FromRank">Null when it was not ranked then.</param>
/// <param name="ToRank">Null when it is not ranked now.</param>
/// <param name="FromScore">Null when it had none.</param>
/// <param name="ToScore">Null when it has none.</param>
/// <param name="RankChange">To less from: positive is a fall.</param>
/// <param name="ScoreChange">To less from.</param>
public sealed record ComparedInitiative(
    Key Initiative, string Name, int? FromRank, int? ToRank, decimal? FromScore, decimal? ToScore,
    int? RankChange, decimal? ScoreChange);

/// <summary>The ranking, or the alignment, of two books side by side.</summary>
/// <param name="FromPosition">Of the earlier book.</param>
/// <param name="FromDay">Its business day.</param>
/// <param name="ToPosition">Of the later book.</param>
/// <param name="ToDay">Its business day.</param>
/// <param name="Entered">In the later one only.</param>
/// <param name="Left">In the earlier one only.</param>
/// <param name="Moved">How many changed their rank.</param>
/// <param name="Changed">How many changed their score.</param>
/// <param name="KendallTauB">
/// Agreement of the scores of those in both, −1 to 1; null when unknown.
/// </param>
/// <param name="Items">All of both, by the rank in the later one; what left comes last.</param>
public sealed record InitiativeComparison(
    long FromPosition,
    DateOnly FromDay,
    long ToPosition,
    DateOnly ToDay,
    ImmutableArray<Key> Entered,
    ImmutableArray<Key> Left,
    int Moved,
    int Changed,
    decimal? KendallTauB,
    ImmutableArray<ComparedInitiative> Items
) : IVersionedView, IListView<InitiativeComparison, ComparedInitiative>, IComparisonView
{
    /// <summary>Name of the comparison of rankings.</summary>
    public const string OfRankingsName = "ranking-comparison";

    /// <summary>Name of the comparison of alignments.</summary>
    public const string OfAlignmentsName = "alignment-comparison";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 1;

    public InitiativeComparison Page(ImmutableArray<ComparedInitiative> items) =>
        this with
        {
            Items = items,
        };

    /// <summary>
    /// Two rankings, each under the model in force then, or both under another one.
    /// </summary>
    public static InitiativeComparison OfRankings(
        Book from,
        Book to,
        RankingQuestion? question = null
    ) =>
        Compute(from, to, book =>
            Ranking
                .Compute(book, question)
                .Items.Select(i =>
                    KeyValuePair.Create(i.Initiative, new Placement(i.Name, i.Rank, i.Score))
                )
        );

    /// <summary>Two alignments; ranks are by score, ties by key.</summary>
    public static InitiativeComparison OfAlignments(Book from, Book to) =>
        Compute(from, to, book =>
            Alignment
                .Compute(book)
                .Items.OrderByDescending(i => i.Score)
                .ThenBy(i => i.Initiative)
                .Select(
                    (i, n) =>
                        KeyValuePair.Create(i.Initiative, new Placement(i.Name, n + 1, i.Score))
                )
        );

    private static InitiativeComparison Compute(
        Book from, Book to, Func<Book, IEnumerable<KeyValuePair<Key, Placement>>> list)
    {
        var compared = PairedLists.From(list(from), list(to));
        return new(
            from.Position,
            from.Day,
            to.Position,
            to.Day,
            compared.Entered,
            compared.Left,
            compared.Moved,
            compared.Changed,
            compared.KendallTauB,
            [
                .. compared.Pairs.Select(p => new ComparedInitiative(
                    p.Key,
                    p.Name,
                    p.From?.Rank,
                    p.To?.Rank,
                    p.From?.Score,
                    p.To?.Score,
                    p.RankChange,
                    p.ScoreChange
                )),
            ]
        );
    }
}
