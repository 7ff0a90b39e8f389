namespace PortfolioLedger.Core.Explanation;

/// <summary>
/// Shares out a change among its causes independently of their order: each cause gets the mean of
/// what it adds over all orders in which the causes could have come (Shapley 1953).
/// </summary>
internal static class ShapleyValues
{
    /// <summary>More causes than this are not shared out: the work doubles with each.</summary>
    public const int MaxCauses = 8;

    /// <summary>
    /// The share of each of <paramref name="causes"/> causes; null when some combination has no
    /// value. Shares are rounded on the grid, and add up to <c>all − none</c> on it exactly.
    /// </summary>
    /// <param name="causes">How many there are.</param>
    /// <param name="valueOf">The value with the causes whose bits are set.</param>
    /// <param name="digits">The grid.</param>
    public static ImmutableArray<decimal>? Compute(
        int causes,
        Func<int, decimal?> valueOf,
        ScoreDigits digits
    )
    {
        var values = new decimal[1 << causes];
        for (var set = 0; set < values.Length; set++)
            if (valueOf(set) is { } value)
                values[set] = digits.Round(value);
            else
                return null;
        // In units of 1/n!, so that nothing is divided before the end.
        var shares = new decimal[causes];
        for (var set = 0; set < values.Length; set++)
        {
            var others = Factorial(int.PopCount(set)) * Factorial(causes - int.PopCount(set) - 1);
            for (var cause = 0; cause < causes; cause++)
                if ((set & (1 << cause)) == 0)
                    shares[cause] += others * (values[set | (1 << cause)] - values[set]);
        }
        for (var cause = 0; cause < causes; cause++)
            shares[cause] = digits.Round(shares[cause] / Factorial(causes));
        if (causes > 0)
            // What rounding left over goes where it weighs least.
            shares[IndexOfLargest(shares)] += values[^1] - values[0] - shares.Sum();
        return [.. shares];
    }

    private static int IndexOfLargest(decimal[] shares)
    {
        var largest = 0;
        for (var i = 1; i < shares.Length; i++)
            if (Math.Abs(shares[i]) > Math.Abs(shares[largest]))
                largest = i;
        return largest;
    }

    private static long Factorial(int n) => n <= 1 ? 1 : n * Factorial(n - 1);
}
