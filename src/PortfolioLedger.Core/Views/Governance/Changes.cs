namespace PortfolioLedger.Core.Views;

/// <summary>A state of the portfolio between which changes are told.</summary>
/// <param name="Position">Of the last event in it; 0 before the first.</param>
/// <param name="KnownAt">When that event was known; null before the first.</param>
/// <param name="Cycle">The review cycle that ended there, where it was taken for that.</param>
public sealed record ChangePoint(long Position, DateTimeOffset? KnownAt, Key? Cycle);

/// <summary>What changed under one topic.</summary>
/// <param name="Topic">
/// <c>strategy</c>, <c>initiatives</c>, <c>money</c>, <c>results</c> or <c>governance</c>.
/// </param>
/// <param name="Sentence">For a board, in one sentence.</param>
/// <param name="Positions">The events behind it.</param>
public sealed record ChangeItem(string Topic, string Sentence, ImmutableArray<long> Positions);

/// <summary>
/// What a board should know since its last meeting: five sentences, and the events behind each.
/// Money and weights are those in force on the days of the two books; the rest is counted from the
/// events.
/// </summary>
public sealed record Changes(ChangePoint From, ChangePoint To, ImmutableArray<ChangeItem> Items)
    : IView, IListView<Changes, ChangeItem>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "changes";

    /// <summary>
    /// Raised whenever fields or formula change; since version 2 more kinds of events are told, and
    /// weights that differ do not look equal.
    /// </summary>
    public static int ViewVersion => 2;

    public Changes Page(ImmutableArray<ChangeItem> items) => this with { Items = items };

    /// <summary>The changes between two books.</summary>
    /// <param name="before">The book the board saw last.</param>
    /// <param name="after">The book of now.</param>
    /// <param name="between">
    /// The entries behind the position of the first, up to that of the second.
    /// </param>
    /// <param name="cycle">
    /// The review cycle that ended at the first, if it was taken for that.
    /// </param>
    /// <param name="wording">Whether as version 1 told them.</param>
    public static Changes Compute(
        Book before,
        Book after,
        IReadOnlyList<Posting> between,
        Key? cycle = null,
        Wording wording = Wording.Now
    ) =>
        new(
            new(before.Position, before.Position == 0 ? null : before.KnownAt, cycle),
            new(after.Position, after.Position == 0 ? null : after.KnownAt, null),
            [
                Compute(BoardTopic.Strategy, between, found =>
                    StrategyChanges.Told(before, after, found, wording)
                ),
                Compute(BoardTopic.Initiatives, between, found =>
                    InitiativeChanges.Told(after, found)
                ),
                Compute(BoardTopic.Money, between, found =>
                    MoneyChanges.Told(before, after, found, wording)
                ),
                Compute(BoardTopic.Results, between, found =>
                    ResultChanges.Told(before, after, found)
                ),
                Compute(BoardTopic.Governance, between, found =>
                    GovernanceChanges.Told(after, found)
                ),
            ]
        );

    private static ChangeItem Compute(
        BoardTopic topic, IReadOnlyList<Posting> between,
        Func<ImmutableArray<Posting>, string> told)
    {
        var found = between.Where(e => e.Fact.Topic()?.Board == topic).ToImmutableArray();
        return new(Enumeration<BoardTopic>.NameOf(topic), told(found),
            [.. found.Select(e => e.Position)]);
    }
}
