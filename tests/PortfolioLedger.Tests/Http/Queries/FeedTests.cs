using System.Net;
using System.Text.Json;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Tests.Http.Queries;

/// <summary>The journal as CloudEvents.</summary>
[Collection(SharedReads.Name)]
public sealed class FeedTests(ReadHost host)
{
    [Fact]
    public async Task Pages_lead_through_the_whole_journal()
    {
        var positions = new List<long>();
        var next = "/api/v1/portfolios/capital/events?limit=9";
        while (next is not null)
        {
            using var page = await host.AskAsync(next);
            Assert.Equal("application/cloudevents-batch+json",
                page.Content.Headers.ContentType!.MediaType);
            foreach (var item in (await ReadHost.BodyAsync(page)).EnumerateArray())
                positions.Add(item.GetProperty("position").GetInt64());
            next = page.Headers.TryGetValues("Link", out var link)
                ? link.Single()[1..].Split('>')[0] : null;
        }
        Assert.Equal(Enumerable.Range(1, SeededJournal.Last).Select(p => (long)p), positions);
    }

    [Fact]
    public async Task An_event_says_who_what_and_when_with_canonical_data()
    {
        using var answer = await host.GetAsync("events?after=14&limit=1");
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var one = JsonElement.Parse(text)[0];
        Assert.Equal(
            ("1.0", "/api/v1/portfolios/capital", "budget-approved", "initiative/bridge", "boris"),
            (
            one.GetProperty("specversion").GetString(), one.GetProperty("source").GetString(),
            one.GetProperty("type").GetString(), one.GetProperty("subject").GetString(),
            one.GetProperty("actor").GetString()));
        Assert.Equal(("2025-03-01T09:00:00.000000Z", "2025-03-01"),
            (one.GetProperty("knownat").GetString(), one.GetProperty("effectiveon").GetString()));
        Assert.True(
            one.GetProperty("time").GetDateTimeOffset() > one.GetProperty("knownat")
                .GetDateTimeOffset());
        Assert.NotEqual(Guid.Empty, one.GetProperty("id").GetGuid());
        var data = one.GetProperty("data").GetRawText();
        Assert.Equal(
            System.Text.Encoding.UTF8.GetString(
                CanonicalJson.Encode(System.Text.Encoding.UTF8.GetBytes(data))
            ),
            data
        );
        Assert.StartsWith(
            """{"amount":{"amount":"400000","currency":"USD"},""",
            data,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_event_is_timed_by_the_clock_of_the_database()
    {
        using var answer = await host.GetAsync("events?after=22");
        var recorded = (await ReadHost.BodyAsync(answer))[0]
            .GetProperty("time")
            .GetDateTimeOffset();
        await using var source = Npgsql.NpgsqlDataSource.Create(host.Database.ConnectionString);
        await using var command = source.CreateCommand("select clock_timestamp()");
        var now = (DateTime)
            (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;

        // The application's own clock is an hour ahead.
        Assert.InRange(recorded.UtcDateTime, DateTime.UnixEpoch, now);
    }

    [Theory]
    [InlineData("after=21", "22,23")]
    [InlineData("after=23", "")]
    [InlineData("after=99", "")]
    [InlineData("types=department-registered,portfolio-opened", "1,2,3")]
    [InlineData("subject=initiative/croton&after=12", "14,19,20,23")]
    [InlineData("subject=initiative/croton&types=criterion-scored&limit=1", "19")]
    public async Task Filters_choose_events(string query, string positions)
    {
        using var answer = await host.GetAsync($"events?{query}",
            ("Accept", "application/x-ndjson"));
        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType!.MediaType);
        var lines = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(positions,
            string.Join(',', lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => JsonElement.Parse(l).GetProperty("position").GetInt64())));
    }

    [Theory]
    [InlineData("after=-1", "invalid-parameter")]
    [InlineData("after=x", "invalid-parameter")]
    [InlineData("limit=0", "invalid-parameter")]
    [InlineData("limit=1001", "invalid-parameter")]
    [InlineData("types=nonsense", "invalid-parameter")]
    [InlineData("subject=croton", "invalid-parameter")]
    [InlineData("asOf=2025-01-01", "unknown-parameter")]
    public async Task Wrong_parameters_are_named(string query, string code) =>
        await host.ProblemAsync($"events?{query}", 400, code);

    [Fact]
    public async Task An_unknown_portfolio_has_no_journal()
    {
        using var answer = await host.AskAsync("/api/v1/portfolios/nothing/events");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
