using System.Text.Json;

using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Http;

/// <summary>The list of portfolios comes in pages.</summary>
public sealed class PortfolioPageTests
{
    private static readonly string[] Keys = ["alpha", "beta", "beta-2", "gamma", "x1"];

    [Fact]
    public async Task Pages_follow_each_other_in_the_order_of_keys_and_miss_nothing()
    {
        await using var host = await StartAsync();
        var caller = host.As("vera", "viewer");
        var whole = await caller.Get("portfolios");
        Assert.Equal(Keys, KeysOf(whole));
        Assert.Null((string?)whole.Json["nextCursor"]);
        Assert.Null(whole.Header("Link"));

        foreach (var limit in (int[])[1, 2, 3, 5, 500])
        {
            List<string> read = [];
            var address = $"portfolios?limit={limit}";
            while (address is not null)
            {
                var page = await caller.Get(address);
                Assert.Equal(200, page.Status);
                var keys = KeysOf(page);
                Assert.InRange(keys.Length, 1, limit);
                read.AddRange(keys);
                address = (string?)page.Json["nextCursor"] is { } cursor
                    ? $"portfolios?limit={limit}&cursor={cursor}"
                    : null;
                Assert.Equal(
                    address is null ? null : $"</api/v1/{address}>; rel=\"next\"",
                    page.Header("Link")
                );
            }
            Assert.Equal(Keys, read);
        }
    }

    [Fact]
    public async Task A_portfolio_that_is_opened_meanwhile_changes_no_other_page()
    {
        await using var host = await StartAsync();
        var first = await host.As("vera", "viewer").Get("portfolios?limit=3");
        await OpenAsync(host, "aa");
        await OpenAsync(host, "delta");
        var next = await host.As("vera", "viewer")
            .Get($"portfolios?limit=3&cursor={first.Json["nextCursor"]}");
        Assert.Equal(["delta", "gamma", "x1"], KeysOf(next));
    }

    [Theory]
    [InlineData("limit=0", "invalid-parameter")]
    [InlineData("limit=501", "invalid-parameter")]
    [InlineData("limit=ten", "invalid-parameter")]
    [InlineData("limit=1&limit=2", "invalid-parameter")]
    [InlineData("cursor=", "bad-cursor")]
    [InlineData("cursor=%21", "bad-cursor")]
    [InlineData("cursor=eyJwIjo0NzExfQ", "bad-cursor")]
    [InlineData("sort=name", "unknown-parameter")]
    public async Task Faults_are_those_of_views(string query, string code)
    {
        await using var host = await LedgerHost.StartAsync();
        var problem = await host.As("vera", "viewer").Get($"portfolios?{query}");
        problem.AssertProblem(400, code);
        Assert.Equal(query.Split('=')[0], problem.Pointers().Single());
    }

    private static async Task<LedgerHost> StartAsync()
    {
        var host = await LedgerHost.StartAsync();
        foreach (var key in Keys.Reverse())
            await OpenAsync(host, key);
        return host;
    }

    private static async Task OpenAsync(LedgerHost host, string key) =>
        Assert.Equal(
            201,
            (
                await host.As("alice", "approver")
                    .Post(
                        "portfolios",
                        JsonSerializer.Serialize(
                            new
                            {
                                key,
                                name = key,
                                currency = "USD",
                            }
                        )
                    )
            ).Status
        );

    private static string[] KeysOf(Reply page) =>
        [.. page.Json["items"]!.AsArray().Select(i => (string)i!["portfolio"]!)];
}
