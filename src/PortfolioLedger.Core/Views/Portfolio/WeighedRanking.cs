using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Scoring;

namespace PortfolioLedger.Core.Views;

/// <summary>A ranking by weights, each of which is moved in turn.</summary>
internal sealed class WeighedRanking
{
    private readonly ModelVersion _model;
    private readonly ImmutableArray<(Initiative Initiative, InitiativeScore Score)> _ranked;
    private readonly ImmutableArray<decimal> _weights;

    /// <summary>By criterion; null for one that has all the weight.</summary>
    private readonly ImmutableArray<WeightSweep?> _sweeps;

    private readonly int[] _best, _worst;

    /// <summary>That of scored initiatives.</summary>
    /// <param name="model">By weights.</param>
    /// <param name="scored">By that model.</param>
    public WeighedRanking(ModelVersion model, ScoredInitiatives scored)
    {
        (_model, _ranked) = (model, scored.Ordered);
        var sum = model.Criteria.Sum(c => c.Weight?.Value ?? 0);
        // Without any weight nothing has a score, and nothing is ranked.
        _weights = [.. model.Criteria.Select(c => sum == 0 ? 0 : (c.Weight?.Value ?? 0) / sum)];
        ImmutableArray<decimal> scores = [.. _ranked.Select(r => r.Score.Total!.Value)];
        ImmutableArray<ImmutableArray<decimal>> values =
            [.. _ranked.Select(r => r.Score.OnScaleOfScore(model))];
        var places = new int[_ranked.Length];
        foreach (var (place, rank) in Enumerable.Range(0, places.Length)
            .OrderBy(i => _ranked[i].Initiative.Key).Index())
            places[rank] = place;
        _sweeps = [.. _weights.Select((weight, c) => weight == 1 ? null
            : new WeightSweep(weight, scores, [.. values.Select(v => v[c])], [.. places]))];
        _best = [.. Enumerable.Range(1, _ranked.Length)];
        _worst = [.. _best];
    }

    /// <summary>How people call a criterion.</summary>
    public string NameOf(string criterion) => _model.Criterion(criterion).Name ?? criterion;

    /// <summary>Moves every weight, one after another, by a share of itself.</summary>
    public ImmutableArray<RobustWeight> Move(decimal within) => [.. _model.Criteria.Select(
        (criterion, c) =>
        {
            var weight = _weights[c];
            if (_sweeps[c] is not { } sweep)
                return new(criterion.Id, criterion.Name, weight, weight, weight, null, null, 0);
            var (low, high) = (weight * (1 - within), Math.Min(weight * (1 + within), 1));
            var swaps = sweep.Widen(low, _best, _worst) + sweep.Widen(high, _best, _worst);
            decimal from = 0, to = 1;
            for (var i = 0; i + 1 < _ranked.Length; i++)
                if (sweep.Reversal(i, i + 1) is { } change)
                    // What is level today is moved by the one way or the other.
                    (from, to) = sweep.IsUpwards(i, i + 1)
                        ? (from, Math.Min(to, weight + change))
                        : (Math.Max(from, weight + change), to);
            return new RobustWeight(
                criterion.Id, criterion.Name, weight, low, high, from, to, swaps);
        })];

    /// <summary>The initiatives, once all weights were moved.</summary>
    public ImmutableArray<RobustRank> Items(DateOnly day) => [.. _ranked.Select((ranked, i) =>
    {
        var (initiative, score) = ranked;
        var item = new RobustRank(
            i + 1, initiative.Key, initiative.NameOn(day), score.Total!.Value,
            _best[i] == _worst[i], _best[i], _worst[i], null, null, null, null, null, null, null,
            null, null);
        if (i + 1 == _ranked.Length)
            return item;
        var below = _ranked[i + 1];
        item = item with
        {
            Below = below.Initiative.Key,
            BelowName = below.Initiative.NameOn(day),
            Gap = score.Total!.Value - below.Score.Total!.Value,
        };
        var smallest = _sweeps.Select((sweep, c) => (c, Change: sweep?.Reversal(i, i + 1)))
            .Where(s => s.Change is not null)
            .OrderBy(s => Math.Abs(s.Change!.Value)).ThenBy(s => s.c).FirstOrDefault();
        return smallest.Change is not { } change ? item with { Dominates = true } : item with
        {
            Dominates = false,
            Criterion = _model.Criteria[smallest.c].Id,
            Weight = _weights[smallest.c],
            SwapsAt = _weights[smallest.c] + change,
            Change = change,
            RelativeChange = _weights[smallest.c] == 0 ? null : change / _weights[smallest.c],
        };
    })];
}
