using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Portfolios;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Governance;

/// <summary>Up to which amount a role decides alone.</summary>
public sealed class DelegationTests
{
    private static readonly Key D7 = Key.Parse("d-7");
    private static readonly Grounds ByDecision = Why with { Decision = D7 };

    private static SetDelegation UpTo(decimal amount) => new(Role.Approver, Dollars(amount), Why);

    private static Journal Limited => Given.AnInitiative().With(UpTo(1000));

    private static Journal Decided(params Key[] about) =>
        Limited
            .With(new TableDecision(D7, "Spend more?", Initiatives: [.. about]))
            .With(new TakeDecision(D7, "yes", Why));

    [Fact]
    public void Nothing_limits_a_role_to_which_nothing_was_delegated()
    {
        Given.AnInitiative().With(Budget(1_000_000));
        Given
            .AnInitiative()
            .With(new SetDelegation(Role.Contributor, Dollars(5), Why))
            .With(Budget(1_000_000));
    }

    [Fact]
    public void A_budget_is_judged_by_all_that_is_approved_for_the_initiative()
    {
        Limited
            .With(Budget(1000))
            .When(Budget(1000.01m))
            .ThenRefused("role-below-money-band", About(Croton));
        Limited
            .With(Budget(600))
            .When(Budget(400.01m, "2027"))
            .ThenRefused("role-below-money-band", About(Croton));
        Limited.With(Budget(600)).With(Budget(400, "2027"));
        Limited.With(Budget(600)).With(Budget(900));
    }

    [Fact]
    public void A_raise_is_judged_by_the_new_total_and_a_cut_never()
    {
        var spent = Given.AnInitiative().With(Budget(5000)).With(UpTo(1000));

        Limited
            .With(Budget(600))
            .When(new ChangeBudget(Croton, "2026", Dollars(500), Dollars(1100), Why))
            .ThenRefused("role-below-money-band", About(Croton));
        spent.When(new ChangeBudget(Croton, "2026", Dollars(1), Dollars(5001), Why))
            .ThenRefused("role-below-money-band", About(Croton));
        spent.With(new ChangeBudget(Croton, "2026", Dollars(-1000), Dollars(4000), Why));
        spent.With(Budget(4000));
    }

    [Fact]
    public void A_budget_is_judged_by_the_day_on_which_it_is_greatest()
    {
        var later = Why with { EffectiveOn = Start.AddDays(30) };
        var ending = Limited.With(Budget(600)).With(Budget(0) with { Grounds = later });

        ending.When(Budget(1_001)).ThenRefused("role-below-money-band", About(Croton));
        ending.With(Budget(1_000));
        ending
            .When(Budget(1_001) with { Grounds = later })
            .ThenRefused("role-below-money-band", About(Croton));
    }

    [Fact]
    public void A_portfolio_budget_is_judged_by_its_period()
    {
        var about = new Subject(SubjectKind.Portfolio, Capital);

        Limited.When(new SetPortfolioBudget("2026", Why, Dollars(600), Dollars(401)))
            .ThenRefused("role-below-money-band", about);
        Limited.With(new SetPortfolioBudget("2026", Why, Dollars(600), Dollars(400)))
            .With(new SetPortfolioBudget("2027", Why, Dollars(1000)));
        Given.APortfolio().With(new SetPortfolioBudget("2026", Why, Dollars(9000))).With(UpTo(1000))
            .With(new SetPortfolioBudget("2026", Why, Dollars(8000)));
    }

    [Fact]
    public void Above_the_band_a_decision_of_the_board_about_it_is_named()
    {
        Decided().With(Budget(5000) with { Grounds = ByDecision });
        Decided(Croton).With(Budget(5000) with { Grounds = ByDecision });
        Decided(Croton).With(new SetPortfolioBudget("2026", ByDecision, Dollars(5000)));
        Decided().When(Budget(5000)).ThenRefused("role-below-money-band", About(Croton));
    }

    [Fact]
    public void A_decision_that_is_untaken_superseded_or_about_others_does_not_do()
    {
        var d8 = Key.Parse("d-8");
        var other = Key.Parse("delta");
        var budget = Budget(5000) with { Grounds = ByDecision };

        Limited
            .With(new TableDecision(D7, "Spend more?"))
            .When(budget)
            .ThenRefused("role-below-money-band");
        Decided()
            .With(new TableDecision(d8, "No, less?"))
            .With(new TakeDecision(d8, "less", Why))
            .With(new SupersedeDecision(D7, d8, Why))
            .When(budget)
            .ThenRefused("role-below-money-band");
        Limited
            .With(Initiative(other))
            .With(new TableDecision(D7, "Spend more?", Initiatives: [other]))
            .With(new TakeDecision(D7, "yes", Why))
            .When(budget)
            .ThenRefused("role-below-money-band");
    }

    [Fact]
    public void Nobody_delegates_more_than_they_may_decide()
    {
        var about = new Subject(SubjectKind.Portfolio, Capital);

        Limited.When(UpTo(1001)).ThenRefused("role-below-money-band", about);
        Limited
            .When(new SetDelegation(Role.Contributor, Dollars(1001), Why))
            .ThenRefused("role-below-money-band");
        Limited.With(UpTo(500));
        Decided().With(UpTo(5000) with { Grounds = ByDecision }).With(Budget(4000));
    }

    [Fact]
    public void A_delegation_holds_from_its_day_on_in_the_currency_of_the_portfolio()
    {
        Given
            .APortfolio()
            .When(new SetDelegation(Role.Approver, Euros(5), Why))
            .ThenRefused("currency-mismatch");
        Faulty.At(UpTo(-1), "/upTo/amount");
        var later = Given.AnInitiative().With(UpTo(1000) with
        {
            Grounds = Why with { EffectiveOn = Day("2026-02-01") },
        });

        later.With(Budget(5000));
        later.On("2026-02-01").When(Budget(5000)).ThenRefused("role-below-money-band");
    }

    [Fact]
    public void What_a_source_claims_is_not_limited() =>
        Limited.WithClaims("2026-01-06", Budget(5000));
}
