using CsCheck;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Reports;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Reports;

/// <summary>Which moment a report shows, seen from a day.</summary>
public sealed class AsOfRuleTests
{
    [Theory]
    [InlineData("end-of-last-week", "2026-03-30", "2026-03-29")] // a Monday
    [InlineData("end-of-last-week", "2026-03-29", "2026-03-22")] // a Sunday belongs to its own week
    [InlineData("end-of-last-week", "2026-01-01", "2025-12-28")]
    [InlineData("end-of-last-month", "2026-03-31", "2026-02-28")]
    [InlineData("end-of-last-month", "2028-03-01", "2028-02-29")] // a leap year
    [InlineData("end-of-last-month", "2100-03-15", "2100-02-28")] // none
    [InlineData("end-of-last-month", "2026-01-31", "2025-12-31")]
    [InlineData("end-of-last-quarter", "2026-03-31", "2025-12-31")]
    [InlineData("end-of-last-quarter", "2026-04-01", "2026-03-31")]
    [InlineData("end-of-last-quarter", "2026-11-25", "2026-09-30")]
    [InlineData("end-of-last-year", "2026-12-31", "2025-12-31")]
    [InlineData("2024-02-29", "2026-12-31", "2024-02-29")]
    public void A_rule_means_a_day(string rule, string today, string expected) =>
        Assert.Equal(new AsOfMoment(Day(expected), null), Resolved(rule, today));

    [Theory]
    [InlineData("07-01", "2026-06-30", "2025-06-30")]
    [InlineData("07-01", "2026-07-01", "2026-06-30")]
    [InlineData("01-01", "2026-07-01", "2025-12-31")]
    [InlineData("03-01", "2028-03-01", "2028-02-29")] // the day before is a leap day
    [InlineData("03-01", "2027-03-01", "2027-02-28")]
    [InlineData("02-29", "2028-02-29", "2028-02-28")] // begins on a leap day
    [InlineData("02-29", "2028-02-28", "2027-02-28")] // began on 1 March in a common year
    [InlineData("02-29", "2027-03-01", "2027-02-28")]
    [InlineData("12-31", "2026-12-31", "2026-12-30")]
    public void A_fiscal_year_ends_the_day_before_the_next_begins(
        string start,
        string today,
        string expected
    ) =>
        Assert.Equal(
            new AsOfMoment(Day(expected), null),
            Resolved("end-of-last-fiscal-year", today, start)
        );

    [Fact]
    public void Without_a_fiscal_year_there_is_no_such_moment() =>
        Assert.Null(Resolved("end-of-last-fiscal-year", "2026-03-31"));

    [Fact]
    public void The_last_review_cycle_is_the_one_that_was_closed_last()
    {
        var rule = new AsOfRule(AsOfKind.LastReviewCycle);
        var (first, second) = (Key.Parse("q1"), Key.Parse("q2"));
        var opened = Given
            .APortfolio()
            .With(new OpenReviewCycle(first, "Q1"), new OpenReviewCycle(second, "Q2"));
        Assert.Null(rule.Resolve(Start, opened.Book));
        var closed = opened.With(new CloseReviewCycle(second));
        Assert.Equal(new AsOfMoment(null, 4), rule.Resolve(Start, closed.Book));
        Assert.Equal(
            new AsOfMoment(null, 5),
            rule.Resolve(Start, closed.With(new CloseReviewCycle(first)).Book)
        );
    }

    [Fact]
    public void Now_and_a_position_need_no_day()
    {
        Assert.Equal(new AsOfMoment(null, null), Resolved("now", "2026-03-31"));
        Assert.Equal(new AsOfMoment(null, 4711), Resolved("4711", "2026-03-31"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("date")]
    [InlineData("position")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("Now")]
    [InlineData("2026-02-29")]
    [InlineData("end-of-last-decade")]
    [InlineData("99999999999999999999")]
    public void What_is_no_rule_is_not_read(string text) =>
        Assert.False(AsOfRule.TryParse(text, out _));

    [Fact]
    public void A_rule_is_read_as_it_was_written() =>
        Gen.OneOf(
            Gen.Enum<AsOfKind>().Where(k => k is not (AsOfKind.Date or AsOfKind.Position))
                .Select(k => new AsOfRule(k)),
            Gen.Date.Select(d => new AsOfRule(AsOfKind.Date, DateOnly.FromDateTime(d))),
            Gen.Long[1, long.MaxValue].Select(p => new AsOfRule(AsOfKind.Position, null, p)))
        .Sample(rule => AsOfRule.TryParse(rule.ToString(), out var read) && read == rule);

    [Fact]
    public void The_last_period_always_ended_before_today() =>
        Gen.Select(
                Gen.Int[DateOnly.MinValue.DayNumber + 800, DateOnly.MaxValue.DayNumber]
                    .Select(DateOnly.FromDayNumber),
                Gen.Enum<AsOfKind>()
                    .Where(k => k.ToString().StartsWith("EndOf", StringComparison.Ordinal))
            )
            .Sample(
                (today, kind) =>
                    new AsOfRule(kind).Resolve(today, Opened("07-01")) is { Date: { } ended }
                    && ended < today
                    && ended >= today.AddDays(-366)
            );

    private static AsOfMoment? Resolved(string rule, string today, string? fiscalYearStart = null)
    {
        Assert.True(AsOfRule.TryParse(rule, out var read));
        return read.Resolve(Day(today), Opened(fiscalYearStart));
    }

    private static Book Opened(string? fiscalYearStart) =>
        Given.NoPortfolio().With(Open with { FiscalYearStart = fiscalYearStart }).Book;
}
