using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Tests.Valuation;
using PortfolioLedger.Core.Tests.Views;
using PortfolioLedger.Core.Valuation;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Documentation.Metrics.Words;
using static PortfolioLedger.Core.Tests.Sample;
using static PortfolioLedger.Core.Tests.Valuation.PresentValueTests;
using PortfolioLedger.Core.Tests.AuditLog;

namespace PortfolioLedger.Core.Tests.Documentation.Metrics;

/// <summary>Worked examples of financial cases and benefits.</summary>
internal static class MoneyExamples
{
    private static readonly decimal[] Flows = [-200_000, 60_000, 80_000, 70_000, 60_000, 50_000];

    private const decimal Rate = .12m;

    public static readonly MetricExample[] All =
    [
        new("Net present value (", () =>
            $"{L(Flows)} at {P(Rate)} are worth {R(Npv.Compute(Yearly(Flows), Rate), 2)}. "
            + $"{L(Dated.Flows.Select(f => f.Amount))} after "
            + $"{L(Dated.Flows.Select(f => (decimal)f.Period))} days "
            + $"at {P(.09m)} (Excel's example of XNPV) are worth {R(Npv.Compute(Dated, .09m), 2)}."
        ),
        new("Net present value, mid-period", () =>
            $"{L(Flows)} at {P(Rate)} are worth {R(Npv.MidPeriod(Yearly(Flows), Rate), 2)}."),
        new("Internal rate of return", () =>
            $"{Rates(-100, 39, 59, 55, 20)}; {Rates(-1_600, 10_000, -10_000)}; "
            + $"{Rates(-100, 100, 0, -7)}; Excel's example of XIRR "
            + $"{R(Irr.Compute(Dated).Rates, 5)}."
        ),
        new("Payback and", () =>
            $"{L(Flows)}: {R(Payback.Compute(Yearly(Flows)), 3)} years, "
            + $"discounted at {P(Rate)} {R(Payback.Discounted(Yearly(Flows), Rate), 3)} years."
        ),
        new("Accounting rate", AccountingRate),
        new("Expected commercial value", ExpectedValue),
        new("Approved and current value", Approved),
        new("Budget of a day", Budgeted),
        new("Realisation of benefits", Realised),
        new("Accuracy of forecasts", Forecasts),
    ];

    private static string Budgeted()
    {
        static DateOnly On(int month, int day) => new(2026, month, day);
        var changed = Balance.Unstated.State(100, On(1, 1), 1).Change(150, 50, On(3, 1), 2)
            .Change(90, -10, On(2, 1), 3);
        var approved = Balance.Unstated.State(390_000, On(2, 11), 1)
            .Change(398_333.25m, 8_333.25m, On(5, 17), 2).State(0, On(2, 7), 3);
        return "100 approved from 1 January, 50 more from 1 March, and then, recorded later, 10 "
            + "less from "
            + $"1 February: in February {R(changed.On(On(2, 28)))}, in March "
            + $"{R(changed.On(On(3, 1)))}. "
            + "Approved with 390,000 from 11 February, raised to 398,333.25 from 17 May, and "
            + "recorded last an "
            + $"approval of 0 from 7 February: on 8 February {R(approved.On(On(2, 8)))}, on 17 "
            + "April "
            + $"{R(approved.On(On(4, 17)))}, on 17 May {R(approved.On(On(5, 17)))}.";
    }

    private static string Rates(params decimal[] flows) =>
        $"{L(flows)} give {R(Irr.Compute(Yearly(flows)).Rates, 5)}";

    private static string AccountingRate()
    {
        decimal investment = 420_000, years = 12, revenue = 200_000, expenses = 50_000;
        var machine = new ArrInputs(
            revenue - expenses - (investment / years), investment, InvestmentBase.Initial,
            Salvage: 0);
        return $"{N(investment)} invested for {N(years)} years without salvage, revenue "
            + $"{N(revenue)}, "
            + $"expenses {N(expenses)}: profit {R(machine.AverageProfit)}, "
            + $"{R(Arr.Compute(machine), 3)} on the initial investment and "
            + $"{R(Arr.Compute(machine with { Base = InvestmentBase.Average }), 3)} on the average "
            + "one.";
    }

    private static string ExpectedValue() =>
        string.Join(
            " ",
            EcvTests
                .Candidates.Take(2)
                .Select(c =>
                    $"PV {N(c.Inputs.PresentValue)}, Pts {N(c.Inputs.TechnicalSuccess.Value)}, "
                    + $"Pcs {N(c.Inputs.CommercialSuccess.Value)}, D "
                    + $"{N(c.Inputs.DevelopmentCost)}, C "
                    + $"{N(c.Inputs.LaunchCost)}: "
                    + $"value {R(Ecv.Compute(c.Inputs, Dollar))}, index "
                    + $"{R(Ecv.ProductivityIndex(c.Inputs), 3)}."
                )
        );

    private static string Approved()
    {
        var approved = FinancialCase();
        var flows = approved.CashFlows.Select(f => f.Amount).ToArray();
        var item = Assert.Single(Financials.Compute(Given.AnInitiative(Stage.Submitted)
            .With(Contribution(), approved, new ApproveInitiative(Croton, Why))
            .With(new RebaselineFinancialCase(Croton, approved.CashFlows, Dollar, 0, Why)).Book)
                .Items);
        return $"approved with {L(flows)} at {P(approved.DiscountRate)} and rebaselined to "
            + $"{P(0)}: `approvedNpv` "
            + $"{R(item.ApprovedNpv, 2)}, `npv` {R(item.Npv, 2)}.";
    }

    private static string Realised()
    {
        decimal first = 400_000, second = 500_000, third = 300_000, came = 300_000;
        var all = Benefits.Compute(BenefitsTests.Worked().On("2026-06-30").Record(
                BenefitsTests.Plan("a", "2025", first), BenefitsTests.Plan("a", "2026", second),
                BenefitsTests.Plan("a", "2027", third), BenefitsTests.Came("a", "2025", came))
            .AsOf("2026-06-30")).Overall;
        return $"planned {N(first)} for 2025, {N(second)} for 2026 and {N(third)} for 2027; "
            + $"{N(came)} came in 2025. "
            + $"On 2026-06-30 that is {R(all.RealisationToDate)} to date and {R(all.Realisation)} "
            + "in total.";
    }

    private static string Forecasts()
    {
        decimal[] forecasts = [100, 200, 50], actual = [110, 180, 60];
        return $"forecasts {L(forecasts)} and actual values {L(actual)}: error "
            + $"{R(ForecastAccuracy.Wmape(forecasts, actual))}, bias "
            + $"{R(ForecastAccuracy.Bias(forecasts, actual))}.";
    }
}
