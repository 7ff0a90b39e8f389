using System.Globalization;

namespace PortfolioLedger.Tests.Http.Queries;

/// <summary>How a question with dates finds its book.</summary>
[Collection(SharedReads.Name)]
public sealed class AsOfTests(ReadHost host)
{
    [Fact]
    public async Task Without_a_time_the_last_position_answers_on_today()
    {
        var asOf = (await host.JsonAsync("initiatives")).GetProperty("asOf");
        Assert.Equal(SeededJournal.Last, asOf.GetProperty("position").GetInt64());
        Assert.Equal(
            DateTime.UtcNow.AddHours(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            asOf.GetProperty("effectiveOn").GetString());
        Assert.Null(asOf.GetProperty("requested").GetString());
        Assert.True(asOf.GetProperty("claimed").GetBoolean());
    }

    [Theory]
    [InlineData("asOf=2025-01-12", 7, "2025-01-12", "2025-01-12")]
    [InlineData("asOf=2025-01-31", 8, "2025-01-31", "2025-01-31")]
    [InlineData("asOf=2025-02-01T08:59:59Z", 8, "2025-02-01", "2025-02-01T08:59:59Z")]
    [InlineData("asOf=2025-02-01T09:00:00Z", 10, "2025-02-01", "2025-02-01T09:00:00Z")]
    [InlineData("asOf=2025-02-01T11:00:00%2B02:00", 10, "2025-02-01", "2025-02-01T11:00:00+02:00")]
    [InlineData("asOfPosition=9", 9, "2025-02-01", "9")]
    [InlineData("asOfPosition=9&effectiveOn=2025-01-15", 9, "2025-01-15", "9")]
    [InlineData("asOf=2025-02-01&effectiveOn=2026-01-01", 10, "2026-01-01", "2025-02-01")]
    [InlineData("effectiveOn=2025-05-31", 23, "2025-05-31", "2025-05-31")]
    public async Task A_time_or_position_names_one_book(string asked, long position,
        string effectiveOn, string requested)
    {
        var asOf = (await host.JsonAsync($"initiatives?{asked}")).GetProperty("asOf");
        Assert.Equal((position, effectiveOn, requested), (asOf.GetProperty("position").GetInt64(),
            asOf.GetProperty("effectiveOn").GetString(),
            asOf.GetProperty("requested").GetString()));
    }

    [Fact]
    public async Task Today_means_now()
    {
        var today = DateTime.UtcNow.AddHours(1)
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var asOf = (await host.JsonAsync($"initiatives?asOf={today}")).GetProperty("asOf");
        Assert.Equal((SeededJournal.Last, today),
            (asOf.GetProperty("position").GetInt32(), asOf.GetProperty("effectiveOn").GetString()));
    }

    [Fact]
    public async Task Before_the_first_event_the_answer_is_empty()
    {
        var answer = await host.JsonAsync("initiatives?asOf=2025-01-09");
        Assert.Equal(0, answer.GetProperty("asOf").GetProperty("position").GetInt64());
        Assert.Null(answer.GetProperty("asOf").GetProperty("knownAt").GetString());
        Assert.Empty(answer.GetProperty("items").EnumerateArray());
        Assert.Null(answer.GetProperty("nextCursor").GetString());
    }

    [Theory]
    [InlineData("2025-05-31", 600_000)]
    [InlineData("2025-06-01", 560_000)]
    public async Task What_takes_effect_later_waits_for_its_day(string day, decimal budget)
    {
        var answer = await host.JsonAsync($"initiatives/croton?effectiveOn={day}");
        Assert.Equal(budget, answer.GetProperty("budget").GetDecimal());
    }

    [Theory]
    [InlineData("asOf=2999-01-01", "as-of-in-future")]
    [InlineData("asOf=9999-12-31", "as-of-in-future")]
    [InlineData("asOf=2999-01-01T00:00:00Z", "as-of-in-future")]
    [InlineData("asOf=2025-01-12&asOfPosition=3", "as-of-ambiguous")]
    [InlineData("asOfPosition=0", "position-out-of-range")]
    [InlineData("asOfPosition=24", "position-out-of-range")]
    [InlineData("asOfPosition=99999999999999999999", "position-out-of-range")]
    [InlineData("asOfPosition=-1", "invalid-parameter")]
    [InlineData("asOfPosition=", "invalid-parameter")]
    [InlineData("asOf=yesterday", "invalid-parameter")]
    [InlineData("asOf=0001-01-01", "invalid-parameter")]
    [InlineData("asOf=0001-01-01T00:00:00Z", "invalid-parameter")]
    [InlineData("effectiveOn=1899-12-31", "invalid-parameter")]
    [InlineData("asOf=2025-02-30", "invalid-parameter")]
    [InlineData("asOf=2025-01-12T10:00:00", "invalid-parameter")]
    [InlineData("effectiveOn=2025-01-12T10:00:00Z", "invalid-parameter")]
    [InlineData("asOf=2025-01-12&asOf=2025-01-13", "invalid-parameter")]
    public async Task A_question_about_no_book_is_refused(string asked, string code) =>
        await host.ProblemAsync($"alignment?{asked}", 400, code);
}
