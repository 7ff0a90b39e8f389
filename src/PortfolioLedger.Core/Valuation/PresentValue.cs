using MathNet.Numerics.RootFinding;

namespace PortfolioLedger.Core.Valuation;

/// <summary>A zero of a present value.</summary>
/// <param name="LogFactor">Logarithm of the yearly discount factor, <c>−ln(1 + r)</c>.</param>
/// <param name="Touches">The value touches zero there: a multiple root.</param>
internal readonly record struct Root(double LogFactor, bool Touches);

/// <summary>
/// A present value as a function of the logarithm of the discount factor, <c>f(x) = Σ
/// c·e^(t·x)</c>. Multiplied with e^(−α·x), α between two times where the sign changes, its
/// derivative changes sign once less (Laguerre): so the zeros of derivatives part the line into
/// stretches on which f is monotone, and no zero is missed.
/// </summary>
internal sealed class PresentValue(ImmutableArray<(double Amount, double Time)> terms)
{
    /// <summary>
    /// So close to zero, against the sum of magnitudes, that only rounding is left.
    /// </summary>
    private const double Zero = 1e-12;

    private const double Accuracy = 1e-14;

    /// <summary>How often amounts change sign in the order of their times.</summary>
    public int SignChanges => Changes().Count();

    /// <summary>All zeros, ascending.</summary>
    public ImmutableArray<Root> Roots()
    {
        if (Changes().Select(i => (int?)i).FirstOrDefault() is not { } change)
            return [];
        var between = (terms[change].Time + terms[change - 1].Time) / 2;
        var turns = new PresentValue([
            .. terms.Select(t => (t.Amount * (t.Time - between), t.Time - between)),
        ])
            .Roots()
            .Select(r => r.LogFactor)
            .ToList();
        var found = ImmutableArray.CreateBuilder<Root>();
        for (var i = 0; i <= turns.Count; i++)
        {
            var (from, to) = (
                i == 0 ? First(turns) : turns[i - 1],
                i == turns.Count ? Last(turns) : turns[i]
            );
            if (SignAt(from) * SignAt(to) < 0)
                found.Add(new(Brent.FindRoot(At, from, to, Accuracy, 200), false));
            if (i < turns.Count && SignAt(turns[i]) == 0)
                found.Add(new(turns[i], true));
        }
        return found.ToImmutable();
    }

    /// <summary>Left of all turns and far enough that the earliest term decides.</summary>
    private double First(List<double> turns) =>
        FarFrom(turns.FirstOrDefault(), -1, Math.Sign(terms[0].Amount));

    /// <summary>Right of all turns and far enough that the latest term decides.</summary>
    private double Last(List<double> turns) =>
        FarFrom(turns.LastOrDefault(), 1, Math.Sign(terms[^1].Amount));

    private double FarFrom(double x, double step, int sign)
    {
        do
        {
            x += step;
            step *= 2;
        }
        while (SignAt(x) != sign);
        return x;
    }

    private int SignAt(double x)
    {
        var scale = Scale(x);
        var magnitude = terms.Sum(t => Math.Abs(t.Amount) * Math.Exp(t.Time * x - scale));
        var value = At(x);
        return Math.Abs(value) <= Zero * magnitude ? 0 : Math.Sign(value);
    }

    /// <summary>The value, scaled by a positive number so that it cannot overflow.</summary>
    private double At(double x)
    {
        var scale = Scale(x);
        return terms.Sum(t => t.Amount * Math.Exp(t.Time * x - scale));
    }

    private double Scale(double x) => Math.Max(terms[0].Time * x, terms[^1].Time * x);

    private IEnumerable<int> Changes() =>
        Enumerable
            .Range(1, Math.Max(terms.Length - 1, 0))
            .Where(i => terms[i - 1].Amount * terms[i].Amount < 0);
}
