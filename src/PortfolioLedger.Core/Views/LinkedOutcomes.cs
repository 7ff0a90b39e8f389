using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Views;

/// <summary>The outcomes that something is meant to bring about.</summary>
/// <param name="Linked">How many.</param>
/// <param name="Measured">How many of them were measured.</param>
/// <param name="Attainment">Weighted mean of those whose attainment is known.</param>
internal sealed record LinkedOutcomes(int Linked, int Measured, decimal? Attainment)
{
    public static readonly LinkedOutcomes None = new(0, 0, null);

    /// <summary>Over all outcomes, each once and with the same weight.</summary>
    public static LinkedOutcomes All(Book book) =>
        Mean(book.Outcomes.On(book.Day).Select(o => (o, 1m)), book.Day);

    /// <summary>Outcomes linked to an initiative itself or to one of its outputs.</summary>
    public static ImmutableSortedDictionary<Key, LinkedOutcomes> ByInitiative(Book book)
    {
        var links = Ordered.ByKey<ImmutableSortedDictionary<Key, decimal>>();
        foreach (var outcome in book.Outcomes.On(book.Day))
            foreach (var (to, register) in outcome.Links)
                if (register.At(book.Day)?.Value is > 0 and var weight && InitiativeOf(book, to) is { } initiative)
                {
                    var weights = links.GetValueOrDefault(initiative) ?? Ordered.ByKey<decimal>();
                    links = links.SetItem(initiative, weights.SetItem(
                        outcome.Key, weights.GetValueOrDefault(outcome.Key) + weight));
                }
        return links.ToImmutableSortedDictionary(l => l.Key, l => Mean(
            l.Value.Select(w => (book.Outcomes.Find(w.Key)!, w.Value)), book.Day));
    }

    private static Key? InitiativeOf(Book book, Subject to) => to.Kind switch
    {
        SubjectKind.Initiative => to.Key,
        SubjectKind.Output => book.Initiatives.Outputs.GetValueOrDefault(to.Key)?.Initiative,
        _ => null,
    };

    private static LinkedOutcomes Mean(IEnumerable<(Outcome Outcome, decimal Weight)> outcomes, DateOnly day)
    {
        int linked = 0, measured = 0;
        decimal sum = 0, weights = 0;
        foreach (var (outcome, weight) in outcomes)
        {
            linked++;
            if (outcome.LatestOn(day) is not null)
                measured++;
            if (OutcomeAttainment.Of(outcome, day) is not { } attainment)
                continue;
            sum += weight * attainment;
            weights += weight;
        }
        return new(linked, measured, weights > 0 ? sum / weights : null);
    }
}

/// <summary>Sorted groupings that views share.</summary>
internal static class Groupings
{
    public static ImmutableSortedDictionary<Key, ImmutableArray<Output>> ToLookupByInitiative(
        this IEnumerable<Output> outputs) =>
        outputs.GroupBy(o => o.Initiative).ToImmutableSortedDictionary(g => g.Key, g => g.ToImmutableArray());
}
