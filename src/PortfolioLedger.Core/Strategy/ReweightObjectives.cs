namespace PortfolioLedger.Core.Strategy;

/// <summary>How a set of weights was found; stored by name.</summary>
public enum WeightingMethod
{
    /// <summary>The board named them.</summary>
    Direct,
}

/// <summary>The board set the weights of all active strategic objectives.</summary>
public sealed record ObjectivesReweighted(
    ImmutableSortedDictionary<Key, decimal> Weights, WeightingMethod Method, Grounds Grounds)
    : IStrategyFact, IGrounded
{
    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects() =>
        [.. Weights.Keys.Select(key => new Subject(SubjectKind.Objective, key))];

    /// <inheritdoc/>
    public string Sentence(Book book) => "Weighted the objectives: " + string.Join(", ",
        Weights.Select(w => FormattableString.Invariant($"{book.ObjectiveName(w.Key)} {w.Value:P0}")));
}

/// <summary>Sets the weights: the whole set, one for each active strategic objective, sum 1.</summary>
public sealed record ReweightObjectives(
    ImmutableSortedDictionary<Key, Share> Weights, Grounds Grounds,
    WeightingMethod Method = WeightingMethod.Direct) : IDecision
{
    private const decimal Tolerance = 1e-9m;

    /// <inheritdoc/>
    public Verdict Decide(Book book, Caller caller) =>
        Weights.Keys.Select(key => RefuseInactive(book, key)).FirstOrDefault(r => r is not null)
            ?? RefuseIncomplete(book) ?? RefuseSum()
            ?? Verdict.Of(new ObjectivesReweighted(
                Weights.ToImmutableSortedDictionary(w => w.Key, w => w.Value.Value), Method, Grounds));

    private static Refusal? RefuseInactive(Book book, Key key) =>
        book.RefuseRetiredObjective(key)
        ?? (book.Strategy.ActiveOn(book.Day).Any(o => o.Key == key) ? null : new Refusal("objective-not-active",
            $"Only approved objectives of level strategic carry a weight; '{key}' is none.",
            new Subject(SubjectKind.Objective, key)));

    private Refusal? RefuseIncomplete(Book book)
    {
        var missing = book.Strategy.ActiveOn(book.Day).Select(o => o.Key).Where(key => !Weights.ContainsKey(key));
        return missing.Any() ? new Refusal("weights-not-one",
            "Give the whole set: a weight is missing for " + string.Join(", ", missing) + ".") : null;
    }

    private Refusal? RefuseSum()
    {
        var sum = Weights.Values.Sum(w => w.Value);
        return Math.Abs(sum - 1) <= Tolerance ? null : new Refusal("weights-not-one",
            FormattableString.Invariant($"The weights add up to {sum:0.############}, not to 1."));
    }
}
