using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Valuation;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Sample;
using PortfolioLedger.Core.Tests.AuditLog;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>The published numbers of a case, as the view of financials shows them.</summary>
public sealed class FinancialsTests
{
    private static readonly SubmitFinancialCase Worked = new(
        Croton,
        [
            new(Day("2026-01-01"), -200_000),
            new(Day("2027-01-01"), 60_000),
            new(Day("2028-01-01"), 80_000),
            new(Day("2029-01-01"), 70_000),
            new(Day("2030-01-01"), 60_000),
            new(Day("2031-01-01"), 50_000),
        ],
        Dollar, .12m, new(30, new Share(.8m), new Share(.5m), 3, 5),
        new(115_000, 420_000, InvestmentBase.Initial, 0));

    private static InitiativeFinancials Of(Journal journal) =>
        Assert.Single(Financials.Compute(journal.Book).Items);

    [Fact]
    public void A_complete_case_shows_every_metric()
    {
        var item = Of(Given.AnInitiative().With(Worked));

        Assert.Equal(33_673.98m, Math.Round(item.Npv!.Value, 2));
        Assert.Equal(47_297.30m, Math.Round(item.NpvMidPeriod!.Value, 2));
        Assert.Equal(2.857m, Math.Round(item.Payback!.Value, 3));
        Assert.Equal(3.86m, Math.Round(item.DiscountedPayback!.Value, 2));
        Assert.Equal(.274m, Math.Round(item.Arr!.Value, 3));
        Assert.Equal(InvestmentBase.Initial, item.ArrBase);
        Assert.Equal(5, item.Ecv);
        Assert.Equal(1.667m, Math.Round(item.ProductivityIndex!.Value, 3));
        Assert.Single(item.Irr);
        Assert.Null(item.IrrNote);
        Assert.Equal(["approvedNpv", "approvedEcv"], item.Unknown.Select(u => u.Field));
    }

    [Fact]
    public void Without_a_case_everything_is_unknown_with_the_reason()
    {
        var item = Of(Given.AnInitiative());

        Assert.Null(item.Npv);
        Assert.Empty(item.Irr);
        Assert.Equal(CaseMetrics.NoCase, item.IrrNote);
        Assert.Equal(9, item.Unknown.Length);
        Assert.Equal(CaseMetrics.NoCase, item.Unknown.First(u => u.Field == "npv").Reason);
    }

    [Fact]
    public void What_a_case_does_not_state_is_unknown_never_zero()
    {
        var item = Of(Given.AnInitiative().With(Worked with { Ecv = null, Arr = null }));

        Assert.Null(item.Ecv);
        Assert.Null(item.Arr);
        Assert.Equal(
            ["arr", "ecv", "productivityIndex"],
            item.Unknown.Select(u => u.Field)
                .Where(f => !f.StartsWith("approved", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void After_a_rebaseline_the_approved_value_stays_beside_the_current_one()
    {
        var item = Of(Given.AnInitiative(Stage.Submitted)
            .With(Contribution(), Worked, new ApproveInitiative(Croton, Why))
            .With(new RebaselineFinancialCase(Croton, Worked.CashFlows, Dollar, 0, Why)));

        Assert.Equal(120_000, item.Npv);
        Assert.Equal(33_673.98m, Math.Round(item.ApprovedNpv!.Value, 2));
        Assert.Equal(5, item.ApprovedEcv);
        Assert.Null(item.Ecv);
    }

    [Fact]
    public void The_past_keeps_the_value_it_had()
    {
        var journal = Given.AnInitiative().With(Worked).On("2026-04-01")
            .With(Worked with { DiscountRate = 0 });

        Assert.Equal(120_000, Of(journal).Npv);
        var before = Book.Empty(Capital).Post(journal.Entries[..^1]);
        Assert.Equal(33_673.98m, Math.Round(Financials.Compute(before).Items[0].Npv!.Value, 2));
    }

    [Fact]
    public void An_outlay_that_never_comes_back_has_no_payback_and_says_so()
    {
        var item = Of(Given.AnInitiative().With(Worked with { CashFlows = Worked.CashFlows[..3] }));

        Assert.Equal((null, null), (item.Payback, item.DiscountedPayback));
        Assert.Equal(
            ["the outlay is never recovered", "the outlay is never recovered"],
            item.Unknown.Where(u => u.Field is "payback" or "discountedPayback")
                .Select(u => u.Reason)
        );
    }

    [Fact]
    public void A_case_without_a_change_of_sign_is_accepted_and_has_no_rate()
    {
        var item = Of(Given.AnInitiative().With(Worked with { CashFlows = Worked.CashFlows[1..] }));

        Assert.Empty(item.Irr);
        Assert.Equal("no sign change", item.IrrNote);
        Assert.True(item.Npv > 0);
    }

    [Fact]
    public void Flows_that_are_not_equally_spaced_are_valued_by_their_days()
    {
        var item = Of(
            Given
                .AnInitiative()
                .With(
                    Worked with
                    {
                        CashFlows =
                        [
                            new(Day("2008-01-01"), -10_000),
                            new(Day("2008-03-01"), 2_750),
                            new(Day("2008-10-30"), 4_250),
                            new(Day("2009-02-15"), 3_250),
                            new(Day("2009-04-01"), 2_750),
                        ],
                        DiscountRate = .09m,
                    }
                )
        );

        Assert.Equal((2_086.65m, .3734m),
            (Math.Round(item.Npv!.Value, 2), Math.Round(Assert.Single(item.Irr), 4)));
        Assert.Equal("the cash flows do not come every year",
            item.Unknown.Single(u => u.Field == "npvMidPeriod").Reason);
    }
}
