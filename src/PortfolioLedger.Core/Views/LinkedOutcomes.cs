using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Views;

/// <summary>The outcomes that something is meant to bring about.</summary>
/// <param name="Linked">How many.</param>
/// <param name="Measured">How many of them were measured.</param>
/// <param name="Attainment">Weighted mean of those whose attainment is known.</param>
internal sealed record LinkedOutcomes(int Linked, int Measured, decimal? Attainment)
{
    public static readonly LinkedOutcomes None = new(0, 0, null);

    /// <summary>Measured / linked; null when none is linked.</summary>
    public decimal? Coverage => Sums.Share(Measured, Linked);

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
                    links = Added(links, initiative, outcome, weight);
        return Means(book, links);
    }

    /// <summary>
    /// Outcomes linked to an objective itself or to one below it; what is below a retired one
    /// counts no further up.
    /// </summary>
    public static ImmutableSortedDictionary<Key, LinkedOutcomes> ByObjective(Book book)
    {
        var links = Ordered.ByKey<ImmutableSortedDictionary<Key, decimal>>();
        foreach (var outcome in book.Outcomes.PursuedOn(book.Day))
            foreach (var (to, register) in outcome.Links)
                if (to.Kind == SubjectKind.Objective
                    && register.At(book.Day)?.Value is > 0 and var weight)
                    foreach (var objective in Upwards(book, to.Key))
                        links = Added(links, objective, outcome, weight);
        return Means(book, links);
    }

    private static IEnumerable<Key> Upwards(Book book, Key objective)
    {
        // Parents cannot form a cycle when decided live; imported ones are bounded by the count.
        for (var steps = 0; steps < book.Strategy.All.Count; steps++)
        {
            yield return objective;
            if (book.Strategy.Find(objective) is not { } found
                || found.StatusOn(book.Day) == ObjectiveStatus.Retired
                || found.Parent.At(book.Day)?.Value is not { } parent)
                yield break;
            objective = parent;
        }
    }

    private static ImmutableSortedDictionary<Key, ImmutableSortedDictionary<Key, decimal>> Added(
        ImmutableSortedDictionary<Key, ImmutableSortedDictionary<Key, decimal>> links, Key to,
        Outcome outcome, decimal weight)
    {
        var weights = links.GetValueOrDefault(to) ?? Ordered.ByKey<decimal>();
        return links.SetItem(to, weights.SetItem(
            outcome.Key, weights.GetValueOrDefault(outcome.Key) + weight));
    }

    private static ImmutableSortedDictionary<Key, LinkedOutcomes> Means(
        Book book,
        ImmutableSortedDictionary<Key, ImmutableSortedDictionary<Key, decimal>> links) =>
        links.ToImmutableSortedDictionary(l => l.Key, l => Mean(
            l.Value.Select(w => (book.Outcomes.Find(w.Key)!, w.Value)), book.Day));

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
