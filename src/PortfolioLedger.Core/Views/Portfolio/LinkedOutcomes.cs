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
            var (measured, attainment) = From(outcome, book.Day);
            sum.Add(measured, 1, attainment);
        }
        return sum.Mean();
    }

    /// <summary>
    /// Outcomes linked to an initiative itself or to one of its outputs; one that an output was
    /// planned for is linked to it with weight 1 unless the board said otherwise.
    /// </summary>
    /// <param name="book">On which.</param>
    /// <param name="only">The initiatives asked for; all if null.</param>
    public static ImmutableSortedDictionary<Key, LinkedOutcomes> ByInitiative(
        Book book, ImmutableSortedSet<Key>? only = null)
    {
        var planned = new SortedDictionary<Key, List<Output>>();
        foreach (var output in book.Initiatives.Outputs.Values)
            if (output.Outcome is { } outcome && output.From <= book.Day
                && only?.Contains(output.Initiative) != false)
                (planned.TryGetValue(outcome, out var others)
                    ? others : planned[outcome] = []).Add(output);
        return Means(book, outcome => InitiativesOf(
                book, outcome, planned.TryGetValue(outcome.Key, out var outputs) ? outputs : [])
            .Where(i => only?.Contains(i.To) != false));
    }

    /// <summary>
    /// The initiatives whose outcomes can be others than on an earlier book of the same day; null
    /// when that may be any.
    /// </summary>
    /// <param name="before">The earlier book.</param>
    /// <param name="now">The later one.</param>
    /// <param name="cause">What was said in between.</param>
    public static ImmutableSortedSet<Key>? Relinked(Book before, Book now, IFact? cause)
    {
        IEnumerable<Key>? outcomes = cause switch
        {
            IOutcomeFact of => [of.Outcome],
            OutputPlanned of => OutcomesOf(before, of.Output).Concat(OutcomesOf(now, of.Output)),
            OutputDelivered of => OutcomesOf(before, of.Output).Concat(OutcomesOf(now, of.Output)),
            _ => null,
        };
        return outcomes is null ? null : [.. outcomes.Distinct().SelectMany(
            outcome => InitiativesOf(before, outcome).Concat(InitiativesOf(now, outcome)))];
    }

    /// <summary>The outcomes that an output was planned for or is linked to.</summary>
    private static IEnumerable<Key> OutcomesOf(Book book, Key output)
    {
        if (book.Initiatives.Outputs.GetValueOrDefault(output)?.Outcome is { } planned)
            yield return planned;
        foreach (var (key, outcome) in book.Outcomes.All)
            if (outcome.Links.ContainsKey(new(SubjectKind.Output, output)))
                yield return key;
    }

    private static IEnumerable<Key> InitiativesOf(Book book, Key outcome) =>
        book.Outcomes.Find(outcome) is not { } found ? []
        : InitiativesOf(book, found, book.Initiatives.Outputs.Values.Where(
            o => o.Outcome == outcome && o.From <= book.Day)).Select(i => i.To);

    /// <summary>
    /// Outcomes linked to an objective itself or to one below it; what is below a retired one
    /// counts no further up.
    /// </summary>
    public static ImmutableSortedDictionary<Key, LinkedOutcomes> ByObjective(Book book) =>
        Means(book, outcome =>
            from link in outcome.Links
            where link.Key.Kind == SubjectKind.Objective
            let weight = link.Value.At(book.Day)?.Value ?? 0
            where weight > 0
            from objective in Upwards(book, link.Key.Key)
            select (objective, weight));

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
        var (sums, weights) = (
            new SortedDictionary<Key, Sum>(),
            new SortedDictionary<Key, decimal>()
        );
        foreach (var outcome in book.Outcomes.PursuedOn(book.Day))
        {
            weights.Clear();
            foreach (var (to, weight) in linksOf(outcome))
                weights[to] = weights.GetValueOrDefault(to) + weight;
            if (weights.Count == 0)
                continue;
            var (measured, attainment) = From(outcome, book.Day);
            foreach (var (to, weight) in weights)
                (sums.TryGetValue(to, out var sum) ? sum : sums[to] = new())
                    .Add(measured, weight, attainment);
        }
        return sums.ToImmutableSortedDictionary(s => s.Key, s => s.Value.Mean());
    }

    private static IEnumerable<(Key To, decimal Weight)> InitiativesOf(
        Book book, Outcome outcome, IEnumerable<Output> planned)
    {
        foreach (var (to, register) in outcome.Links)
            if (register.At(book.Day) is { Value: > 0 and var weight }
                && InitiativeOf(book, to) is { } initiative)
                yield return (initiative, weight);
        foreach (var output in planned)
            if (outcome.LinkOn(new(SubjectKind.Output, output.Key), book.Day) is null)
                yield return (output.Initiative, 1);
    }

    private static Key? InitiativeOf(Book book, Subject to) => to.Kind switch
    {
        SubjectKind.Initiative => to.Key,
        SubjectKind.Output => book.Initiatives.Outputs.GetValueOrDefault(to.Key)?.Initiative,
        _ => null,
    };

    private static (bool Measured, decimal? Attainment) From(Outcome outcome, DateOnly day) =>
        (outcome.LatestOn(day) is not null, outcome.AttainmentOn(day));

    /// <summary>Outcomes added up one after the other.</summary>
    private sealed class Sum
    {
        private int _linked, _measured;
        private decimal _attained, _weights;

        public void Add(bool measured, decimal weight, decimal? attainment)
        {
            _linked++;
            _measured += measured ? 1 : 0;
            if (attainment is not { } known)
                return;
            _attained += weight * known;
            _weights += weight;
        }

        public LinkedOutcomes Mean() =>
            new(_linked, _measured, _weights > 0 ? _attained / _weights : null);
    }
}
