namespace PortfolioLedger.Core.Valuation;

/// <summary>
/// Powers in decimals, the same on every machine; beyond their range they overflow.
/// </summary>
internal static class DecimalPower
{
    /// <summary>A whole, non-negative power, by squaring.</summary>
    public static decimal Raise(decimal value, int exponent)
    {
        var power = 1m;
        while (true)
        {
            if ((exponent & 1) == 1)
                power *= value;
            if ((exponent >>= 1) == 0)
                return power;
            value *= value;
        }
    }

    /// <summary>
    /// A root of a positive number: two steps of Newton double the digits of the binary one twice.
    /// </summary>
    public static decimal Root(decimal value, int degree)
    {
        if (degree == 1)
            return value;
        var root = (decimal)Math.Pow((double)value, 1.0 / degree);
        for (var step = 0; step < 2; step++)
            root += root * (value / Raise(root, degree) - 1) / degree;
        return root;
    }
}
