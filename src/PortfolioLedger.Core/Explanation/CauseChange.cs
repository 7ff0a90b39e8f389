using System.Globalization;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Core.Explanation;

/// <summary>One thing that a cause made otherwise.</summary>
/// <param name="Field">
/// What: <c>criterion</c>, <c>contribution</c>, <c>budget</c>, <c>spend</c>, <c>stage</c>,
/// <c>priority</c> of the initiative it is about; <c>weight</c> or <c>status</c> of an objective;
/// <c>value</c>, <c>baseline</c>, <c>target</c> or <c>pursued</c> of an outcome; <c>model</c>.
/// </param>
/// <param name="Of">
/// Which one: the id of the criterion, the key of the objective or outcome; null where there is
/// only one.
/// </param>
/// <param name="From">Before it, exactly; null when there was none.</param>
/// <param name="To">After it; null when there is none any more.</param>
public sealed record CauseChange(string Field, string? Of, string? From, string? To)
{
    internal const string Criterion = "criterion";
    internal const string Contribution = "contribution";
    internal const string Budget = "budget";
    internal const string Spend = "spend";
    internal const string Stage = "stage";
    internal const string Priority = "priority";
    internal const string Weight = "weight";
    internal const string Status = "status";
    internal const string Value = "value";
    internal const string Baseline = "baseline";
    internal const string Target = "target";
    internal const string Pursued = "pursued";
    internal const string Model = "model";
}

/// <summary>What a fact made otherwise, from the books before and after it.</summary>
internal static class CauseChanges
{
    /// <summary>
    /// What the fact says of what it is about, then the criteria of the initiative explained that
    /// are otherwise with it.
    /// </summary>
    /// <param name="fact">Null when only time passed.</param>
    /// <param name="before">The book before it.</param>
    /// <param name="after">The book after it.</param>
    /// <param name="was">The criteria of the initiative before it.</param>
    /// <param name="now">And after it.</param>
    public static ImmutableArray<CauseChange> Of(
        IFact? fact,
        Book before,
        Book after,
        ImmutableSortedDictionary<string, decimal> was,
        ImmutableSortedDictionary<string, decimal> now
    )
    {
        var said = (fact switch
        {
            IInitiativeFact f => OfInitiative(f.Initiative, before, after),
            IStrategyFact => OfStrategy(before, after),
            IOutcomeFact f => OfOutcome(f.Outcome, before, after),
            IScoringFact => OfModel(before, after),
            _ => [],
        }).ToList();
        // Under another model other criteria count; that they are there is no news.
        if (fact is not IScoringFact)
            said.AddRange(OfCriteria(was, now).Where(c => !said.Any(s =>
                s.From == c.From && s.To == c.To)));
        return [.. said];
    }

    private static IEnumerable<CauseChange> OfInitiative(Key key, Book before, Book after)
    {
        foreach (var d in StateDifference.Between(before, after, key))
            if (d.Field.Split(':', 2) is [var field, .. var rest] && Known(field) is { } name)
                yield return new(name, rest is [var of] ? Id(name, of) : null, d.From, d.To);
    }

    private static string? Known(string field) => field switch
    {
        "score" => CauseChange.Criterion,
        CauseChange.Contribution or CauseChange.Budget or CauseChange.Spend or CauseChange.Stage
            or CauseChange.Priority => field,
        _ => null,
    };

    /// <summary>A criterion without its scale.</summary>
    private static string Id(string field, string of) =>
        field == CauseChange.Criterion ? of.Split(" [", 2)[0] : of;

    private static IEnumerable<CauseChange> OfStrategy(Book before, Book after)
    {
        var was = before.Strategy.WeightsOn(before.Day);
        var now = after.Strategy.WeightsOn(after.Day);
        foreach (var key in was.Keys.Union(now.Keys).Order())
            if (Weight(was, key) is var from && Weight(now, key) is var to && from != to)
                yield return new(CauseChange.Weight, key.Value, Text(from), Text(to));
        foreach (var (key, objective) in after.Strategy.All)
            if (before.Strategy.Find(key) is var known
                && (known?.StatusOn(before.Day), objective.StatusOn(after.Day)) is var (from, to)
                && from != to)
                yield return new(CauseChange.Status, key.Value,
                    from is { } status ? Enumeration<ObjectiveStatus>.NameOf(status) : null,
                    Enumeration<ObjectiveStatus>.NameOf(to));
    }

    private static decimal? Weight(ImmutableSortedDictionary<Key, decimal> weights, Key key) =>
        weights.TryGetValue(key, out var weight) ? weight : null;

    private static IEnumerable<CauseChange> OfOutcome(Key key, Book before, Book after)
    {
        var (was, now) = (before.Outcomes.Find(key), after.Outcomes.Find(key));
        return
        [
            .. Differing(CauseChange.Value, o => Text(o.Outcome.LatestOn(o.Day)?.Value)),
            .. Differing(CauseChange.Baseline,
                o => Text(o.Outcome.Baseline.At(o.Day)?.Value.Value)),
            .. Differing(CauseChange.Target, o => o.Outcome.Target.At(o.Day)?.Value.Words()),
            .. Differing(CauseChange.Pursued, o => o.Outcome.IsRetiredOn(o.Day) ? "false" : "true"),
        ];

        IEnumerable<CauseChange> Differing(
            string field, Func<(Outcome Outcome, DateOnly Day), string?> of)
        {
            var from = was is null ? null : of((was, before.Day));
            var to = now is null ? null : of((now, after.Day));
            return from == to ? [] : [new(field, key.Value, from, to)];
        }
    }

    private static IEnumerable<CauseChange> OfModel(Book before, Book after)
    {
        var (from, to) = (Name(before), Name(after));
        return from == to ? [] : [new(CauseChange.Model, null, from, to)];

        static string? Name(Book book) => book.Scoring.InForceOn(book.Day) is var (model, version)
            ? string.Create(CultureInfo.InvariantCulture, $"{model.Key}@{version.Version}") : null;
    }

    private static IEnumerable<CauseChange> OfCriteria(
        ImmutableSortedDictionary<string, decimal> was,
        ImmutableSortedDictionary<string, decimal> now)
    {
        foreach (var id in was.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            decimal? from = was.TryGetValue(id, out var a) ? a : null;
            decimal? to = now.TryGetValue(id, out var b) ? b : null;
            // What is scored again, or not any more, has its criteria back, or no more.
            if (from != to && !was.IsEmpty && !now.IsEmpty)
                yield return new(CauseChange.Criterion, id, Text(from), Text(to));
        }
    }

    private static string? Text(decimal? number) => number is { } known
        ? StoredDecimal.Canonical(known).ToString(CultureInfo.InvariantCulture) : null;
}
