using PortfolioLedger.Core.Initiatives;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Initiatives;

public sealed class BudgetTests
{
    private static Journal Funded => Given.AnInitiative().With(Budget(600_000));

    private static ChangeBudget Raise(decimal delta, decimal newTotal, string period = "2026") =>
        new(Croton, period, Dollars(delta), Dollars(newTotal), Why);

    private static Grounds Soon(int days) => Why with { EffectiveOn = Start.AddDays(days) };

    private static ChangeBudget On(ChangeBudget change, int days) =>
        change with
        {
            Grounds = Soon(days),
        };

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
    public void A_change_is_compared_with_the_budget_of_the_day_it_takes_effect()
    {
        var later = Funded.With(On(Raise(50_000, 650_000), 60));

        later.When(On(Raise(-10_000, 590_000), 30))
            .Then(new BudgetChanged(Croton, "2026", Dollars(-10_000), Dollars(590_000), Soon(30)));
        Assert.Contains(
            "on ",
            later.When(On(Raise(-10_000, 640_000), 30)).ThenRefused("delta-mismatch").Detail
        );
        later
            .When(On(Raise(-10_000, 640_000), 60))
            .Then(new BudgetChanged(Croton, "2026", Dollars(-10_000), Dollars(640_000), Soon(60)));
    }

    [Fact]
    public void A_change_of_a_day_without_an_approved_budget_is_refused()
    {
        var later = Given.AnInitiative().With(Budget(600_000) with { Grounds = Soon(60) });

        Assert.Contains(
            "from that day on",
            later.When(On(Raise(1, 1), 30)).ThenRefused("no-approved-budget").Detail
        );
        later
            .When(On(Raise(1, 600_001), 60))
            .Then(new BudgetChanged(Croton, "2026", Dollars(1), Dollars(600_001), Soon(60)));
    }

    [Fact]
    public void No_budget_falls_below_zero_on_any_day()
    {
        Assert.Contains(
            "below zero; cut it by less",
            Given.AnInitiative().When(Budget(-1)).ThenRefused("negative-budget").Detail
        );
        Assert.Contains(
            "-1 USD",
            Funded.When(Raise(-600_001, -1)).ThenRefused("negative-budget").Detail
        );

        var cut = Funded.With(On(Raise(-500_000, 100_000), 60));
        Assert.Contains(
            "-100,000 USD",
            cut.When(On(Raise(-200_000, 400_000), 30)).ThenRefused("negative-budget").Detail
        );
        cut.When(On(Raise(-100_000, 500_000), 30))
            .Then(new BudgetChanged(Croton, "2026", Dollars(-100_000), Dollars(500_000), Soon(30)));
        Assert.Contains(
            "-50,000 USD",
            cut.When(Budget(450_000)).ThenRefused("negative-budget").Detail
        );
    }

    [Fact]
    public void What_a_source_claims_to_be_negative_is_taken_as_it_is_and_can_be_put_right()
    {
        Given.AnInitiative().WhenClaimed(Budget(-7))
            .Then(new BudgetApproved(Croton, "2026", Dollars(-7), Why));
        var claimed = Given.AnInitiative().WithClaims("2026-01-05", Budget(-7));
        claimed
            .When(Raise(3, -4))
            .Then(new BudgetChanged(Croton, "2026", Dollars(3), Dollars(-4), Why));
        Assert.Contains(
            "-8 USD",
            claimed.When(Raise(-1, -8)).ThenRefused("negative-budget").Detail
        );
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
