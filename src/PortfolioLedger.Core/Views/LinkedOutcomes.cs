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
    public static LinkedOutcomes All(Book book)
    {
        var sum = new Sum();
        foreach (var outcome in book.Outcomes.PursuedOn(book.Day))
        {
            var (measured, attainment) = Of(outcome, book.Day);
            sum = sum.And(measured, 1, attainment);
        }
        return sum.Mean();
    }

    /// <summary>
    /// Outcomes linked to an initiative itself or to one of its outputs; one that an output was planned
    /// for is linked to it with weight 1 unless the board said otherwise.
    /// </summary>
    public static ImmutableSortedDictionary<Key, LinkedOutcomes> ByInitiative(Book book)
    {
        var planned = book.Initiatives.Outputs.Values.Where(o => o.Outcome is not null && o.From <= book.Day)
            .GroupBy(o => o.Outcome!.Value).ToImmutableSortedDictionary(g => g.Key, g => g.ToImmutableArray());
        return Means(book, outcome =>
            from link in WeightsOf(outcome, planned.GetValueOrDefault(outcome.Key, []), book.Day)
            let initiative = link.Weight > 0 ? InitiativeOf(book, link.To) : null
            where initiative is not null
            select (initiative.Value, link.Weight));
    }

    /// <summary>
    /// Outcomes linked to an objective itself or to one below it; what is below a retired one
    /// counts no further up.
    /// </summary>
    public static ImmutableSortedDictionary<Key, LinkedOutcomes> ByObjective(Book book)
    {
        return Means(book, outcome =>
            from link in outcome.Links
            where link.Key.Kind == SubjectKind.Objective
            let weight = link.Value.At(book.Day)?.Value ?? 0
            where weight > 0
            from objective in Upwards(book, link.Key.Key)
            select (objective, weight));
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

    /// <summary>
    /// The outcomes of each thing they are linked to. Each outcome is looked at once, however many
    /// things it is linked to.
    /// </summary>
    private static ImmutableSortedDictionary<Key, LinkedOutcomes> Means(
        Book book, Func<Outcome, IEnumerable<(Key To, decimal Weight)>> linksOf)
    {
        var sums = new SortedDictionary<Key, Sum>();
        foreach (var outcome in book.Outcomes.PursuedOn(book.Day))
        {
            var (measured, attainment) = Of(outcome, book.Day);
            var weights = new SortedDictionary<Key, decimal>();
            foreach (var (to, weight) in linksOf(outcome))
                weights[to] = weights.GetValueOrDefault(to) + weight;
            foreach (var (to, weight) in weights)
                sums[to] = sums.GetValueOrDefault(to).And(measured, weight, attainment);
        }
        var means = Ordered.ByKey<LinkedOutcomes>().ToBuilder();
        foreach (var (to, sum) in sums)
            means[to] = sum.Mean();
        return means.ToImmutable();
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

    private static (bool Measured, decimal? Attainment) Of(Outcome outcome, DateOnly day) =>
        (outcome.LatestOn(day) is not null, OutcomeAttainment.Of(outcome, day));

    /// <summary>Outcomes added up one after the other.</summary>
    private readonly record struct Sum(int Linked, int Measured, decimal Attained, decimal Weights)
    {
        public Sum And(bool measured, decimal weight, decimal? attainment) => new(
            Linked + 1, Measured + (measured ? 1 : 0),
            attainment is { } known ? Attained + (weight * known) : Attained,
            attainment is null ? Weights : Weights + weight);

        public LinkedOutcomes Mean() =>
            new(Linked, Measured, Weights > 0 ? Attained / Weights : null);
    }
}
