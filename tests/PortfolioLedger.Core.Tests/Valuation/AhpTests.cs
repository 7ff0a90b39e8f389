using CsCheck;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Tests.Valuation;

/// <summary>Weights from pairwise comparisons, against published examples.</summary>
public sealed class AhpTests
{
    private const decimal Third = 1m / 3, Fifth = 1m / 5, Seventh = 1m / 7;

    /// <summary>Choosing a leader, criteria: experience, education, charisma, age.</summary>
    private static readonly ImmutableArray<ImmutableArray<decimal>> Leader =
    [
        [1, 4, 3, 7], [.25m, 1, Third, 3], [Third, 3, 1, 5], [Seventh, Third, Fifth, 1],
    ];

    [Fact]
    public void The_weights_are_the_principal_eigenvector()
    {
        var result = Ahp.Compute(Leader);

        Assert.Equal(
            [.5476m, .1266m, .2699m, .0559m],
            result.Weights.Select(w => Math.Round(w, 4))
        );
        Assert.Equal(4.1184m, Math.Round(result.Eigenvalue, 4));
        Assert.Equal(.0439m, Math.Round(result.ConsistencyRatio, 4));
        Assert.Equal(1, result.Weights.Sum());
    }

    /// <summary>Saaty's choice of a school (1980), known for its inconsistency.</summary>
    [Fact]
    public void Comparisons_that_contradict_each_other_show_in_the_ratio()
    {
        var result = Ahp.Compute(
        [
            [1, 4, 3, 1, 3, 4],
            [.25m, 1, 7, 3, Fifth, 1],
            [Third, Seventh, 1, Fifth, Fifth, 1m / 6],
            [1, Third, 5, 1, 1, Third],
            [Third, 5, 5, 1, 1, 3],
            [.25m, 1, 6, 3, Third, 1],
        ]);

        Assert.Equal(
            [.32m, .14m, .03m, .13m, .24m, .14m],
            result.Weights.Select(w => Math.Round(w, 2))
        );
        Assert.True(result.ConsistencyRatio > 2 * Ahp.MaxConsistencyRatio);
    }

    [Fact]
    public void Consistent_comparisons_give_their_ratios_back()
    {
        var result = Ahp.Compute([[1, 2, 6], [.5m, 1, 3], [1m / 6, Third, 1]]);

        Assert.Equal([.6m, .3m, .1m], result.Weights);
        Assert.Equal(3, result.Eigenvalue);
        Assert.Equal(0, result.ConsistencyIndex);
        Assert.Equal(0, result.ConsistencyRatio);
    }

    /// <summary>
    /// Saaty's (1980) consistency index of random comparisons, by how many things there are.
    /// </summary>
    [Theory]
    [InlineData(3, 0.58)]
    [InlineData(4, 0.90)]
    [InlineData(5, 1.12)]
    [InlineData(6, 1.24)]
    [InlineData(7, 1.32)]
    [InlineData(8, 1.41)]
    [InlineData(9, 1.45)]
    [InlineData(10, 1.49)]
    public void The_ratio_is_the_index_by_that_of_random_comparisons(int things, double random)
    {
        // All alike but for one pair, which contradicts the others.
        var result = Ahp.Compute([
            .. Enumerable
                .Range(0, things)
                .Select(i =>
                    Enumerable
                        .Range(0, things)
                        .Select(j =>
                            (i, j) switch
                            {
                                (0, 1) => 5m,
                                (1, 0) => .2m,
                                _ => 1m,
                            }
                        )
                        .ToImmutableArray()
                ),
        ]);

        Assert.True(result.ConsistencyIndex > 0);
        Assert.Equal((result.Eigenvalue - things) / (things - 1), result.ConsistencyIndex);
        Assert.Equal(
            Math.Round(result.ConsistencyIndex / (decimal)random, 12),
            result.ConsistencyRatio
        );
    }

    [Fact]
    public void One_or_two_things_are_always_consistent()
    {
        Assert.Equal([1m], Ahp.Compute([[1]]).Weights);
        Assert.Equal(0, Ahp.Compute([[1]]).ConsistencyIndex);

        var two = Ahp.Compute([[1, 4], [.25m, 1]]);
        Assert.Equal([.8m, .2m], two.Weights);
        Assert.Equal(0, two.ConsistencyRatio);
    }

    [Fact]
    public void A_rounded_reciprocal_is_taken_for_the_exact_one()
    {
        ImmutableArray<ImmutableArray<decimal>> rounded =
        [
            [1, 4, 3, 7], [.25m, 1, .33m, 3], [.33m, 3, 1, 5], [.14m, .33m, .2m, 1],
        ];

        Assert.Equal(Ahp.Compute(Leader).Weights, Ahp.Compute(rounded).Weights);
    }

    public static TheoryData<decimal[][], int, int> Faulty => new()
    {
        { [], -1, -1 },
        { [[1, 2], [.5m]], 1, -1 },
        { [[1, 2], [.4m, 1]], 1, 0 },
        { [[1, 0], [1, 1]], 0, 1 },
        { [[1, -2], [-.5m, 1]], 0, 1 },
        { [[2, 2], [.5m, 1]], 0, 0 },
        { [.. Enumerable.Repeat(Enumerable.Repeat(1m, 11).ToArray(), 11)], -1, -1 },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_matrix_that_compares_nothing_is_refused_at_its_place(
        decimal[][] rows,
        int row,
        int column
    )
    {
        ImmutableArray<ImmutableArray<decimal>> matrix =
        [
            .. rows.Select(r => r.ToImmutableArray()),
        ];

        var fault = Ahp.Fault(matrix);

        Assert.Equal((row, column), (fault!.Value.Row, fault.Value.Column));
        Assert.Throws<ArgumentException>(() => Ahp.Compute(matrix));
    }

    [Fact]
    public void Any_matrix_of_ratios_gives_the_shares_back() =>
        Gen.Int[1, 30].Array[1, Ahp.MaxThings].Sample(parts =>
        {
            var result = Ahp.Compute(
                [.. parts.Select(a => parts.Select(b => (decimal)a / b).ToImmutableArray())]);
            for (var i = 0; i < parts.Length; i++)
                Assert.Equal((decimal)parts[i] / parts.Sum(), result.Weights[i], 9);
            Assert.Equal(0, result.ConsistencyRatio, 9);
        });
}
