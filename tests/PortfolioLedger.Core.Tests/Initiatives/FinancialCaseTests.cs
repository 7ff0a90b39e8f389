using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Valuation;
using static PortfolioLedger.Core.Tests.Sample;
using PortfolioLedger.Core.Tests.AuditLog;

namespace PortfolioLedger.Core.Tests.Initiatives;

public sealed class FinancialCaseTests
{
    private static readonly EcvInputs Ecv = new(30, new Share(0.8m), new Share(0.5m), 3, 5);
    private static readonly ArrInputs Arr = new(115_000, 420_000, InvestmentBase.Initial, 0, 0);

    [Fact]
    public void A_case_is_submitted_with_its_cash_flows_and_inputs() =>
        Given.AnInitiative().When(FinancialCase() with { Ecv = Ecv, Arr = Arr })
            .Then(new FinancialCaseSubmitted(Croton,
                new(FinancialCase().CashFlows, Dollar, 0.12m, Ecv, Arr)));

    [Fact]
    public void It_is_in_the_currency_of_the_portfolio() =>
        Given.AnInitiative().When(FinancialCase() with { Currency = Currency.Parse("EUR") })
            .ThenRefused("currency-mismatch");

    [Fact]
    public void Cash_flows_of_two_currencies_never_add() =>
        Given.AnInitiative().When(FinancialCase() with
        {
            CashFlows = [new(Start, -1, Dollar), new(Start, 2, Currency.Parse("EUR"))],
        }).ThenRefused("currency-mismatch", About(Croton));

    [Fact]
    public void Cash_flows_come_in_the_order_of_their_days() =>
        Given.AnInitiative().When(FinancialCase() with
        {
            CashFlows = [new(Day("2027-01-01"), 1), new(Day("2026-12-31"), 2)],
        }).ThenRefused("cash-flows-out-of-order", About(Croton));

    [Fact]
    public void Two_cash_flows_may_share_a_day() =>
        Faulty.At(FinancialCase() with { CashFlows = [new(Start, -1), new(Start, 1)] });

    [Fact]
    public void Fields_are_checked()
    {
        Faulty.At(FinancialCase() with { CashFlows = [] }, "/cashFlows");
        Faulty.At(FinancialCase() with { CashFlows = default }, "/cashFlows");
        Faulty.At(FinancialCase() with { DiscountRate = -1 }, "/discountRate");
        Faulty.At(FinancialCase() with { Ecv = Ecv with { DevelopmentCost = -1, LaunchCost = -1 } },
            "/ecv/developmentCost", "/ecv/launchCost");
        Faulty.At(FinancialCase() with { DiscountRate = 12 }, "/discountRate");
        Faulty.At(FinancialCase() with { DiscountRate = 1.01m }, "/discountRate");
        Faulty.At(FinancialCase() with { DiscountRate = 1 });
        Faulty.At(Rebaseline with { DiscountRate = 12 }, "/discountRate");
        Faulty.At(FinancialCase() with { DiscountRate = -0.99m, Ecv = Ecv });
    }

    [Fact]
    public void Amounts_that_no_formula_takes_are_named()
    {
        Faulty.At(FinancialCase() with { Arr = Arr with { Investment = 0 } }, "/arr/investment");
        Faulty.At(
            FinancialCase() with
            {
                Arr = Arr with { Salvage = -1, WorkingCapital = -1 },
            },
            "/arr/salvage",
            "/arr/workingCapital"
        );
        Faulty.At(
            FinancialCase() with
            {
                CashFlows = [.. Enumerable.Repeat(new CashFlow(Start, 1), 1_001)],
            },
            "/cashFlows"
        );
    }

    [Fact]
    public void Rebaselining_keeps_the_case_it_was_approved_with()
    {
        var journal = Given.AnInitiative(Stage.Approved).When(Rebaseline)
            .Then(new FinancialCaseRebaselined(
                Croton, new(Rebaseline.CashFlows, Dollar, .1m, null, null), Why))
            .Recorded();

        var croton = journal.Book.Initiatives.Find(Croton)!;
        Assert.Equal(.12m, croton.ApprovedCase.At(journal.Today)!.Value.DiscountRate);
        Assert.Equal(.1m, croton.FinancialCase.At(journal.Today)!.Value.DiscountRate);
    }

    [Fact]
    public void A_case_that_takes_effect_later_was_before_the_board_all_the_same()
    {
        var journal = Given
            .AnInitiative(Stage.Submitted)
            .With(
                Contribution(),
                FinancialCase() with
                {
                    EffectiveOn = Day("2026-06-01"),
                },
                new ExemptFromGate(Croton, Gate.FinancialCase, Day("2026-12-31"), Why),
                new ApproveInitiative(Croton, Why)
            );

        var croton = journal.Book.Initiatives.Find(Croton)!;
        Assert.Null(croton.FinancialCase.At(journal.Today));
        Assert.NotNull(croton.ApprovedCase.At(journal.Today));
    }

    [Fact]
    public void Without_a_case_there_is_nothing_to_rebaseline() =>
        Given.AnInitiative().When(Rebaseline).ThenRefused("no-financial-case", About(Croton));

    [Fact]
    public void A_source_may_rebaseline_what_it_never_submitted() =>
        Assert.Null(Given.AnInitiative().WhenClaimed(Rebaseline).Refusal);

    [Fact]
    public void A_rebaselined_case_keeps_the_rules_of_a_submitted_one()
    {
        var journal = Given.AnInitiative(Stage.Approved);

        journal
            .When(Rebaseline with { Currency = Currency.Parse("EUR") })
            .ThenRefused("currency-mismatch");
        journal
            .When(
                Rebaseline with
                {
                    CashFlows = [new(Day("2027-01-01"), 1), new(Day("2026-12-31"), 2)],
                }
            )
            .ThenRefused("cash-flows-out-of-order");
        Faulty.At(Rebaseline with { CashFlows = [] }, "/cashFlows");
    }

    private static RebaselineFinancialCase Rebaseline =>
        new(
            Croton,
            [new(Day("2026-01-01"), -220_000), new(Day("2027-01-01"), 260_000)],
            Dollar,
            .1m,
            Why
        );
}
