using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Outcomes;

public sealed class BenefitTests
{
    private static readonly Journal Ready =
        Given.AnInitiative(Stage.Submitted).With(OutageHours).On("2026-02-01");

    private static readonly PlanBenefit Plan = new(
        Outages, "2026", Dollars(400), BenefitKind.Benefit, BenefitClass.Cashable, Croton, "maria");

    private static readonly RealiseBenefit Realised = new(
        Outages, "2026", Dollars(30), BenefitKind.Benefit, BenefitClass.Cashable, Croton);

    private static Benefit Line(Journal journal) => Assert.Single(journal.Book.Benefits.All).Value;

    [Fact]
    public void A_benefit_is_planned_with_its_owner() =>
        Ready
            .When(Plan)
            .Then(
                new BenefitPlanned(
                    Outages,
                    Croton,
                    "2026",
                    BenefitKind.Benefit,
                    BenefitClass.Cashable,
                    "maria",
                    Dollars(400)
                )
            );

    [Fact]
    public void A_benefit_is_realised_in_the_currency_of_the_portfolio() =>
        Ready
            .When(Realised with { Amount = new(30, default) })
            .Then(
                new BenefitRealised(
                    Outages,
                    Croton,
                    "2026",
                    BenefitKind.Benefit,
                    BenefitClass.Cashable,
                    null,
                    Dollars(30)
                )
            );

    [Fact]
    public void Planning_again_replaces_the_plan_and_what_is_realised_adds_up()
    {
        var line = Line(Ready.With(Plan, Plan with { Amount = Dollars(500), Owner = "otto" },
            Realised, Realised with { Amount = Dollars(-5) }));

        Assert.Equal((500m, 25m), (line.Planned.Values[^1].Value, line.Realised.Total));
        Assert.Equal("otto", line.Owner.Values[^1].Value);
    }

    [Fact]
    public void The_plan_in_force_on_a_day_answers_whatever_order_plans_were_recorded_in()
    {
        var planned = Ready.With(
            Plan with
            {
                Amount = Dollars(6_800),
                EffectiveOn = Day("2026-01-20"),
            },
            Plan with
            {
                Amount = Dollars(41_000),
                EffectiveOn = Day("2026-09-01"),
            },
            Plan with
            {
                Amount = Dollars(900),
                EffectiveOn = Day("2026-01-10"),
            }
        );

        Assert.Equal(6_800, Assert.Single(Benefits.Compute(planned.Book).Lines).Planned);
        Assert.Equal(6_800, Benefits.Compute(planned.Book.On(Day("2026-08-31"))).Overall.Planned);
        Assert.Equal(41_000, Benefits.Compute(planned.Book.On(Day("2026-09-01"))).Overall.Planned);
    }

    [Fact]
    public void Its_period_has_a_form_that_everybody_understands()
    {
        Faulty.At(Plan with { Period = "soon" }, "/period");
        Faulty.At(Realised with { Period = "next spring" }, "/period");
        Faulty.At(Plan with { Period = "fy2027-q1" });
    }

    [Fact]
    public void The_plan_at_approval_stays_as_the_approved_baseline()
    {
        var line = Line(
            Ready.With(
                Plan,
                Contribution(),
                FinancialCase(),
                new ApproveInitiative(Croton, Why),
                Plan with
                {
                    Amount = Dollars(300),
                }
            )
        );

        Assert.Equal((400m, 300m), (line.Approved.Values[^1].Value, line.Planned.Values[^1].Value));
    }

    [Fact]
    public void What_was_not_planned_at_approval_was_not_approved() => Assert.Empty(Line(
        Ready.With(Contribution(), FinancialCase(), new ApproveInitiative(Croton, Why), Plan))
            .Approved.Values);

    [Fact]
    public void Without_an_initiative_the_first_plan_is_the_approved_one()
    {
        var line = Line(Ready.With(Plan with { Initiative = null },
            Plan with { Initiative = null, Amount = Dollars(300) }));

        Assert.Equal((400m, 300m), (line.Approved.Values[^1].Value, line.Planned.Values[^1].Value));
    }

    [Fact]
    public void Lines_are_kept_apart_by_what_they_are() => Assert.Equal(6, Ready.With(Plan,
        Plan with { Period = "2027" }, Plan with { Kind = BenefitKind.Disbenefit },
        Plan with { Class = BenefitClass.NonCashable }, Plan with { Class = null },
        Plan with { Initiative = null }).Book.Benefits.All.Count);

    [Fact]
    public void Outcome_initiative_and_currency_must_be_known()
    {
        foreach (
            var command in new ICommand[]
            {
                Plan with
                {
                    Outcome = Nobody,
                },
                Realised with
                {
                    Outcome = Nobody,
                },
            }
        )
            Ready.When(command).ThenRefused("unknown-outcome");
        foreach (
            var command in new ICommand[]
            {
                Plan with
                {
                    Initiative = Nobody,
                },
                Realised with
                {
                    Initiative = Nobody,
                },
            }
        )
            Ready.When(command).ThenRefused("unknown-initiative", About(Nobody));
        foreach (
            var command in new ICommand[]
            {
                Plan with
                {
                    Amount = Euros(1),
                },
                Realised with
                {
                    Amount = Euros(1),
                },
            }
        )
            Ready.When(command).ThenRefused("currency-mismatch");
    }

    [Fact]
    public void Nothing_is_realised_in_a_period_to_come()
    {
        Ready.When(Realised with { Period = "2026-03" }).ThenRefused("period-to-come");
        Assert.Null(Ready.When(Plan with { Period = "2030" }).Refusal);
    }

    [Fact]
    public void What_is_wrong_is_named()
    {
        Faulty.At(Plan with { Period = "next year", Owner = " ", Amount = Dollars(-1) },
            "/period", "/owner", "/amount/amount");
        Faulty.At(Realised with { Period = "", Owner = "" }, "/period", "/owner");
    }
}
