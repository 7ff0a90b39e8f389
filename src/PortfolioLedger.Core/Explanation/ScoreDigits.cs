namespace PortfolioLedger.Core.Explanation;

/// <summary>
/// Rounds the scores of one explanation to a common last digit, so that their differences are
/// exact, need no more than the 15 digits that views show, and add up digit by digit.
/// </summary>
internal readonly struct ScoreDigits
{
    /// <summary>What views show of a number, see <see cref="Views.ViewJson"/>.</summary>
    private const int Shown = 15;

    private readonly int _decimals;
    private readonly decimal _unit;

    private ScoreDigits(int whole)
    {
        _decimals = Math.Clamp(Shown - whole, 0, Shown);
        _unit = Power(Math.Max(whole - Shown, 0));
    }

    /// <summary>For scores, and differences, of these sizes.</summary>
    public static ScoreDigits For(IEnumerable<decimal> scores)
    {
        decimal least = 0, greatest = 0;
        foreach (var score in scores)
            (least, greatest) = (Math.Min(least, score), Math.Max(greatest, score));
        var whole = 0;
        // The greatest difference there can be between two of them.
        for (var reach = Math.Truncate(greatest) - Math.Truncate(least); reach >= 1; reach /= 10)
            whole++;
        return new(whole);
    }

    /// <summary>A score on the common grid, half to even.</summary>
    public decimal Round(decimal score) => _unit > 1
        ? Math.Round(score / _unit, MidpointRounding.ToEven) * _unit
        : Math.Round(score, _decimals, MidpointRounding.ToEven);

    private static decimal Power(int exponent)
    {
        var power = 1m;
        for (var i = 0; i < exponent; i++)
            power *= 10;
        return power;
    }
}
