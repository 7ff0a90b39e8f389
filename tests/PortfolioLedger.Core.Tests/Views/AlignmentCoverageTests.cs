using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>What counts in an alignment, and with what weight and money.</summary>
public sealed class AlignmentCoverageTests
{
    private readonly History _journal = AlignmentTests.Worked();

    private Alignment View => Alignment.Compute(_journal.Book);

    private AlignedInitiative Item(string key) => View.Items.Single(i => i.Initiative.Value == key);

    [Theory]
    [InlineData(Stage.Submitted, true)]
    [InlineData(Stage.Approved, true)]
    [InlineData(Stage.Deferred, true)]
    [InlineData(Stage.Active, true)]
    [InlineData(Stage.Paused, true)]
    [InlineData(Stage.Rejected, false)]
    [InlineData(Stage.Killed, false)]
    [InlineData(Stage.Completed, false)]
    [InlineData(Stage.Merged, false)]
    [InlineData(Stage.Closed, false)]
    public void Ended_initiatives_do_not_count(Stage stage, bool counts)
    {
        _journal.Record(StageReached("a", stage));

        Assert.Equal(counts, View.Items.Any(i => i.Initiative.Value == "a"));
        Assert.Contains(View.Items, i => i.Initiative.Value == "b");
    }

    [Fact]
    public void Asked_stages_replace_the_ones_that_count()
    {
        _journal.Record(StageReached("a", Stage.Completed));
        var view = Alignment.Compute(_journal.Book, stages: [Stage.Completed]);

        Assert.Equal(["a"], view.Items.Select(i => i.Initiative.Value));
    }

    [Fact]
    public void No_claim_is_zero_and_unaligned_not_unknown()
    {
        Assert.Equal(0, Item("c").Score);
        Assert.Equal(.1m, View.UnalignedShare);
    }

    [Theory]
    [InlineData(ObjectiveLevel.Mission)]
    [InlineData(ObjectiveLevel.Vision)]
    [InlineData(ObjectiveLevel.Operational)]
    public void Only_strategic_objectives_carry_weight(ObjectiveLevel level)
    {
        _journal.Record(Objective("other", level)).Record(Claim("c", "other", Strength.Strong));

        Assert.DoesNotContain(View.Objectives, o => o.Objective.Value == "other");
        Assert.Equal(0, Item("c").Score);
        Assert.Equal(.1m, View.UnalignedShare);
    }

    [Fact]
    public void An_objective_that_is_only_proposed_does_not_count()
    {
        _journal.Record(Proposed("o4")).Record(Claim("c", "o4", Strength.Strong));

        Assert.DoesNotContain(View.Objectives, o => o.Objective.Value == "o4");
        Assert.Equal(.1m, View.UnalignedShare);
    }

    [Fact]
    public void An_operational_objective_counts_through_its_parent()
    {
        _journal.Record(Proposed("op", ObjectiveLevel.Operational, "o2"))
            .Record(Proposed("sub", ObjectiveLevel.Operational, "op"))
            .Record(Claim("c", "sub", Strength.Strong));

        Assert.Equal(30, Item("c").Score);
        Assert.Equal("o2", Item("c").Contributions.Single().Objective.Value);
        Assert.Equal(0, View.UnalignedShare);
    }

    [Fact]
    public void Of_several_claims_for_one_objective_the_strongest_counts()
    {
        _journal.Record(Proposed("op", ObjectiveLevel.Operational, "o1"))
            .Record(Claim("c", "op", Strength.Medium), Claim("c", "o1", Strength.Strong));

        Assert.Equal(50, Item("c").Score);
    }

    [Fact]
    public void An_objective_approved_after_the_last_weighting_weighs_nothing_and_is_a_gap()
    {
        _journal.Record(Objective("o4")).Record(Claim("c", "o4", Strength.Strong));

        Assert.Equal(0, View.Objectives.Single(o => o.Objective.Value == "o4").Weight);
        Assert.Equal(0, Item("c").Score);
        Assert.Contains(View.Gaps, g =>
            g.Kind == "objective-without-weight" && g.Subject.Key.Value == "o4"
        );
    }

    [Fact]
    public void After_a_retirement_weights_stay_and_the_missing_share_is_shown()
    {
        _journal.Record(Retired("o2"));

        Assert.Equal(
            [("o1", .5m), ("o3", .2m)],
            View.Objectives.Select(o => (o.Objective.Value, o.Weight))
        );
        Assert.Equal(.3m, View.MissingWeight);
        Assert.Contains(View.Gaps, g => g.Kind == "weight-missing");
    }

    [Fact]
    public void A_claim_on_a_retired_objective_no_longer_scores()
    {
        _journal.Record(Retired("o2"));

        Assert.Equal(16.667m, Math.Round(Item("b").Score, 3));
        Assert.Equal(["o1"], Item("b").Contributions.Select(c => c.Objective.Value));
        Assert.Equal(.9m, View.Objectives[0].SpendShare);
    }

    [Fact]
    public void The_next_weighting_ends_the_missing_share()
    {
        _journal.Record(Retired("o2"), Weights(("o1", .6m), ("o3", .4m)));

        Assert.Equal(0, View.MissingWeight);
        Assert.DoesNotContain(View.Gaps, g => g.Kind == "weight-missing");
        Assert.Equal(60, Item("a").Score);
    }

    [Fact]
    public void Spend_is_the_approved_budget_over_all_periods()
    {
        _journal.Record(Budget("a", 50_000, "2027"));

        Assert.Equal(650_000, Item("a").Spend);
    }

    [Fact]
    public void Without_an_approved_budget_spend_is_unknown_left_out_and_a_gap()
    {
        var before = View;
        _journal.Record(Initiative("d"), Claim("d", "o3", Strength.Strong));

        Assert.Null(Item("d").Spend);
        Assert.Equal(before.PortfolioScore, View.PortfolioScore);
        Assert.Equal(before.StrategicFit, View.StrategicFit);
        Assert.Contains(View.Gaps, g => g.Kind == "budget-unknown" && g.Subject.Key.Value == "d");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-500_000)]
    public void Zero_and_negative_budgets_weigh_nothing(int amount)
    {
        var before = View;
        _journal.Record(Initiative("d"), Budget("d", amount), Claim("d", "o3", Strength.Strong));

        Assert.Equal(amount, Item("d").Spend);
        Assert.Equal(before.PortfolioScore, View.PortfolioScore);
        Assert.Equal(before.UnalignedShare, View.UnalignedShare);
        Assert.DoesNotContain(View.Gaps, g => g.Kind == "budget-unknown");
    }

    [Fact]
    public void On_the_basis_of_spend_recorded_money_weighs()
    {
        _journal.Record(Spend("a", 30_000), Spend("c", 10_000));
        var view = Alignment.Compute(_journal.Book, SpendBasis.Spend);

        Assert.Equal([30_000m, null, 10_000m], view.Items.Select(i => i.Spend));
        Assert.Equal(37.5m, view.PortfolioScore);
        Assert.Equal(.25m, view.UnalignedShare);
    }

    [Fact]
    public void A_withdrawn_claim_counts_no_more()
    {
        _journal.Record(new ContributionWithdrawn(Key.Parse("a"), Key.Parse("o1"), Why));

        Assert.Equal(0, Item("a").Score);
        Assert.Empty(Item("a").Contributions);
    }
}
