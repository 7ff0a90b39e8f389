using PortfolioLedger.Core.Outcomes;

namespace PortfolioLedger.Core.Valuation;

/// <summary>
/// How far an outcome got from its baseline to its target:
/// <c>(actual − baseline) / (target − baseline)</c>, never clamped. Without a baseline, or with one
/// that equals the target, reaching the threshold is 1 and missing it 0; a range is reached inside.
/// </summary>
public static class OutcomeAttainment
{
    /// <summary>The attainment on a day; null when nothing was measured or no target is set.</summary>
    public static decimal? Of(Outcome outcome, DateOnly day) =>
        outcome.LatestOn(day) is { } latest && outcome.Target.At(day)?.Value is { } target
            ? Of(latest.Value, outcome.Baseline.At(day)?.Value.Value, target.Min, target.Max, outcome.Direction)
            : null;

    /// <summary>The attainment of a value.</summary>
    public static decimal? Of(decimal actual, decimal? baseline, decimal? min, decimal? max, Direction direction)
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
