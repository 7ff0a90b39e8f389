using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>Benefits of outcome x through the initiatives a and b.</summary>
public sealed class BenefitsTests
{
    internal static History Worked() => new History().Record(Opened())
        .Record(Initiative("a"), Initiative("b")).Record(Outcome("x"));

    internal static BenefitPlanned Plan(
        string? initiative,
        string period,
        decimal amount,
        BenefitKind kind = BenefitKind.Benefit,
        BenefitClass? @class = BenefitClass.Cashable
    ) =>
        new(
            Key.Parse("x"),
            initiative is null ? null : Key.Parse(initiative),
            period,
            kind,
            @class,
            "maria",
            Usd(amount)
        );

    internal static BenefitRealised Came(
        string? initiative, string period, decimal amount, BenefitKind kind = BenefitKind.Benefit,
        BenefitClass? @class = BenefitClass.Cashable) => new(Key.Parse("x"),
        initiative is null ? null : Key.Parse(initiative), period, kind, @class, null, Usd(amount));

    private static BenefitSummary Of(
        History journal,
        string? initiative,
        string day = "2027-06-30"
    ) => Benefits.Compute(journal.AsOf(day)).Items.Single(i => i.Initiative?.Value == initiative);

    /// <summary>The published example: 300k of 400k to date, plan 1.2M.</summary>
    private static History Published() => Worked().On("2026-06-30").Record(
        Plan("a", "2025", 400_000), Plan("a", "2026", 500_000), Plan("a", "2027", 300_000),
        Came("a", "2025", 300_000));

    [Fact]
    public void Realisation_to_date_and_in_total_is_that_of_the_published_example()
    {
        var a = Of(Published(), "a", "2026-06-30");

        Assert.Equal((.75m, .25m), (a.RealisationToDate, a.Realisation));
        Assert.Equal((400_000m, 1_200_000m), (a.PlannedToDate, a.Planned));
        Assert.Equal((300_000m, 300_000m), (a.RealisedToDate, a.Realised));
    }

    [Fact]
    public void What_comes_early_counts_only_in_total()
    {
        var a = Of(Published().Record(Came("a", "2026", 100_000)), "a", "2026-06-30");

        Assert.Equal(
            (300_000m, 400_000m, .75m),
            (a.RealisedToDate, a.Realised, a.RealisationToDate)
        );
    }

    [Fact]
    public void Both_baselines_are_judged()
    {
        var a = Of(Worked().Record(Plan("a", "2026", 400)).Record(StageReached("a", Stage.Approved))
            .Record(Plan("a", "2026", 200), Came("a", "2026", 100)), "a");

        Assert.Equal((400m, 200m), (a.Approved, a.Planned));
        Assert.Equal((.25m, .5m), (a.RealisationOfApproved, a.Realisation));
        Assert.Equal((.25m, .5m), (a.RealisationOfApprovedToDate, a.RealisationToDate));
    }

    [Fact]
    public void What_nobody_approved_has_no_approved_baseline()
    {
        var a = Of(Worked().Record(Plan("a", "2026", 400), Came("a", "2026", 100)), "a");

        Assert.Equal((null, null, .25m), (a.Approved, a.RealisationOfApproved, a.Realisation));
    }

    [Fact]
    public void Harm_is_negative_and_classes_are_kept_apart()
    {
        var view = Benefits.Compute(
            Worked()
                .Record(
                    Plan("a", "2026", 400),
                    Plan("a", "2026", 50, BenefitKind.Disbenefit),
                    Plan("b", "2026", 30, @class: BenefitClass.NonCashable),
                    Plan(null, "2026", 7, @class: null),
                    Came("a", "2026", 20, BenefitKind.Disbenefit)
                )
                .AsOf("2027-01-01")
        );

        Assert.Equal((387m, -20m), (view.Overall.Planned, view.Overall.Realised));
        Assert.Equal(new BenefitAmounts(350, -20), view.Overall.Cashable);
        Assert.Equal(new BenefitAmounts(30, null), view.Overall.NonCashable);
        Assert.Equal(new BenefitAmounts(7, null), view.Overall.Unclassified);
        Assert.Equal(new BenefitAmounts(-50, -20), view.Overall.Disbenefits);
        Assert.Equal([null, "a", "b"], view.Items.Select(i => i.Initiative?.Value));
    }

    [Fact]
    public void What_was_never_recorded_is_unknown()
    {
        var a = Of(Worked().Record(Plan("a", "whole-life", 400)), "a");

        Assert.Equal((null, null, null), (a.PlannedToDate, a.Realised, a.Realisation));
        Assert.Empty(Benefits.Compute(Worked().Book).Items);
    }

    [Fact]
    public void As_of_before_a_benefit_came_it_had_not_come()
    {
        var journal = Worked()
            .Record(Plan("a", "2026", 400))
            .On("2026-09-01")
            .Record(Came("a", "2026", 100));

        Assert.Null(Of(journal, "a", "2026-08-31").Realised);
        Assert.Equal(100, Of(journal, "a", "2026-09-01").Realised);
    }

    [Fact]
    public void An_outcome_shows_its_benefits() =>
        Assert.Equal(
            400,
            Assert
                .Single(
                    OutcomeDetail
                        .Compute(Worked().Record(Plan("a", "2026", 400)).Book, Key.Parse("x"))!
                        .Benefits
                )
                .Planned
        );
}
