using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Optimisation;

/// <summary>An initiative that may be chosen.</summary>
/// <param name="Initiative">Which.</param>
/// <param name="Name">For people.</param>
/// <param name="Value">
/// What choosing it is worth; null for a mandatory one of unknown value.
/// </param>
/// <param name="Cost">Null when it is unknown and nothing limits it.</param>
/// <param name="Needs">Which others must be chosen with it.</param>
/// <param name="Required">It must be chosen.</param>
/// <param name="Kept">
/// It must be chosen because it is under way and money was spent on it, not because it was asked
/// for.
/// </param>
/// <param name="Basis">
/// Whose word the cost is; null when a development cost counts, which no board approves.
/// </param>
public sealed record Candidate(
    Key Initiative,
    string Name,
    decimal? Value,
    decimal? Cost,
    ImmutableArray<Key> Needs,
    bool Required,
    bool Kept = false,
    CostBasis? Basis = null
)
{
    /// <summary>The name of the rule by which it must be chosen.</summary>
    public string RequiredBy => Kept
        ? FundingProblem.UnderWay(Initiative) : FundingProblem.MustInclude(Initiative);
}

/// <summary>A sum over the chosen initiatives that has a limit.</summary>
/// <param name="Constraint">Its name: <c>budget</c>, <c>fte/dep/2026-01-01</c>.</param>
/// <param name="Amounts">What each candidate adds; nothing if absent.</param>
/// <param name="Most">The sum may not be more.</param>
/// <param name="Least">The sum may not be less.</param>
public sealed record Limit(
    string Constraint,
    ImmutableSortedDictionary<Key, decimal> Amounts,
    decimal? Most,
    decimal? Least
)
{
    /// <summary>The sum over a set.</summary>
    public decimal SumOf(IEnumerable<Key> chosen) => chosen.Sum(k => Amounts.GetValueOrDefault(k));

    /// <summary>Whether a sum keeps it.</summary>
    public bool Holds(decimal sum) => !(sum > Most) && !(sum < Least);
}

/// <summary>
/// Which set of candidates is worth most within all limits? Stated exactly, in decimals: the solver
/// is told a scaled form, and its answer is checked against this one.
/// </summary>
/// <param name="Candidates">By key.</param>
/// <param name="Limits">All of them must hold.</param>
public sealed record FundingProblem(
    ImmutableArray<Candidate> Candidates,
    ImmutableArray<Limit> Limits
)
{
    /// <summary>The name of the limit on what the whole set costs.</summary>
    public const string Budget = "budget";

    /// <summary>The name of the rule that an initiative is mandatory.</summary>
    public static string MustInclude(Key initiative) => $"must-include/{initiative}";

    /// <summary>The name of the rule that an initiative is kept: it is under way.</summary>
    public static string UnderWay(Key initiative) => $"under-way/{initiative}";

    /// <summary>The name of the rule that an initiative needs another.</summary>
    public static string Needs(Key initiative, Key other) => $"needs/{initiative}/{other}";

    /// <summary>The same within another budget, where one limits the whole.</summary>
    public FundingProblem Within(decimal budget) => this with
    {
        Limits = [.. Limits.Select(l => l.Constraint == Budget ? l with { Most = budget } : l)],
    };

    /// <summary>What a set is worth.</summary>
    public decimal ValueOf(IReadOnlySet<Key> chosen) =>
        Candidates.Where(c => chosen.Contains(c.Initiative)).Sum(c => c.Value ?? 0);

    /// <summary>Every rule a set breaks; none for a set that may be chosen.</summary>
    public IEnumerable<string> Breaches(IReadOnlySet<Key> chosen)
    {
        foreach (var candidate in Candidates)
            if (!chosen.Contains(candidate.Initiative))
            {
                if (candidate.Required)
                    yield return candidate.RequiredBy;
            }
            else
                foreach (var need in candidate.Needs)
                    if (!chosen.Contains(need))
                        yield return Needs(candidate.Initiative, need);
        foreach (var limit in Limits)
            if (!limit.Holds(limit.SumOf(chosen)))
                yield return limit.Constraint;
    }

    /// <summary>Every rule of the problem, by name.</summary>
    public IEnumerable<string> Rules() => Limits.Select(l => l.Constraint)
        .Concat(Candidates.Where(c => c.Required).Select(c => c.RequiredBy))
        .Concat(Candidates.SelectMany(c => c.Needs.Select(n => Needs(c.Initiative, n))));

    /// <summary>
    /// The set that funding in an order gives: mandatory ones first, then each that still fits with
    /// all it needs; what does not fit is skipped.
    /// </summary>
    /// <param name="order">Best first.</param>
    public ImmutableSortedSet<Key> InOrder(IEnumerable<Key> order)
    {
        var byKey = Candidates.ToImmutableSortedDictionary(c => c.Initiative, c => c);
        var chosen = ImmutableSortedSet<Key>.Empty;
        foreach (var required in Candidates.Where(c => c.Required))
            chosen = WithNeeds(required.Initiative, chosen, byKey);
        foreach (var key in order)
        {
            var more = WithNeeds(key, chosen, byKey);
            if (Limits.All(l => !(l.SumOf(more) > l.Most)))
                chosen = more;
        }
        return chosen;
    }

    private static ImmutableSortedSet<Key> WithNeeds(
        Key key, ImmutableSortedSet<Key> chosen, ImmutableSortedDictionary<Key, Candidate> byKey)
    {
        var open = new Stack<Key>([key]);
        while (open.TryPop(out var next))
            if (!chosen.Contains(next))
            {
                chosen = chosen.Add(next);
                foreach (var need in byKey[next].Needs)
                    open.Push(need);
            }
        return chosen;
    }
}
