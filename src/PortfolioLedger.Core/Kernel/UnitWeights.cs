namespace PortfolioLedger.Core.Kernel;

/// <summary>
/// Weights that are a whole set: together they are 1, and nothing is scaled to make them so.
/// </summary>
public static class UnitWeights
{
    /// <summary>How far from 1 the sum may be, so that thirds can be written down.</summary>
    public const decimal Tolerance = 1e-9m;

    /// <summary>Why weights are no whole set; null when they are.</summary>
    /// <param name="what">How the sentence calls them, <c>The weights</c>.</param>
    /// <param name="weights">All of them.</param>
    /// <param name="about">Whose they are.</param>
    public static Refusal? RefuseSum(
        string what,
        IEnumerable<decimal> weights,
        Subject? about = null
    )
    {
        var sum = weights.Sum();
        return Math.Abs(sum - 1) <= Tolerance
            ? null
            : new(
                "weights-not-one",
                FormattableString.Invariant(
                    $"{what} add up to {StoredDecimal.Canonical(sum)}, not to 1"
                ) + "; give weights that do.",
                about
            );
    }
}
