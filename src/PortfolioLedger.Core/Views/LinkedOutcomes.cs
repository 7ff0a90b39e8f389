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
        Mean(book.Outcomes.PursuedOn(book.Day).Select(o => (o, 1m)), book.Day);

    /// <summary>
    /// Outcomes linked to an initiative itself or to one of its outputs; one that an output was planned
    /// for is linked to it with weight 1 unless the board said otherwise.
    /// </summary>
    public static ImmutableSortedDictionary<Key, LinkedOutcomes> ByInitiative(Book book)
    {
        var links = Ordered.ByKey<ImmutableSortedDictionary<Key, decimal>>();
        var planned = book.Initiatives.Outputs.Values.Where(o => o.Outcome is not null && o.From <= book.Day)
            .GroupBy(o => o.Outcome!.Value).ToImmutableSortedDictionary(g => g.Key, g => g.ToImmutableArray());
        foreach (var outcome in book.Outcomes.PursuedOn(book.Day))
            foreach (var (to, weight) in WeightsOf(outcome, planned.GetValueOrDefault(outcome.Key, []), book.Day))
                if (weight > 0 && InitiativeOf(book, to) is { } initiative)
                {
                    var weights = links.GetValueOrDefault(initiative) ?? Ordered.ByKey<decimal>();
                    links = links.SetItem(initiative, weights.SetItem(
                        outcome.Key, weights.GetValueOrDefault(outcome.Key) + weight));
                }
        return links.ToImmutableSortedDictionary(l => l.Key, l => Mean(
            l.Value.Select(w => (book.Outcomes.Find(w.Key)!, w.Value)), book.Day));
    }

    private static IEnumerable<(Subject To, decimal Weight)> WeightsOf(
        Outcome outcome, ImmutableArray<Output> planned, DateOnly day)
    {
        foreach (var (to, register) in outcome.Links)
            if (register.At(day) is { } link)
                yield return (to, link.Value);
        foreach (var output in planned)
            if (outcome.LinkOn(new(SubjectKind.Output, output.Key), day) is null)
                yield return (new(SubjectKind.Output, output.Key), 1);
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
