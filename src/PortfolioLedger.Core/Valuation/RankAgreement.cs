using MathNet.Numerics.Statistics;

namespace PortfolioLedger.Core.Valuation;

/// <summary>
/// How far two orders of the same things agree, from −1 (reversed) to 1 (the same). Only for things
/// ranked both times; unknown when one side does not order them at all.
/// </summary>
public static class RankAgreement
{
    /// <summary>
    /// Kendall's rank correlation with ties (Kendall 1945):
    /// <c>τ_b = (P − Q) / √((P + Q + T)(P + Q + U))</c> over all pairs: P concordant, Q discordant,
    /// T tied in x alone, U tied in y alone.
    /// </summary>
    public static Metric KendallTauB(ReadOnlySpan<decimal> x, ReadOnlySpan<decimal> y)
    {
        var metric = Metric.Start(
            "kendall-tau-b/1",
            "correlation",
            new("x", [.. x]),
            new("y", [.. y])
        );
        if (Incomparable(x, y) is { } reason)
            return metric.IsUnknown(reason);
        int[] first = DenseRanks(x), second = DenseRanks(y);
        long concordant = 0, discordant = 0, tiedFirst = 0, tiedSecond = 0;
        for (var i = 0; i < first.Length; i++)
            for (var j = i + 1; j < first.Length; j++)
            {
                var (a, b) = (first[i].CompareTo(first[j]), second[i].CompareTo(second[j]));
                if (a * b > 0)
                    concordant++;
                else if (a * b < 0)
                    discordant++;
                else if (b != 0)
                    tiedFirst++;
                else if (a != 0)
                    tiedSecond++;
            }
        var untied = concordant + discordant;
        return metric.Is((decimal)((concordant - discordant)
            / Math.Sqrt((double)(untied + tiedFirst) * (untied + tiedSecond))));
    }

    /// <summary>
    /// Spearman's rank correlation (Spearman 1904): Pearson's correlation of the ranks, tied ones
    /// sharing the mean of theirs.
    /// </summary>
    public static Metric Spearman(ReadOnlySpan<decimal> x, ReadOnlySpan<decimal> y)
    {
        var metric = Metric.Start("spearman/1", "correlation", new("x", [.. x]), new("y", [.. y]));
        return Incomparable(x, y) is { } reason
            ? metric.IsUnknown(reason)
            : metric.Is(
                Math.Round(
                    (decimal)
                        Correlation.Spearman(
                            DenseRanks(x).Select(rank => (double)rank),
                            DenseRanks(y).Select(rank => (double)rank)
                        ),
                    12
                )
            );
    }

    private static string? Incomparable(ReadOnlySpan<decimal> x, ReadOnlySpan<decimal> y) =>
        x.Length != y.Length ? "the two orders are not of the same things"
        : x.Length < 2 ? "fewer than two things are ranked both times"
        : IsConstant(x) || IsConstant(y) ? "one side gives all things the same value"
        : null;

    private static bool IsConstant(ReadOnlySpan<decimal> values)
    {
        foreach (var value in values)
            if (value != values[0])
                return false;
        return true;
    }

    /// <summary>The order alone: 0 for the least value, equal values share a rank.</summary>
    private static int[] DenseRanks(ReadOnlySpan<decimal> values)
    {
        var distinct = values.ToArray().Distinct().Order().ToArray();
        var ranks = new int[values.Length];
        for (var i = 0; i < ranks.Length; i++)
            ranks[i] = Array.BinarySearch(distinct, values[i]);
        return ranks;
    }
}
