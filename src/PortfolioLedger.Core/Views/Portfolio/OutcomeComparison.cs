namespace PortfolioLedger.Core.Views;

/// <summary>One outcome at two times.</summary>
/// <param name="Outcome">Its key.</param>
/// <param name="Name">For people.</param>
/// <param name="Unit">Of the values.</param>
/// <param name="FromValue">The latest measurement then; null when there was none.</param>
/// <param name="ToValue">The latest measurement now.</param>
/// <param name="FromAttainment">Baseline 0, target 1; null when unknown.</param>
/// <param name="ToAttainment">The same now.</param>
/// <param name="AttainmentChange">To less from.</param>
/// <param name="FromStatus">Against the target then.</param>
/// <param name="ToStatus">Against the target now.</param>
public sealed record ComparedOutcome(
    Key Outcome,
    string Name,
    string? Unit,
    decimal? FromValue,
    decimal? ToValue,
    decimal? FromAttainment,
    decimal? ToAttainment,
    decimal? AttainmentChange,
    OutcomeStatus? FromStatus,
    OutcomeStatus? ToStatus
);

/// <summary>The outcomes of two books side by side, by key.</summary>
/// <param name="FromPosition">Of the earlier book.</param>
/// <param name="FromDay">Its business day.</param>
/// <param name="ToPosition">Of the later book.</param>
/// <param name="ToDay">Its business day.</param>
/// <param name="Entered">In the later one only.</param>
/// <param name="Left">In the earlier one only.</param>
/// <param name="Changed">How many changed their attainment, or got or lost one.</param>
/// <param name="KendallTauB">
/// Agreement of the attainments known both times; null when unknown.
/// </param>
/// <param name="Items">All of both.</param>
public sealed record OutcomeComparison(
    long FromPosition,
    DateOnly FromDay,
    long ToPosition,
    DateOnly ToDay,
    ImmutableArray<Key> Entered,
    ImmutableArray<Key> Left,
    int Changed,
    decimal? KendallTauB,
    ImmutableArray<ComparedOutcome> Items
) : IView, IListView<OutcomeComparison, ComparedOutcome>, IComparisonView
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "outcomes-comparison";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 1;

    public OutcomeComparison Page(ImmutableArray<ComparedOutcome> items) =>
        this with
        {
            Items = items,
        };

    /// <summary>The outcomes of two books.</summary>
    public static OutcomeComparison Compute(Book from, Book to)
    {
        var (before, after) = (List(from), List(to));
        var compared = PairedLists.From(Placement(before), Placement(after));
        return new(
            from.Position,
            from.Day,
            to.Position,
            to.Day,
            compared.Entered,
            compared.Left,
            compared.Changed,
            compared.KendallTauB,
            [
                .. compared.Pairs.Select(p =>
                    Item(p, before.GetValueOrDefault(p.Key), after.GetValueOrDefault(p.Key))
                ),
            ]
        );
    }

    private static ComparedOutcome Item(PairedPlacement pair, OutcomeItem? from, OutcomeItem? to) =>
        new(
            pair.Key,
            pair.Name,
            (to ?? from)!.Unit,
            from?.Latest?.Value,
            to?.Latest?.Value,
            pair.From?.Score,
            pair.To?.Score,
            pair.ScoreChange,
            from?.Status,
            to?.Status
        );

    private static ImmutableSortedDictionary<Key, OutcomeItem> List(Book book) =>
        OutcomeList.Compute(book).Items.ToImmutableSortedDictionary(o => o.Outcome, o => o);

    private static IEnumerable<KeyValuePair<Key, Placement>> Placement(
        ImmutableSortedDictionary<Key, OutcomeItem> list
    ) =>
        list.Select(o =>
            KeyValuePair.Create(o.Key, new Placement(o.Value.Name, null, o.Value.Attainment))
        );
}
