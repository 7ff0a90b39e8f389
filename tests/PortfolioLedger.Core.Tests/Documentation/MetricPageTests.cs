using System.Globalization;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Tests.Valuation;
using PortfolioLedger.Core.Valuation;
using static PortfolioLedger.Core.Tests.Sample;
using static PortfolioLedger.Core.Tests.Valuation.PresentValueTests;

namespace PortfolioLedger.Core.Tests.Documentation;

/// <summary>The page of metrics shows the numbers that the formulas give.</summary>
public sealed class MetricPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs/metrics.md"));

    private static readonly ArrInputs Machine = new(115_000, 420_000, InvestmentBase.Initial, 0);

    private static readonly AhpResult Leader = Ahp.Of(
        [[1, 4, 3, 7], [.25m, 1, 1m / 3, 3], [1m / 3, 3, 1, 5], [1m / 7, 1m / 3, .2m, 1]]);

    /// <summary>Heading, numbers as computed, digits after the point.</summary>
    private static readonly (string Heading, decimal?[] Numbers, string Form)[] Examples =
    [
        ("Net present value (", [Npv.Of(Worked, .12m).Value, Npv.Of(Dated, .09m).Value], "#,0.00"),
        ("Net present value, mid-period", [Npv.MidPeriod(Worked, .12m).Value], "#,0.00"),
        ("Internal rate of return",
            [.. Irr.Of(Yearly(-100, 39, 59, 55, 20)).Rates, .. Irr.Of(Yearly(-1_600, 10_000, -10_000)).Rates,
             .. Irr.Of(Dated).Rates], "0.#####"),
        ("Payback and", [Payback.Of(Worked).Value, Payback.Discounted(Worked, .12m).Value], "0.000"),
        ("Accounting rate",
            [Arr.Of(Machine).Value, Arr.Of(Machine with { Base = InvestmentBase.Average }).Value], "0.000"),
        ("Expected commercial value", [Ecv.Of(EcvTests.Candidates[0].Inputs, Dollar).Value,
            Ecv.ProductivityIndex(EcvTests.Candidates[0].Inputs).Value], "0.###"),
        ("Weighted shortest job first", [Wsjf.Of(7, 9, 5, 2).Value], "0.#"),
        ("RICE", [Rice.Of(2_000, 2, .8m, 3).Value], "#,0.00"),
        ("Weights by pairwise",
            [.. Leader.Weights, Leader.Eigenvalue, Leader.ConsistencyRatio], "0.0000"),
        ("Agreement of two",
            [RankAgreement.KendallTauB([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]).Value], "0.00000000"),
        ("Attainment", [Attained(7), Attained(-10), Attained(12)], "0.##"),
        ("Customer satisfaction",
            [CustomerScores.Csat(150, 250).Value, CustomerScores.Nps(70, 10, 100).Value], "0.##"),
        ("Accuracy of forecasts", [ForecastAccuracy.Wmape([100, 200, 50], [110, 180, 60]).Value,
            ForecastAccuracy.Bias([100, 200, 50], [110, 180, 60]).Value], "0.####"),
        ("Realisation of benefits", [BenefitsRealisation.ToDate(300_000, 400_000).Value,
            BenefitsRealisation.Total(300_000, 1_200_000).Value], "0.##"),
    ];

    public static TheoryData<int> All => [.. Enumerable.Range(0, Examples.Length)];

    [Theory]
    [MemberData(nameof(All))]
    public void A_worked_example_shows_what_the_formula_gives(int index)
    {
        var (heading, numbers, form) = Examples[index];
        var section = Page.Split("\n### ").Single(s => s.StartsWith(heading, StringComparison.Ordinal));
        var worked = section.Split('\n').Single(line => line.StartsWith("Worked: ", StringComparison.Ordinal));

        Assert.Equal(numbers.Select(n => n!.Value.ToString(form, CultureInfo.InvariantCulture).Replace('-', '−')),
            worked.Split("**").Where((_, i) => i % 2 == 1));
    }

    private static decimal? Attained(decimal actual) =>
        OutcomeAttainment.Of(actual, 10, null, 0, Direction.Decrease);
}
