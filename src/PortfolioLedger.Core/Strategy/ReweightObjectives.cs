using System.Globalization;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Strategy;

/// <summary>How a set of weights was found; stored by name.</summary>
public enum WeightingMethod
{
    /// <summary>The board named them.</summary>
    Direct,
    /// <summary>
    /// The board compared objectives pair by pair, the ledger computed the weights.
    /// </summary>
    Ahp,
}

/// <summary>The board set the weights of all active strategic objectives.</summary>
/// <param name="Weights">
/// The whole set: one share for each active strategic objective, adding up to 1.
/// </param>
/// <param name="Method">How they were found.</param>
/// <param name="Grounds">Why.</param>
/// <param name="Matrix">
/// The comparisons as said, rows and columns in the order of the keys; by ahp only.
/// </param>
/// <param name="ConsistencyRatio">
/// How far the comparisons contradict each other; by ahp only.
/// </param>
/// <param name="Formula">Id and version of what computed the weights; by ahp only.</param>
public sealed record ObjectivesReweighted(
    ImmutableSortedDictionary<Key, decimal> Weights, WeightingMethod Method, Grounds Grounds,
    ImmutableArray<ImmutableArray<decimal>>? Matrix = null, decimal? ConsistencyRatio = null,
    string? Formula = null) : IStrategyFact, IGrounded, IReworded
{
    public ImmutableArray<Subject> Subjects() =>
        [.. Weights.Keys.Select(key => new Subject(SubjectKind.Objective, key))];

    public string Sentence(Book book) =>
        "Weighted the objectives: "
        + Prose.List(Weights.Select(w =>
            $"{book.ObjectiveName(w.Key)} {Prose.Percent(w.Value)}"))
        + (ConsistencyRatio is { } ratio
            ? $"; compared in pairs with a consistency ratio of {Prose.Number(ratio)}" : "");

    public string FormerSentence(Book book) =>
        "Weighted the objectives: "
        + string.Join(
            ", ",
            Weights.Select(w =>
                FormattableString.Invariant($"{book.ObjectiveName(w.Key)} {w.Value:P0}")
            )
        )
        + (
            ConsistencyRatio is { } ratio
                ? FormattableString.Invariant(
                    $"; compared in pairs with a consistency ratio of {ratio:0.00}"
                )
                : ""
        );

    public ICommand Reconstruct(DateOnly effectiveOn) => new ReweightObjectives(Weights, Grounds);

    /// <remarks>Exactly the active objectives are weighted.</remarks>
    public SubjectKind? RestsOnAll() => SubjectKind.Objective;
}

