namespace PortfolioLedger.Core.Views;

/// <summary>Sums and shares in which the unknown stays unknown.</summary>
internal static class Sums
{
    /// <summary>The sum of those that are known; null when none is.</summary>
    public static decimal? OfKnown(IEnumerable<decimal?> amounts)
    {
        decimal? sum = null;
        foreach (var amount in amounts)
            if (amount is { } known)
                sum = (sum ?? 0) + known;
        return sum;
    }

    /// <summary>A part of a whole; null when either is unknown or the whole is nothing.</summary>
    public static decimal? Share(decimal? part, decimal? whole) =>
        whole is > 0 ? part / whole : null;

    /// <summary>The middle of some numbers, between the two in the middle; null of none.</summary>
    public static decimal? Median(IEnumerable<int> numbers)
    {
        var sorted = numbers.Order().ToList();
        return sorted.Count == 0 ? null
            : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2m;
    }
}
