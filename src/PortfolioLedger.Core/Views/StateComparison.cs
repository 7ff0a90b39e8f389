namespace PortfolioLedger.Core.Views;

/// <summary>One difference between two states of an initiative, and the event behind it.</summary>
/// <param name="Initiative">Whose.</param>
/// <param name="Name">For people.</param>
/// <param name="Field">What differs.</param>
/// <param name="From">In the earlier book; null when unknown there.</param>
/// <param name="To">In the later book; null when unknown there.</param>
/// <param name="Position">
/// Of the event; null when no event set a value, as after a withdrawal.
/// </param>
/// <param name="Type">Its stored name.</param>
/// <param name="Sentence">What happened.</param>
/// <param name="Actor">Who recorded it.</param>
/// <param name="Rationale">Why; null for facts that are no decisions.</param>
/// <param name="KnownAt">When the ledger knew.</param>
/// <param name="EffectiveOn">When it takes effect.</param>
/// <param name="Claimed">Imported: the source claims it.</param>
public sealed record ComparedState(
    Key Initiative,
    string Name,
    string Field,
    string? From,
    string? To,
    long? Position,
    string? Type,
    string? Sentence,
    string? Actor,
    string? Rationale,
    DateTimeOffset? KnownAt,
    DateOnly? EffectiveOn,
    bool Claimed
);

/// <summary>
/// What two books say differently of initiatives, each difference with the event behind it. Of one
/// business day known at two times, it lists what became known later: the audit finding.
/// </summary>
/// <param name="FromPosition">Of the earlier book.</param>
/// <param name="FromDay">Its business day.</param>
/// <param name="ToPosition">Of the later book.</param>
/// <param name="ToDay">Its business day.</param>
/// <param name="Initiatives">How many differ.</param>
/// <param name="Items">By initiative and field.</param>
public sealed record StateComparison(
    long FromPosition, DateOnly FromDay, long ToPosition, DateOnly ToDay, int Initiatives,
    ImmutableArray<ComparedState> Items)
    : IView, IListView<StateComparison, ComparedState>, IComparisonView
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "initiatives-comparison";

    /// <summary>
    /// Raised whenever fields or formula change; since version 2 sentences are worded anew.
    /// </summary>
    public static int ViewVersion => 2;

    public StateComparison Page(ImmutableArray<ComparedState> items) => this with { Items = items };

    /// <summary>Two books, their differences, and the entries behind these.</summary>
    /// <param name="from">The earlier book.</param>
    /// <param name="to">The later book.</param>
    /// <param name="differences">What they say differently.</param>
    /// <param name="entries">
    /// For each difference the entry behind it; null where there is none.
    /// </param>
    /// <param name="wording">Whether as version 1 worded the events.</param>
    public static StateComparison Compute(
        Book from,
        Book to,
        ImmutableArray<StateDifference> differences,
        IReadOnlyList<Entry?> entries,
        Wording wording = Wording.Now
    ) =>
        new(
            from.Position,
            from.Day,
            to.Position,
            to.Day,
            differences.DistinctBy(d => d.Initiative).Count(),
            [.. differences.Zip(entries, (d, entry) => Item(to, d, entry, wording))]
        );

    private static ComparedState Item(
        Book to, StateDifference d, Entry? entry, Wording wording)
    {
        var line = entry is null ? null : TimelineItem.From(entry, to, wording);
        return new(
            d.Initiative,
            to.InitiativeName(d.Initiative),
            d.Field,
            d.From,
            d.To,
            line?.Position,
            line?.Type,
            line?.Sentence,
            line?.Actor,
            line?.Rationale,
            line?.KnownAt,
            line?.EffectiveOn,
            line?.Claimed ?? false
        );
    }
}
