using System.Globalization;
using MathNet.Numerics.LinearAlgebra;

namespace PortfolioLedger.Core.Valuation;

/// <summary>What pairwise comparisons say.</summary>
/// <param name="Weights">In the order of the matrix; they add up to 1.</param>
/// <param name="Eigenvalue">The principal one, λmax; n when the comparisons are consistent.</param>
/// <param name="ConsistencyIndex"><c>(λmax − n) / (n − 1)</c>.</param>
/// <param name="ConsistencyRatio">
/// Index by that of random comparisons; 0 for two or fewer things.
/// </param>
public sealed record AhpResult(
    ImmutableArray<decimal> Weights,
    decimal Eigenvalue,
    decimal ConsistencyIndex,
    decimal ConsistencyRatio
);

/// <summary>
/// Analytic hierarchy process (Saaty 1980): weights from pairwise comparisons. Entry (i, j) says
/// how many times as important i is as j. The weights are the principal eigenvector, not the
/// geometric means, which differ when comparisons are inconsistent: the formula id says which.
/// </summary>
public static class Ahp
{
    /// <summary>Id and version of the formula.</summary>
    public const string Formula = "ahp-eigenvector/1";

    /// <summary>
    /// Comparisons with a greater consistency ratio contradict themselves too much.
    /// </summary>
    public const decimal MaxConsistencyRatio = 0.10m;

    /// <summary>
    /// The most things compared at once: as far as the random index is published.
    /// </summary>
    public const int MaxThings = 10;

    /// <summary>How far a_ij · a_ji may be from 1: people write 0.33 for a third.</summary>
    public const decimal ReciprocalTolerance = 0.02m;

    private const int Decimals = 12;

    /// <summary>Consistency indices of random matrices of 1, 2, 3 … things (Saaty 1980).</summary>
    private static readonly ImmutableArray<decimal> RandomIndex =
        [0, 0, .58m, .90m, 1.12m, 1.24m, 1.32m, 1.41m, 1.45m, 1.49m];

    /// <summary>What is wrong with a matrix, and where; null when it can be used.</summary>
    public static (int Row, int Column, string Detail)? Fault(
        ImmutableArray<ImmutableArray<decimal>> matrix
    )
    {
        var n = matrix.Length;
        if (n is 0 or > MaxThings)
            return (-1, -1, $"must compare 1 to {MaxThings} things");
        for (var i = 0; i < n; i++)
        {
            if (matrix[i].Length != n)
                return (i, -1, $"must have as many entries as the matrix has rows: {n}");
            for (var j = 0; j < n; j++)
                if (matrix[i][j] is < 0.001m or > 1000)
                    return (i, j, "must be positive: between 0.001 and 1000");
            for (var j = 0; j < i; j++)
                if (Math.Abs(matrix[i][j] * matrix[j][i] - 1) > ReciprocalTolerance)
                    return (
                        i,
                        j,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"must be the reciprocal of its counterpart {matrix[j][i]:0.####}: "
                                + $"{1 / matrix[j][i]:0.####}"
                        )
                    );
            if (matrix[i][i] != 1)
                return (i, i, "must be 1: everything is as important as itself");
        }
        return null;
    }

    /// <summary>
    /// Weights and consistency of a matrix without <see cref="Fault"/>. Of two counterparts the one
    /// of at least 1 is taken as said, the other as its exact reciprocal.
    /// </summary>
    public static AhpResult Compute(ImmutableArray<ImmutableArray<decimal>> matrix)
    {
        if (Fault(matrix) is var (_, _, detail))
            throw new ArgumentException(detail, nameof(matrix));
        var n = matrix.Length;
        var decomposition = Matrix<double>.Build
            .Dense(n, n, (i, j) => Exact(matrix, i, j)).Evd(Symmetricity.Asymmetric);
        // Perron: the greatest eigenvalue of a positive matrix is real, its vector has one sign.
        var principal = Enumerable.Range(0, n).MaxBy(k => decomposition.EigenValues[k].Real);
        var eigenvalue = Round(decomposition.EigenValues[principal].Real);
        var index = n == 1 ? 0 : Math.Max((eigenvalue - n) / (n - 1), 0);
        return new(
            Shares(decomposition.EigenVectors.Column(principal)), eigenvalue, index,
            n <= 2 ? 0 : Math.Round(index / RandomIndex[n - 1], Decimals));
    }

    private static double Exact(ImmutableArray<ImmutableArray<decimal>> matrix, int i, int j) =>
        matrix[i][j] >= 1 ? (double)matrix[i][j] : 1 / (double)matrix[j][i];

    /// <summary>
    /// Rounded shares; what rounding leaves over goes to the greatest, so that they add up.
    /// </summary>
    private static ImmutableArray<decimal> Shares(Vector<double> vector)
    {
        var shares = vector.Select(v => Round(v / vector.Sum())).ToArray();
        shares[Array.IndexOf(shares, shares.Max())] += 1 - shares.Sum();
        return [.. shares];
    }

    private static decimal Round(double value) => Math.Round((decimal)value, Decimals);
}
