using System.Globalization;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.ValueStreams;

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

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 1;

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
    public static Changes Compute(
        Book before,
        Book after,
        IReadOnlyList<Posting> between,
        Key? cycle = null
    ) =>
        new(
            new(before.Position, before.Position == 0 ? null : before.KnownAt, cycle),
            new(after.Position, after.Position == 0 ? null : after.KnownAt, null),
            [
                Compute(BoardTopic.Strategy, between, found => Strategy(before, after, found)),
                Compute(BoardTopic.Initiatives, between, found =>
                    InitiativeChanges.Told(after, found)
                ),
                Compute(BoardTopic.Money, between, found =>
                    MoneyChanges.Told(before, after, found)
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

    private static string Strategy(Book before, Book after, ImmutableArray<Posting> found)
    {
        if (found.IsEmpty)
            return "Strategy and value streams are unchanged.";
        var parts = CountSentence.Counted(
            (
                CountSentence.Count<ObjectiveApproved>(found),
                "objective approved",
                "objectives approved"
            ),
            (
                CountSentence.Count<ObjectiveRevised>(found),
                "revision of an objective",
                "revisions of objectives"
            ),
            (
                CountSentence.Count<ObjectiveRetired>(found),
                "objective retired",
                "objectives retired"
            ),
            (
                CountSentence.Count<ValueStreamRevised>(found),
                "revision of a value stream",
                "revisions of value streams"
            ),
            (
                CountSentence.Count<ImportanceAssessed>(found),
                "value stream assessed",
                "value streams assessed"
            ),
            (
                CountSentence.Count<ValueStreamRetired>(found),
                "value stream retired",
                "value streams retired"
            )
        );
        return CountSentence.Sentence(
            "Strategy",
            [.. parts, .. Weights(before, after)],
            found.Length
        );
    }

    private static IEnumerable<string> Weights(Book before, Book after)
    {
        var (old, now) = (
            before.Strategy.WeightsOn(before.Day),
            after.Strategy.WeightsOn(after.Day)
        );
        foreach (var key in old.Keys.Union(now.Keys).Order())
            if (
                old.GetValueOrDefault(key) is var was
                && now.GetValueOrDefault(key) is var weight
                && was != weight
            )
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"the weight of {after.ObjectiveName(key)} went from {was:P0} to {weight:P0}"
                );
    }
}
