using CsCheck;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Tests.Valuation;

public sealed class RankAgreementTests
{
    [Fact]
    public void Tau_b_takes_ties_on_either_side_into_account() =>
        Assert.Equal(
            -0.47140452m,
            Math.Round(
                RankAgreement.KendallTauB([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]).Value!.Value,
                8
            )
        );

    [Fact]
    public void Without_ties_tau_counts_pairs_in_agreement_against_pairs_in_disagreement() =>
        Assert.Equal(
            4m / 6,
            RankAgreement.KendallTauB([1, 2, 3, 4], [1, 3, 2, 4]).Value!.Value,
            12
        );

    /// <summary>IQ and hours of television a week: −29/165.</summary>
    [Fact]
    public void Spearman_correlates_ranks() =>
        Assert.Equal(-0.175757576m, Math.Round(RankAgreement.Spearman(
            [106, 100, 86, 101, 99, 103, 97, 113, 112, 110], [7, 27, 2, 50, 28, 29, 20, 12, 6, 17])
            .Value!.Value, 9));

    [Fact]
    public void In_Spearman_ties_share_the_mean_of_their_ranks() =>
        Assert.Equal(Math.Round((decimal)(4.5 / Math.Sqrt(4.5 * 5)), 12),
            RankAgreement.Spearman([1, 2, 2, 4], [1, 2, 3, 4]).Value);

    [Fact]
    public void A_side_that_orders_nothing_agrees_with_nothing()
    {
        Assert.Null(RankAgreement.KendallTauB([1, 1, 1], [1, 2, 3]).Value);
        Assert.Null(RankAgreement.Spearman([1, 2, 3], [5, 5, 5]).Value);
        Assert.Equal("one side gives all things the same value",
            RankAgreement.KendallTauB([1, 2, 3], [5, 5, 5]).Unknown);
    }

    [Fact]
    public void Fewer_than_two_things_or_different_things_do_not_compare()
    {
        Assert.Equal(
            "fewer than two things are ranked both times",
            RankAgreement.KendallTauB([1], [1]).Unknown
        );
        Assert.Equal(
            "fewer than two things are ranked both times",
            RankAgreement.Spearman([], []).Unknown
        );
        Assert.Equal(
            "the two orders are not of the same things",
            RankAgreement.KendallTauB([1, 2], [1, 2, 3]).Unknown
        );
    }

    [Fact]
    public void An_order_agrees_with_itself_and_disagrees_with_its_reverse() =>
        Gen.Int[-9, 9].Array[2, 40].Sample(values =>
        {
            decimal[] x = [.. values.Select(v => (decimal)v)], reversed = [.. x.Select(v => -v)];
            decimal? one = values.Distinct().Count() > 1 ? 1 : null;
            Assert.Equal(one, RankAgreement.KendallTauB(x, x).Value);
            Assert.Equal(-one, RankAgreement.KendallTauB(x, reversed).Value);
            Assert.Equal(one, RankAgreement.Spearman(x, x).Value);
        });
}
