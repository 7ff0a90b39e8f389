using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Valuation;
using static PortfolioLedger.Core.Tests.Sample;
using static PortfolioLedger.Core.Tests.Valuation.PresentValueTests;
using PortfolioLedger.Core.Tests.AuditLog;

namespace PortfolioLedger.Core.Tests.Valuation;

/// <summary>A result carries the id and version of its formula, its inputs and its unit.</summary>
public sealed class MetricTests
{
    private static readonly EcvInputs Candidate = EcvTests.Candidates[0].Inputs;

    public static TheoryData<string, string, int> Stated => new()
    {
        { "npv/1", "USD", 3 }, { "xnpv/1", "USD", 3 }, { "npv-mid-period/1", "USD", 3 },
        { "payback/1", "years", 2 }, { "discounted-payback/1", "years", 3 },
        { "arr/1", "share of the initial investment", 3 }, { "ecv/1", "USD", 5 },
        { "ecv-index/1", "ratio", 5 }, { "wsjf/1", "points", 4 }, { "rice/1", "points", 4 },
        { "csat/1", "share", 2 }, { "nps/1", "points", 3 }, { "ces/1", "marks", 2 },
        { "wmape/1", "share", 2 }, { "forecast-bias/1", "share", 2 },
        { "benefits-realisation-to-date/1", "share", 2 },
        { "benefits-realisation-total/1", "share", 2 },
        { "kendall-tau-b/1", "correlation", 2 }, { "spearman/1", "correlation", 2 },
    };

    private static readonly Metric[] Computed =
    [
        Npv.Compute(Worked, .12m),
        Npv.Compute(Dated, .09m),
        Npv.MidPeriod(Worked, .12m),
        Payback.Compute(Worked),
        Payback.Discounted(Worked, .12m),
        Arr.Compute(new(115_000, 420_000, InvestmentBase.Initial, 0)),
        Ecv.Compute(Candidate, Dollar),
        Ecv.ProductivityIndex(Candidate),
        Wsjf.Compute(7, 9, 5, 2),
        Rice.Compute(2_000, 2, .8m, 3),
        CustomerScores.Csat(150, 250),
        CustomerScores.Nps(70, 10, 100),
        CustomerEffort.Ces(new SortedDictionary<int, int> { [7] = 1 }),
        ForecastAccuracy.Wmape([1, 2], [2, 2]), ForecastAccuracy.Bias([1, 2], [2, 2]),
        BenefitsRealisation.ToDate(3, 4), BenefitsRealisation.Total(3, 12),
        RankAgreement.KendallTauB([1, 2], [1, 2]), RankAgreement.Spearman([1, 2], [1, 2]),
    ];

    [Theory]
    [MemberData(nameof(Stated))]
    public void A_result_says_by_which_formula_from_what_and_in_which_unit(
        string formula, string unit, int inputs)
    {
        var metric = Assert.Single(Computed, m => m.Formula == formula);

        Assert.Equal((unit, inputs), (metric.Unit, metric.Inputs.Length));
        Assert.All(metric.Inputs, i => Assert.NotEmpty(i.Values));
        Assert.NotNull(metric.Value);
        Assert.Null(metric.Unknown);
    }

    [Fact]
    public void Rates_of_return_carry_their_flows_and_times()
    {
        var rates = Irr.Compute(Worked);

        Assert.Equal(
            ("irr/1", "cash-flows years"),
            (rates.Formula, string.Join(' ', rates.Inputs.Select(i => i.Name)))
        );
        Assert.Equal(
            ("xirr/1", "days"),
            (Irr.Compute(Dated).Formula, Irr.Compute(Dated).Inputs[1].Name)
        );
    }
}