/// <summary>
/// Sets the weights: the whole set, one for each active strategic objective, sum 1. By ahp the
/// board compares them in pairs instead, and the ledger computes weights and consistency.
/// </summary>
/// <param name="Weights">By objective; not by ahp.</param>
/// <param name="Grounds">
/// Why; with override when comparisons contradict each other knowingly.
/// </param>
/// <param name="Method">How they are found.</param>
/// <param name="Matrix">Entry (i, j): how many times as important i is as j; by ahp only.</param>
/// <param name="Objectives">The order of rows and columns; that of the keys if absent.</param>
public sealed record ReweightObjectives(
    ImmutableSortedDictionary<Key, decimal>? Weights,
    Grounds Grounds,
    WeightingMethod Method = WeightingMethod.Direct,
    ImmutableArray<ImmutableArray<decimal>>? Matrix = null,
    ImmutableArray<Key>? Objectives = null
) : IDecision, IChecked
{
    public IEnumerable<FieldFault> Faults() =>
        Method == WeightingMethod.Ahp ? ComparisonFaults()
        : Weights is null
            ? [new("/weights", "is needed: one share for each active strategic objective")]
        : Matrix is not null ? [new("/matrix", "belongs to the method ahp")]
        : Objectives is not null ? [new("/objectives", "belongs to the method ahp")]
        : Weights
            .Where(w => w.Value < 0)
            .Select(w => new FieldFault($"/weights/{w.Key}", "must not be negative"));

    public Verdict Decide(Book book, Caller caller) => Method == WeightingMethod.Ahp
        ? Compared(book)
        : RefuseOthers(book, Weights!.Keys) ?? UnitWeights.RefuseSum("The weights", Weights.Values)
            ?? Verdict.Accept(new ObjectivesReweighted(Weights, Method, Grounds));

    private IEnumerable<FieldFault> ComparisonFaults()
    {
        if (Weights is not null)
            yield return new("/weights", "is computed from the matrix; leave it out");
        if (Matrix is not { } matrix)
            yield return new("/matrix", "is needed: one row for each active strategic objective");
        else if (Ahp.Fault(matrix) is var (row, column, detail))
            yield return new(
                "/matrix" + (row < 0 ? "" : $"/{row}") + (column < 0 ? "" : $"/{column}"),
                detail
            );
        else if (
            Objectives is { } order
            && (order.Length != matrix.Length || order.Distinct().Count() != order.Length)
        )
            yield return new(
                "/objectives",
                $"must name {matrix.Length} objectives, one for each row"
            );
    }

    private Verdict Compared(Book book)
    {
        var order = Objectives ?? [.. book.Strategy.ActiveOn(book.Day).Select(o => o.Key)];
        if (order.Length != Matrix!.Value.Length)
            return new Refusal(
                "weights-not-one",
                $"The matrix compares {Matrix.Value.Length} objectives, "
                    + $"but {order.Length} are active; compare "
                    + $"{Prose.List(order.Select(o => o.Value))}."
            );
        if (RefuseOthers(book, order) is { } refusal)
            return refusal;
        var sorted = order
            .Select((key, index) => (key, index))
            .OrderBy(o => o.key)
            .ToImmutableArray();
        var matrix = sorted
            .Select(r => sorted.Select(c => Matrix.Value[r.index][c.index]).ToImmutableArray())
            .ToImmutableArray();
        var result = Ahp.Compute(matrix);
        return RefuseInconsistent(result.ConsistencyRatio)
            ?? Verdict.Accept(
                new ObjectivesReweighted(
                    sorted
                        .Select((o, i) => (o.key, Weight: result.Weights[i]))
                        .ToImmutableSortedDictionary(w => w.key, w => w.Weight),
                    Method,
                    Grounds,
                    matrix,
                    result.ConsistencyRatio,
                    Ahp.Formula
                )
            );
    }

    private Verdict? RefuseInconsistent(decimal ratio) =>
        ratio <= Ahp.MaxConsistencyRatio || Grounds.Override == true
            ? null
            : Verdict.Refuse(
                new Refusal(
                    "ahp-inconsistent",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The comparisons contradict each other: "
                            + $"their consistency ratio is {ratio:0.0000}, more than "
                    )
                        + FormattableString.Invariant(
                            $"{Ahp.MaxConsistencyRatio:0.00}; compare again, or set "
                        )
                        + "grounds.override and say in the rationale why they stand."
                )
            );

    /// <summary>Refuses any other set than exactly the active strategic objectives.</summary>
    private static Refusal? RefuseOthers(Book book, IEnumerable<Key> keys)
    {
        var given = keys.ToImmutableSortedSet();
        var missing = book
            .Strategy.ActiveOn(book.Day)
            .Select(o => o.Key)
            .Where(key => !given.Contains(key));
        return given.Select(key => RefuseInactive(book, key)).FirstOrDefault(r => r is not null)
            ?? (
                missing.Any()
                    ? new Refusal(
                        "weights-not-one",
                        "Give the whole set: a weight is missing for "
                            + $"{Prose.List(missing.Select(k => k.Value))}."
                    )
                    : null
            );
    }

    private static Refusal? RefuseInactive(Book book, Key key) =>
        book.RefuseRetiredObjective(key)
        ?? (
            book.Strategy.ActiveOn(book.Day).Any(o => o.Key == key)
                ? null
                : new Refusal(
                    "objective-not-active",
                    $"Only approved objectives of level strategic carry a weight; leave '{key}' "
                        + "out.",
                    new Subject(SubjectKind.Objective, key)
                )
        );
}
