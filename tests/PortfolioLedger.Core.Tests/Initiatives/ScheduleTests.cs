using PortfolioLedger.Core.Initiatives;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Initiatives;

public sealed class ScheduleTests
{
    private static readonly DateOnly June = Day("2026-06-30");
    private static readonly DateOnly July = Day("2026-07-10");

    private static Journal Planned =>
        Given.AnInitiative().With(new BaselineSchedule(Croton, June, Why));

    [Fact]
    public void A_schedule_is_baselined() =>
        Given.AnInitiative().When(new BaselineSchedule(Croton, June, Why, Start))
            .Then(new ScheduleBaselined(Croton, June, Start, Why));

    [Fact]
    public void Nothing_starts_after_its_completion()
    {
        Faulty.At(new BaselineSchedule(Croton, June, Why, July), "/start");
        Faulty.At(new BaselineSchedule(Croton, June, Why, June));
        Faulty.At(new BaselineSchedule(Croton, June, Why));
    }

    [Fact]
    public void A_forecast_changes_from_what_was_expected() =>
        Planned.When(new ChangeForecastCompletion(Croton, July, June, 10))
            .Then(new ForecastCompletionChanged(Croton, June, July, 10));

    [Fact]
    public void What_was_expected_is_filled_in() =>
        Planned.When(new ChangeForecastCompletion(Croton, July))
            .Then(new ForecastCompletionChanged(Croton, June, July, null));

    [Fact]
    public void A_first_forecast_follows_nothing() =>
        Given.AnInitiative().When(new ChangeForecastCompletion(Croton, July))
            .Then(new ForecastCompletionChanged(Croton, null, July, null));

    [Fact]
    public void A_forecast_that_is_not_expected_any_more_is_stale()
    {
        Planned.When(new ChangeForecastCompletion(Croton, July, Start))
            .ThenRefused("stale-value", About(Croton));
        Given.AnInitiative().When(new ChangeForecastCompletion(Croton, July, Start))
            .ThenRefused("stale-value", About(Croton));
    }

    [Theory]
    [InlineData(9)]
    [InlineData(11)]
    public void Stated_days_must_be_the_difference(int days) =>
        Planned.When(new ChangeForecastCompletion(Croton, July, June, days))
            .ThenRefused("delta-mismatch", About(Croton));

    [Fact]
    public void A_claimed_change_need_not_add_up() =>
        Planned.WhenClaimed(new ChangeForecastCompletion(Croton, July, Start, 999))
            .Then(new ForecastCompletionChanged(Croton, Start, July, 999));
}
