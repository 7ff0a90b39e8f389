using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>The worked example: three objectives, three initiatives.</summary>
public sealed class AlignmentTests
{
    private readonly History _journal = Worked();

    internal static History Worked() => new History()
        .Record(Opened()).Record(Objective("o1")).Record(Objective("o2")).Record(Objective("o3"))
        .Record(Weights(("o1", .5m), ("o2", .3m), ("o3", .2m)))
        .Record(Initiative("a"), Initiative("b"), Initiative("c"))
        .Record(Budget("a", 600_000), Budget("b", 300_000), Budget("c", 100_000))
        .Record(Claim("a", "o1", Strength.Strong))
        .Record(Claim("b", "o1", Strength.Medium), Claim("b", "o2", Strength.Strong));

    [Fact]
    public void Each_initiative_scores_by_weight_contribution_and_confidence()
    {
        var view = Alignment.Compute(_journal.Book);

        Assert.Equal([50m, 46.667m, 0m], view.Items.Select(i => Math.Round(i.Score, 3)));
    }

    [Fact]
    public void The_portfolio_scores_the_mean_weighted_by_spend() =>
        Assert.Equal(44.0m, Math.Round(Alignment.Compute(_journal.Book).PortfolioScore!.Value, 12));

    [Fact]
    public void Spend_is_split_over_objectives_by_contribution()
    {
        var view = Alignment.Compute(_journal.Book);

        Assert.Equal([.675m, .225m, 0m], view.Objectives.Select(o => o.SpendShare));
        Assert.Equal(.1m, view.UnalignedShare);
    }

    [Fact]
    public void Strategic_fit_compares_spend_with_weights() =>
        Assert.Equal(72.5m, Alignment.Compute(_journal.Book).StrategicFit);

    [Fact]
    public void Points_say_what_each_objective_makes_of_a_score()
    {
        var b = Alignment.Compute(_journal.Book).Items[1];

        Assert.Equal([("o1", 3, 16.667m), ("o2", 9, 30m)], b.Contributions.Select(c =>
            (c.Objective.Value, c.Contribution, Math.Round(c.Points, 3))));
    }

    [Fact]
    public void Adding_an_initiative_never_moves_the_score_of_another()
    {
        var before = Alignment.Compute(_journal.Book).Items;
        _journal.Record(Initiative("d"), Budget("d", 9_000_000), Claim("d", "o3", Strength.Strong));

        Assert.Equal(before.Select(i => i.Score),
            Alignment.Compute(_journal.Book).Items.Take(3).Select(i => i.Score));
    }

    [Theory]
    [InlineData(Strength.Strong, 50)]
    [InlineData(Strength.None, 0)]
    public void Half_the_confidence_is_half_the_points(Strength strength, int inFull)
    {
        _journal.Record(Initiative("d"), Claim("d", "o1", strength, .5m));

        Assert.Equal(inFull / 2m, Alignment.Compute(_journal.Book).Items[3].Score);
    }

    [Fact]
    public void An_unstated_confidence_counts_in_full_and_is_a_gap()
    {
        _journal.Record(Initiative("d"), Claim("d", "o1", Strength.Strong, null));
        var view = Alignment.Compute(_journal.Book);

        Assert.Equal(50, view.Items[3].Score);
        Assert.Null(view.Items[3].Contributions[0].Confidence);
        Assert.Contains(view.Gaps, g =>
            g.Kind == "confidence-unstated" && g.Subject.Key.Value == "d"
        );
    }

    [Fact]
    public void Objectives_without_funded_work_and_spend_without_objective_are_gaps()
    {
        var gaps = Alignment.Compute(_journal.Book).Gaps;

        Assert.Contains(gaps, g =>
            g.Kind == "objective-without-funded-work" && g.Subject.Key.Value == "o3"
        );
        Assert.Contains(gaps, g =>
            g.Kind == "spend-without-objective" && g.Subject.Key.Value == "c"
        );
        Assert.Single(gaps, g => g.Kind == "objective-without-funded-work");
    }

    [Fact]
    public void A_department_that_works_on_an_objective_alone_is_a_gap()
    {
        _journal
            .Record(Initiative("d", "north"), Initiative("e", "north"), Initiative("f", "south"))
            .Record(Claim("d", "o2", Strength.Weak), Claim("f", "o2", Strength.Weak))
            .Record(Claim("e", "o3", Strength.Weak));
        var alone = Assert.Single(Alignment.Compute(_journal.Book).Gaps, g =>
            g.Kind == "department-alone"
        );

        Assert.Equal("north", alone.Subject.Key.Value);
        Assert.Contains("o3", alone.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_book_without_anything_has_an_alignment_without_figures()
    {
        var view = Alignment.Compute(new History().Book);

        Assert.Null(view.PortfolioScore);
        Assert.Null(view.StrategicFit);
        Assert.Null(view.UnalignedShare);
        Assert.Empty(view.Items);
        Assert.Empty(view.Gaps);
    }
}
