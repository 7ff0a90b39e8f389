using PortfolioLedger.Core.Initiatives;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Initiatives;

public sealed class SpendTests
{
    private static Journal Funded => Given.AnInitiative().With(Budget(1_000));

    private static RecordSpend Spend(decimal amount, Grounds? grounds = null) =>
        new(Croton, "2026-01", Dollars(amount), "construction", grounds);

    private static SpendRecorded Recorded(decimal amount, Grounds? grounds = null) =>
        new(Croton, "2026-01", Dollars(amount), "construction", grounds);

    [Fact]
    public void What_is_approved_for_the_day_or_a_later_one_may_be_spent()
    {
        var ending = Funded.With(
            Budget(0) with
            {
                Grounds = Why with { EffectiveOn = Start.AddDays(300) },
            }
        );
        ending.When(Spend(1_100)).Then(Recorded(1_100));
        ending.When(Spend(1_100.01m)).ThenRefused("over-tolerance");

        var coming = Given.AnInitiative()
            .With(Budget(1_000) with { Grounds = Why with { EffectiveOn = Start.AddDays(30) } });
        coming.When(Spend(1_100)).Then(Recorded(1_100));
    }

    [Fact]
    public void Spend_is_recorded_under_a_category() =>
        Funded.When(Spend(12)).Then(Recorded(12));

    [Fact]
    public void Spend_without_a_currency_is_in_that_of_the_portfolio() =>
        Funded.When(Spend(12) with { Amount = new Money(12, default) }).Then(Recorded(12));

    [Fact]
    public void Spend_is_in_the_currency_of_the_portfolio() =>
        Funded.When(Spend(12) with { Amount = Euros(12) }).ThenRefused("currency-mismatch");

    [Fact]
    public void Nothing_is_spent_in_a_period_that_has_not_begun() =>
        Funded
            .When(Spend(12) with { Period = "2027" })
            .ThenRefused("period-to-come", About(Croton));

    [Fact]
    public void Money_is_spent_only_after_a_budget_is_approved() =>
        Given.AnInitiative().When(Spend(12)).ThenRefused("no-approved-budget", About(Croton));

    [Fact]
    public void Exactly_110_percent_of_the_budget_may_be_spent() =>
        Funded.With(Spend(1_000)).When(Spend(100)).Then(Recorded(100));

    [Fact]
    public void A_cent_above_110_percent_is_refused() =>
        Funded.With(Spend(1_000)).When(Spend(100.01m))
            .ThenRefused("over-tolerance", About(Croton));

    [Fact]
    public void The_board_may_pass_the_tolerance_knowingly() =>
        Funded.With(Spend(1_000)).When(Spend(500, Knowingly)).Then(Recorded(500, Knowingly));

    [Fact]
    public void Grounds_that_override_nothing_do_not_pass_the_tolerance() =>
        Funded.When(Spend(1_101, Why with { Override = false })).ThenRefused("over-tolerance");

    [Fact]
    public void Passing_the_tolerance_needs_a_reason() =>
        Funded.When(Spend(1_101, Knowingly with { Rationale = "because" }))
            .ThenRefused("rationale-too-short");

    [Fact]
    public void Passing_the_tolerance_needs_evidence_that_exists() =>
        Funded
            .When(Spend(1_101,
                Knowingly with { Evidence = [new(EvidenceKind.Feedback, "fb-9")] }))
            .ThenRefused("unknown-evidence");

    [Fact]
    public void Money_that_comes_back_is_never_too_much() =>
        Funded.With(Spend(2_000, Knowingly)).When(Spend(-10)).Then(Recorded(-10));

    [Fact]
    public void Budgets_of_all_periods_count() =>
        Funded.With(Budget(1_000, "2027")).When(Spend(2_200)).Then(Recorded(2_200));

    [Fact]
    public void A_claimed_spend_needs_no_budget_and_knows_no_tolerance()
    {
        Given.AnInitiative().WhenClaimed(Spend(12)).Then(Recorded(12));
        Funded.WhenClaimed(Spend(9_999)).Then(Recorded(9_999));
    }

    [Fact]
    public void The_day_is_the_commands_own_or_that_of_its_grounds()
    {
        var grounds = Why with { EffectiveOn = Day("2026-02-01") };

        Funded.When(Spend(1)).ThenEffectiveOn("2026-01-05");
        Funded.When(Spend(1, grounds)).ThenEffectiveOn("2026-02-01");
        Funded.When(Spend(1, grounds) with { EffectiveOn = Day("2026-03-01") })
            .ThenEffectiveOn("2026-03-01");
    }

    [Fact]
    public void Period_and_category_are_checked() =>
        Faulty.At(new RecordSpend(Croton, "March 26", Dollars(1), ""), "/period", "/category");
}
