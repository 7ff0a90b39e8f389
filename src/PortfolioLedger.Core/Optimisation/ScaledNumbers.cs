namespace PortfolioLedger.Core.Optimisation;

/// <summary>How decimals that lose digits in scaling are rounded.</summary>
public enum ScaledRounding
{
    /// <summary>To the nearest, half to even.</summary>
    Nearest,
    /// <summary>Down.</summary>
    Down,
    /// <summary>Up.</summary>
    Up,
}

/// <summary>
/// Decimals as whole numbers for a solver: each times <c>10^Digits</c>. Exact unless so many digits
/// would make the sum too large for it; then fewer are kept, and <see cref="IsExact"/> says so.
/// </summary>
/// <param name="Digits">Behind the decimal point.</param>
/// <param name="IsExact">No digit was lost.</param>
/// <param name="Numbers">In the order of the decimals.</param>
public sealed record ScaledNumbers(int Digits, bool IsExact, ImmutableArray<long> Numbers)
{
    /// <summary>
    /// Sums stay below this: a solver's floating-point bounds are exact up to there.
    /// </summary>
    private const decimal MaxExactInteger = 9_007_199_254_740_992m;

    /// <summary>Scales numbers.</summary>
    public static ScaledNumbers Scale(IReadOnlyList<decimal> numbers, ScaledRounding rounding)
    {
        var digits = numbers.Count == 0 ? 0 : numbers.Max(DigitsOf);
        var sum = numbers.Sum(Math.Abs);
        var kept = digits;
        while (
            sum > MaxExactInteger / Power(Math.Max(kept, 0)) * Power(Math.Max(-kept, 0))
            && kept > -12
        )
            kept--;
        return new(kept, kept == digits, [.. numbers.Select(n => Scale(n, kept, rounding))]);
    }

    /// <summary>A bound of the same scale.</summary>
    public long Bound(decimal bound, ScaledRounding rounding) =>
        bound >= MaxExactInteger / Power(Math.Max(Digits, 0)) * Power(Math.Max(-Digits, 0))
            ? (long)MaxExactInteger : Scale(bound, Digits, rounding);

    /// <summary>What a scaled number stands for.</summary>
    public decimal Unscale(decimal scaled) =>
        Digits >= 0 ? scaled / Power(Digits) : scaled * Power(-Digits);

    private static long Scale(decimal number, int digits, ScaledRounding rounding)
    {
        var (whole, rest) = digits >= 0 ? Times(number, digits) : By(number, Power(-digits));
        return (long)(rounding switch
        {
            ScaledRounding.Up => whole + Math.Ceiling(rest),
            ScaledRounding.Down => whole + Math.Floor(rest),
            ScaledRounding.Nearest => Math.Round(whole + rest, MidpointRounding.ToEven),
            _ => throw Enumeration<ScaledRounding>.Undeclared(rounding),
        });
    }

    /// <summary>Whole and fraction apart, so that no digit is lost on the way.</summary>
    private static (decimal Whole, decimal Left) Times(decimal number, int digits)
    {
        var whole = Math.Truncate(number);
        return (whole * Power(digits), (number - whole) * Power(digits));
    }

    /// <summary>
    /// The same for a division; what is left of it may be too small for a quotient.
    /// </summary>
    private static (decimal Whole, decimal Left) By(decimal number, decimal power)
    {
        var left = number % power;
        var rest = left / power;
        return ((number - left) / power, rest == 0 ? Math.Sign(left) * 1e-28m : rest);
    }

    private static int DigitsOf(decimal number)
    {
        var digits = (int)number.Scale;
        while (digits > 0 && decimal.Round(number, digits - 1) == number)
            digits--;
        return digits;
    }

    private static decimal Power(int digits)
    {
        var power = 1m;
        for (var i = 0; i < digits; i++)
            power *= 10;
        return power;
    }
}
