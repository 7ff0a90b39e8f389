namespace PortfolioLedger.Core.Valuation;

/// <summary>Which way is better; stored by name.</summary>
public enum Direction
{
    /// <summary>More is better.</summary>
    Increase,
    /// <summary>Less is better.</summary>
    Decrease,
    /// <summary>Within bounds is good.</summary>
    Range,
}

/// <summary>
/// How far an outcome got from its baseline to its target:
/// <c>(actual − baseline) / (target − baseline)</c>, never clamped. Without a baseline, or with one
/// that equals the target, reaching the threshold is 1 and missing it 0; a range is reached inside.
/// </summary>
public static class OutcomeAttainment
{
    /// <summary>The attainment of a value.</summary>
    public static decimal? Compute(
        decimal actual,
        decimal? baseline,
        decimal? min,
        decimal? max,
        Direction direction
    )
    {
        var goal = direction switch
        {
            Direction.Increase => min,
            Direction.Decrease => max,
            Direction.Range => null,
            _ => throw Enumeration<Direction>.Undeclared(direction),
        };
        if (goal is { } target && baseline is { } start && start != target)
            return (actual - start) / (target - start);
        return (min is null || actual >= min) && (max is null || actual <= max) ? 1 : 0;
    }
}
