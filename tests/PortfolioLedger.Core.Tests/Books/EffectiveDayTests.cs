using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Strategy;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Books;

public sealed class EffectiveDayTests
{
    private static Grounds From(string day) => Why with { EffectiveOn = Day(day) };

    [Fact]
    public void What_names_no_day_takes_effect_today() =>
        Given.AnInitiative().On("2026-02-02").When(new SubmitInitiative(Croton))
            .ThenEffectiveOn("2026-02-02");

    [Fact]
    public void A_command_names_its_day() =>
        Given.AnInitiative().On("2026-02-02")
            .When(new SubmitInitiative(Croton, Day("2026-01-20"))).ThenEffectiveOn("2026-01-20");

    [Fact]
    public void A_decision_names_its_day_in_its_grounds() =>
        Given.AnInitiative().When(new ShiftPriority(Croton, 1, From("2026-03-01")))
            .ThenEffectiveOn("2026-03-01");

    [Fact]
    public void A_claim_takes_effect_on_the_day_its_source_reported() =>
        Given.NoPortfolio().WhenClaimed(Open, "2019-05-01").ThenEffectiveOn("2019-05-01");

    [Fact]
    public void Nothing_takes_effect_before_what_it_names_came_into_being()
    {
        var journal = Given.AStrategy().On("2026-02-01").With(Initiative());

        journal.When(new SubmitInitiative(Croton, Day("2026-01-31")))
            .ThenRefused("before-creation", About(Croton));
        journal.When(new SubmitInitiative(Croton, Day("2026-02-01")))
            .ThenEffectiveOn("2026-02-01");
        journal.When(Contribution() with { Grounds = From("2026-01-31") })
            .ThenRefused("before-creation", About(Croton));
        journal.When(new DeliverOutput(
                Croton, Key.Parse("intake"), Start, EffectiveOn: Day("2026-01-31")))
            .ThenRefused("before-creation", About(Croton));
    }

    [Fact]
    public void The_second_thing_named_counts_as_well() =>
        Given.AnInitiative().On("2026-02-01")
            .With(Objective(Key.Parse("late"), "A late objective"))
            .When(
                Contribution() with
                {
                    Objective = Key.Parse("late"),
                    Grounds = From("2026-01-31"),
                }
            )
            .ThenRefused("before-creation", new Subject(SubjectKind.Objective, Key.Parse("late")));

    [Fact]
    public void Something_may_come_into_being_before_it_was_recorded() =>
        Given.AStrategy().When(Initiative() with { EffectiveOn = Day("2026-01-05") })
            .ThenEffectiveOn("2026-01-05");

    [Fact]
    public void But_not_before_the_department_that_leads_it() =>
        Given.APortfolio().On("2026-02-01")
            .With(new RegisterDepartment(Waterworks, "Waterworks"))
            .When(Initiative() with { EffectiveOn = Day("2026-01-05") })
            .ThenRefused("before-creation", new Subject(SubjectKind.Department, Waterworks));

    [Fact]
    public void A_retirement_to_come_does_not_bind_today()
    {
        var journal = Given.AnInitiative()
            .With(new RetireObjective(Resilience, From("2026-06-01")));

        Assert.Null(journal.On("2026-05-31").When(Contribution()).Refusal);
        journal.On("2026-06-01").When(Contribution()).ThenRefused("objective-retired");
    }
}
