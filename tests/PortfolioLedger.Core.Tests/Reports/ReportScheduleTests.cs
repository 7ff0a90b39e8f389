using CsCheck;
using PortfolioLedger.Core.Reports;

namespace PortfolioLedger.Core.Tests.Reports;

/// <summary>When a report is due.</summary>
public sealed class ReportScheduleTests
{
    [Theory]
    [InlineData(Cadence.Daily, null, "2026-03-31T05:59:59Z", "2026-03-31T06:00:00Z")]
    [InlineData(Cadence.Daily, null, "2026-03-31T06:00:00Z", "2026-04-01T06:00:00Z")]
    [InlineData(Cadence.Weekly, "monday", "2026-03-31T00:00:00Z", "2026-04-06T06:00:00Z")]
    [InlineData(Cadence.Weekly, "tuesday", "2026-03-31T00:00:00Z", "2026-03-31T06:00:00Z")]
    [InlineData(Cadence.Monthly, "31", "2026-01-31T07:00:00Z", "2026-02-28T06:00:00Z")]
    [InlineData(Cadence.Monthly, "30", "2028-02-01T00:00:00Z", "2028-02-29T06:00:00Z")]
    [InlineData(Cadence.Monthly, "last", "2026-04-01T00:00:00Z", "2026-04-30T06:00:00Z")]
    [InlineData(Cadence.Monthly, "1", "2026-12-01T06:00:00Z", "2027-01-01T06:00:00Z")]
    [InlineData(Cadence.Daily, null, "2026-03-31T23:59:59+14:00", "2026-04-01T06:00:00Z")]
    public void The_next_moment_is_the_first_after_another(
        Cadence cadence, string? day, string after, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, null),
            new ReportSchedule(cadence, "06:00", day).NextAfter(DateTimeOffset.Parse(after, null)));

    [Fact]
    public void Between_two_moments_there_is_none() =>
        Gen.Select(
                Gen.Int[0, 2_000_000]
                    .Select(m =>
                        new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(m)
                    ),
                Gen.OneOf(
                    Gen.Const(new ReportSchedule(Cadence.Daily, "06:30")),
                    Gen.Enum<DayOfWeek>()
                        .Select(d => new ReportSchedule(
                            Cadence.Weekly,
                            "00:00",
                            Enumeration<DayOfWeek>.NameOf(d)
                        )),
                    Gen.Int[1, 31].Select(d => new ReportSchedule(Cadence.Monthly, "23:59", $"{d}"))
                )
            )
            .Sample(
                (moment, schedule) =>
                {
                    var next = schedule.NextAfter(moment);
                    return next > moment
                        && schedule.NextAfter(next.AddTicks(-1)) == next
                        && schedule.NextAfter(moment.AddTicks((next - moment).Ticks / 2)) == next;
                }
            );
}
