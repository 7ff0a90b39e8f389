using PortfolioLedger.Core.Initiatives;
using static PortfolioLedger.Core.Tests.Sample;

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
        Given.AnInitiative().When(FinancialCase() with { Currency = Currency.Of("EUR") })
            .ThenRefused("currency-mismatch");

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
        Faulty.At(FinancialCase() with { DiscountRate = -0.99m, Ecv = Ecv });
    }
}
