using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Http.Queries;

/// <summary>Whoever recorded something reads it on every node.</summary>
public sealed class PositionAtLeastTests
{
    private const string Header = "If-Position-At-Least";

    [Fact]
    public async Task What_one_node_recorded_every_node_answers_at_once()
    {
        await using var database = await TestCluster.CreateLedgerAsync();
        await using var one = await LedgerHost.StartAsync(database);
        await using var other = await LedgerHost.StartAsync(database);
        Assert.Equal(201, (await one.As("board", "approver").Post("portfolios",
            """{"key":"two","name":"A plan","currency":"USD"}""")).Status);
        for (var i = 0; i < 20; i++)
        {
            var receipt = await one.As("board", "approver").Post(
                "portfolios/two/departments", $$"""{"key":"d{{i}}","name":"D"}""");

            var read = await other.As("vera", "viewer").Get(
                "portfolios/two/departments", (Header, $"{receipt.Position}"));

            Assert.Equal(200, read.Status);
            Assert.Equal(i + 1, read.Json["items"]!.AsArray().Count);
        }
    }

    [Fact]
    public async Task A_position_that_is_not_there_yet_is_waited_for()
    {
        await using var host = await LedgerHost.StartAsync();
        Assert.Equal(201, (await host.As("board", "approver").Post("portfolios",
            """{"key":"plan","name":"A plan","currency":"USD"}""")).Status);
        var reading = host.As("vera", "viewer").Get("portfolios/plan/departments", (Header, "2"));
        await host.As("board", "approver").Post(
            "portfolios/plan/departments", """{"key":"parks","name":"Parks"}""");
        Assert.Equal(2, (long)(await reading).Json["asOf"]!["position"]!);
    }

    [Fact]
    public async Task A_position_that_does_not_come_is_a_failed_condition()
    {
        await using var host = await LedgerHost.StartAsync();
        Assert.Equal(201, (await host.As("board", "approver").Post("portfolios",
            """{"key":"plan","name":"A plan","currency":"USD"}""")).Status);

        var refused = await host.As("vera", "viewer").Get(
            "portfolios/plan/departments", (Header, "99"));

        refused.AssertProblem(412, "position-not-reached");
        Assert.Equal("1", refused.Header("Retry-After"));
        Assert.Contains("up to position 1, not yet up to 99", refused.Text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("many")]
    [InlineData("-1")]
    [InlineData("\"5\"")]
    [InlineData("1,2")]
    public async Task A_header_that_is_no_position_is_refused_by_its_name(string value)
    {
        await using var host = await LedgerHost.StartAsync();
        var refused = await host.As("vera", "viewer").Get(
            "portfolios/plan/departments", (Header, value));
        refused.AssertProblem(400, "invalid-parameter");
        Assert.Contains(Header, refused.Text, StringComparison.Ordinal);
    }
}
