using CsCheck;
using PortfolioLedger.Core.Optimisation;

namespace PortfolioLedger.Core.Tests.Optimisation;

/// <summary>Decimals as whole numbers: exact, or said not to be and on the safe side.</summary>
public sealed class ScaledNumbersTests
{
    [Fact]
    public void The_scale_is_that_of_the_finest_number()
    {
        var scaled = ScaledNumbers.Scale([42.29875m, 5m, 1.50m], ScaledRounding.Nearest);

        Assert.Equal((5, true), (scaled.Digits, scaled.IsExact));
        Assert.Equal([4_229_875, 500_000, 150_000], scaled.Numbers);
        Assert.Equal(42.29875m, scaled.Unscale(4_229_875));
    }

    [Fact]
    public void A_third_loses_digits_and_says_so()
    {
        var scaled = ScaledNumbers.Scale([1m / 3, 2m / 3], ScaledRounding.Up);

        Assert.False(scaled.IsExact);
        Assert.True(scaled.Unscale(scaled.Numbers[0]) >= 1m / 3);
    }

    [Fact]
    public void Rounding_goes_where_it_is_asked_to_and_sums_stay_small_enough()
    {
        var numbers = Gen.Decimal[-1_000_000_000_000_000_000m, 1_000_000_000_000_000_000m].Array[
            1,
            20
        ];
        numbers.Sample(all =>
        {
            var up = ScaledNumbers.Scale(all, ScaledRounding.Up);
            var down = ScaledNumbers.Scale(all, ScaledRounding.Down);
            for (var i = 0; i < all.Length; i++)
            {
                Assert.True(up.Unscale(up.Numbers[i]) >= all[i]);
                Assert.True(down.Unscale(down.Numbers[i]) <= all[i]);
                if (up.IsExact)
                    Assert.Equal(all[i], up.Unscale(up.Numbers[i]));
            }
            Assert.True(
                up.Numbers.Sum(n => (decimal)Math.Abs(n)) <= 9_007_199_254_740_992m + all.Length
            );
        });
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(-1, -1)]
    public void What_is_too_small_for_the_scale_is_still_on_the_safe_side(int sign, int expected)
    {
        decimal[] numbers = [sign * 449e-28m, 900_000_000_000_000_000_000m];
        var scaled = ScaledNumbers.Scale(
            numbers,
            sign > 0 ? ScaledRounding.Up : ScaledRounding.Down
        );

        Assert.True(scaled.Digits < -2);
        Assert.Equal(expected, scaled.Numbers[0]);
    }

    [Fact]
    public void A_bound_beyond_all_sums_is_no_bound()
    {
        var scaled = ScaledNumbers.Scale([0.5m, 0.25m], ScaledRounding.Up);

        Assert.Equal(150, scaled.Bound(1.505m, ScaledRounding.Down));
        Assert.True(scaled.Bound(decimal.MaxValue, ScaledRounding.Down) > scaled.Numbers.Sum());
    }
}
