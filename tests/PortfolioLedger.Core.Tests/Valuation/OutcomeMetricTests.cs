using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Tests.Valuation;

/// <summary>Customers' scores, accuracy of forecasts, realisation of benefits.</summary>
public sealed class OutcomeMetricTests
{
    [Fact]
    public void Satisfaction_is_the_share_of_positive_answers()
    {
        var metric = CustomerScores.Csat(150, 250);

        Assert.Equal(.6m, metric.Value);
        Assert.Equal(250, metric.Inputs.Single(i => i.Name == "answers").Values.Single());
    }

    [Theory]
    [InlineData(70, 10, 100, 60)]
    [InlineData(0, 5, 5, -100)]
    [InlineData(3, 3, 10, 0)]
    public void Promoters_less_detractors_make_the_net_score(
        int promoters,
        int detractors,
        int answers,
        int score
    ) => Assert.Equal(score, CustomerScores.Nps(promoters, detractors, answers).Value);

    [Fact]
    public void Without_answers_or_with_impossible_counts_nothing_is_known()
    {
        Assert.Equal("nobody answered", CustomerScores.Csat(0, 0).Unknown);
        Assert.Equal("nobody answered", CustomerScores.Nps(0, 0, 0).Unknown);
        Assert.Equal("the counts exceed the answers", CustomerScores.Csat(3, 2).Unknown);
        Assert.Equal("the counts exceed the answers", CustomerScores.Nps(2, 1, 2).Unknown);
        Assert.Equal("a count is negative", CustomerScores.Nps(-1, 1, 2).Unknown);
    }

    [Fact]
    public void Errors_of_forecasts_are_weighed_by_what_came()
    {
        decimal[] forecasts = [100, 200, 50], actuals = [110, 180, 60];

        Assert.Equal(
            .1143m,
            Math.Round(ForecastAccuracy.Wmape(forecasts, actuals).Value!.Value, 4)
        );
        Assert.Equal(0, ForecastAccuracy.Bias(forecasts, actuals).Value);
        Assert.Equal(.5m, ForecastAccuracy.Bias([150], [100]).Value);
    }

    [Fact]
    public void Forecasts_without_actual_values_have_no_accuracy()
    {
        Assert.Equal("there are no forecasts", ForecastAccuracy.Wmape([], []).Unknown);
        Assert.Equal(
            "there is not one actual value for each forecast",
            ForecastAccuracy.Bias([1], []).Unknown
        );
        Assert.Equal(
            "the actual values add up to 0",
            ForecastAccuracy.Bias([1, 2], [1, -1]).Unknown
        );
        Assert.Equal("the actual values add up to 0", ForecastAccuracy.Wmape([1], [0]).Unknown);
    }

    [Fact]
    public void Benefits_are_realised_against_the_plan_to_date_and_in_total()
    {
        Assert.Equal(.75m, BenefitsRealisation.ToDate(300_000, 400_000).Value);
        Assert.Equal(.25m, BenefitsRealisation.Total(300_000, 1_200_000).Value);
        Assert.Equal("nothing was planned up to the day", BenefitsRealisation.ToDate(1, 0).Unknown);
        Assert.Equal("nothing is planned", BenefitsRealisation.Total(1, 0).Unknown);
    }
}
