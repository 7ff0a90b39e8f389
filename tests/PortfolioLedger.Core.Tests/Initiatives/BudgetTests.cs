using PortfolioLedger.Core.Initiatives;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Initiatives;

public sealed class BudgetTests
{
    private static Journal Funded => Given.AnInitiative().With(Budget(600_000));

    private static ChangeBudget Raise(decimal delta, decimal newTotal, string period = "2026") =>
        new(Croton, period, Dollars(delta), Dollars(newTotal), Why);

    [Fact]
    public void A_budget_is_approved_for_a_period() =>
        Given.AnInitiative().When(Budget(600_000))
            .Then(new BudgetApproved(Croton, "2026", Dollars(600_000), Why));

    [Fact]
    public void An_amount_without_a_currency_is_in_that_of_the_portfolio()
    {
        Given.AnInitiative().When(Budget(0) with { Amount = new Money(7, default) })
            .Then(new BudgetApproved(Croton, "2026", Dollars(7), Why));
        Funded.When(new ChangeBudget(
                Croton, "2026", new Money(1, default), new Money(600_001, default), Why))
            .Then(new BudgetChanged(Croton, "2026", Dollars(1), Dollars(600_001), Why));
    }

    [Fact]
    public void A_budget_is_in_the_currency_of_the_portfolio()
    {
        Given.AnInitiative().When(Budget(0) with { Amount = Euros(7) })
            .ThenRefused("currency-mismatch");
        Funded.When(Raise(1, 600_001) with { Delta = Euros(1) }).ThenRefused("currency-mismatch");
        Funded.When(Raise(1, 600_001) with { NewTotal = Euros(600_001) })
            .ThenRefused("currency-mismatch");
    }

    [Fact]
    public void A_change_says_the_difference_and_the_new_total() =>
        Funded.When(Raise(-50_000, 550_000))
            .Then(new BudgetChanged(Croton, "2026", Dollars(-50_000), Dollars(550_000), Why));

    [Theory]
    [InlineData("650000.00", true)]
    [InlineData("650000.009", true)]
    [InlineData("650000.01", false)]
    [InlineData("649999.99", false)]
    public void Old_total_and_difference_are_the_new_total_to_the_cent(string total, bool agrees)
    {
        var amount = decimal.Parse(total, System.Globalization.CultureInfo.InvariantCulture);
        var ruling = Funded.When(Raise(50_000, amount));

        if (agrees)
            ruling.Then(new BudgetChanged(Croton, "2026", Dollars(50_000), Dollars(amount), Why));
        else
            ruling.ThenRefused("delta-mismatch", About(Croton));
    }

    [Fact]
    public void A_change_builds_on_one_that_takes_effect_later() =>
        Funded.With(Raise(100_000, 700_000) with
            {
                Grounds = Why with { EffectiveOn = Day("2026-07-01") },
            })
            .When(Raise(1, 700_001))
            .Then(new BudgetChanged(Croton, "2026", Dollars(1), Dollars(700_001), Why));

    [Fact]
    public void Only_an_approved_budget_can_be_changed() =>
        Funded.When(Raise(1, 1, "2027")).ThenRefused("no-approved-budget", About(Croton));

    [Fact]
    public void A_claimed_change_need_not_add_up()
    {
        Funded.WhenClaimed(Raise(1, 5))
            .Then(new BudgetChanged(Croton, "2026", Dollars(1), Dollars(5), Why));
        Given.AnInitiative().WhenClaimed(Raise(1, 5))
            .Then(new BudgetChanged(Croton, "2026", Dollars(1), Dollars(5), Why));
    }

    [Fact]
    public void The_period_has_the_form_of_a_key()
    {
        Faulty.At(Budget(1, "1st half"), "/period");
        Faulty.At(Raise(1, 2, "2026/27"), "/period");
        Faulty.At(Budget(1, "2026-q1"));
        Faulty.At(Raise(1, 2, "whole-life"));
    }
}
