namespace PortfolioLedger.Core.Views;

/// <summary>One value stream at two times.</summary>
/// <param name="ValueStream">Its key.</param>
/// <param name="Name">For people.</param>
/// <param name="FromRank">Null when it had none.</param>
/// <param name="ToRank">Null when it has none.</param>
/// <param name="FromPriority">Importance for the resources it needed; null when unknown.</param>
/// <param name="ToPriority">The same now.</param>
/// <param name="RankChange">To less from: positive is a fall.</param>
/// <param name="PriorityChange">To less from.</param>
public sealed record ComparedValueStream(
    Key ValueStream,
    string Name,
    int? FromRank,
    int? ToRank,
    decimal? FromPriority,
    decimal? ToPriority,
    int? RankChange,
    decimal? PriorityChange
);

/// <summary>
/// The value streams of two books side by side; fields as in a comparison of rankings.
/// </summary>
public sealed record ValueStreamComparison(
    long FromPosition,
    DateOnly FromDay,
    long ToPosition,
    DateOnly ToDay,
    ImmutableArray<Key> Entered,
    ImmutableArray<Key> Left,
    int Moved,
    int Changed,
    decimal? KendallTauB,
    ImmutableArray<ComparedValueStream> Items
) : IView, IListView<ValueStreamComparison, ComparedValueStream>, IComparisonView
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "value-streams-comparison";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 1;

    public ValueStreamComparison Page(ImmutableArray<ComparedValueStream> items) =>
        this with
        {
            Items = items,
        };

    /// <summary>The value streams of two books.</summary>
    public static ValueStreamComparison Compute(Book from, Book to)
    {
        var compared = PairedLists.From(List(from), List(to));
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
                .. compared.Pairs.Select(p => new ComparedValueStream(
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

    private static IEnumerable<KeyValuePair<Key, Placement>> List(Book book) =>
        ValueStreamRanking
            .Compute(book)
            .Items.Select(v =>
                KeyValuePair.Create(v.ValueStream, new Placement(v.Name, v.Rank, v.Priority))
            );
}
