using System.Collections.Immutable;
using Google.OrTools.Sat;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Optimisation;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Optimisation;

/// <summary>
/// A problem in the whole numbers of CP-SAT. Where digits are lost limits are kept a little too
/// strictly, so that what it allows is allowed.
/// </summary>
internal sealed class ScaledModel
{
    private readonly SortedDictionary<Key, BoolVar> _chosen = [];
    private readonly ScaledNumbers _values;
    private readonly int _valued;
    private readonly LinearExpr _worth;
    private readonly SortedDictionary<string, LinearExpr> _sums = new(StringComparer.Ordinal);

    /// <summary>The model of a problem.</summary>
    /// <param name="problem">In decimals.</param>
    /// <param name="rules">
    /// Only these of its rules; all of them if null, and then the worth counts.
    /// </param>
    public ScaledModel(FundingProblem problem, IReadOnlySet<string>? rules = null)
    {
        var scales = ImmutableArray.CreateBuilder<SolvedScale>();
        foreach (var candidate in problem.Candidates)
            _chosen[candidate.Initiative] = Model.NewBoolVar(candidate.Initiative.Value);
        foreach (var candidate in problem.Candidates)
            AddRules(candidate, rules);
        foreach (var limit in problem.Limits)
            if (rules?.Contains(limit.Constraint) != false)
                scales.Add(AddLimit(limit));
        _values = ScaledNumbers.Scale(
            [.. problem.Candidates.Select(c => c.Value ?? 0)], ScaledRounding.Nearest);
        _valued = problem.Candidates.Length;
        scales.Insert(0, new("total", _values.Digits, _values.IsExact));
        Scales = scales.ToImmutable();
        _worth = Sum(problem.Candidates.Select((c, i) => (c.Initiative, _values.Numbers[i])));
        if (rules is null)
            Model.Maximize(_worth);
    }

    /// <summary>
    /// Then the least of a limited sum counts, among sets worth at least as much as one of them.
    /// </summary>
    /// <param name="constraint">Of which sum.</param>
    /// <param name="problem">The problem it is the model of.</param>
    /// <param name="worth">That one; any worth will do if null.</param>
    public void Least(string constraint, FundingProblem problem, IReadOnlySet<Key>? worth)
    {
        if (worth is not null)
            Model.Add(_worth >= problem.Candidates
                .Select((c, i) => worth.Contains(c.Initiative) ? _values.Numbers[i] : 0).Sum());
        Model.Minimize(_sums[constraint]);
    }

    /// <summary>For the solver.</summary>
    public CpModel Model { get; } = new();

    /// <summary>The scale of every sum.</summary>
    public ImmutableArray<SolvedScale> Scales { get; }

    /// <summary>Where to begin: a set that is thought to be good.</summary>
    public void Hint(IReadOnlySet<Key> chosen)
    {
        foreach (var (key, variable) in _chosen)
            Model.AddHint(variable, chosen.Contains(key));
    }

    /// <summary>The set of a solution.</summary>
    public ImmutableSortedSet<Key> ChosenIn(Func<BoolVar, bool> value) =>
        [.. _chosen.Where(c => value(c.Value)).Select(c => c.Key)];

    /// <summary>A worth that the solver states, in decimals.</summary>
    public decimal WorthOf(double scaled) => _values.Unscale((decimal)Math.Round(scaled));

    /// <summary>
    /// No set is worth more: the solver's bound, and what rounding may have taken.
    /// </summary>
    public decimal BoundOf(double scaled) => _values.Unscale((decimal)Math.Floor(scaled + 1e-6)
        + (_values.IsExact ? 0 : _valued * 0.5m));

    private void AddRules(Candidate candidate, IReadOnlySet<string>? rules)
    {
        var chosen = _chosen[candidate.Initiative];
        if (candidate.Required && Wanted(candidate.RequiredBy))
            Model.Add(chosen == 1);
        foreach (var need in candidate.Needs)
            if (Wanted(FundingProblem.Needs(candidate.Initiative, need)))
                Model.AddImplication(chosen, _chosen[need]);
        bool Wanted(string rule) => rules?.Contains(rule) != false;
    }

    private SolvedScale AddLimit(Limit limit)
    {
        var amounts = ScaledNumbers.Scale(
            [.. limit.Amounts.Values],
            limit.Most is null ? ScaledRounding.Down : ScaledRounding.Up
        );
        var sum = Sum(limit.Amounts.Keys.Select((key, i) => (key, amounts.Numbers[i])));
        _sums[limit.Constraint] = sum;
        if (limit.Most is { } most)
            Model.Add(sum <= amounts.Bound(most, ScaledRounding.Down));
        if (limit.Least is { } least)
            Model.Add(sum >= amounts.Bound(least, ScaledRounding.Up));
        return new(limit.Constraint, amounts.Digits, amounts.IsExact);
    }

    private LinearExpr Sum(IEnumerable<(Key Key, long Amount)> terms)
    {
        var listed = terms.ToList();
        return LinearExpr.WeightedSum(
            listed.Select(t => _chosen[t.Key]),
            listed.Select(t => t.Amount)
        );
    }
}
