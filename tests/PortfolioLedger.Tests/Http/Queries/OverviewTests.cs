using PortfolioLedger.Tests.Http.Commands;


namespace PortfolioLedger.Tests.Http.Queries;

/// <summary>The portfolio on one page, over HTTP.</summary>
public sealed class OverviewTests(SharedLedger shared)
{
    [Fact]
    public async Task It_lists_where_priority_and_rank_disagree()
    {
        var portfolio = await WithTwoAsync();

        var reply = await portfolio.Approver.Get(portfolio.PathOf("overview?format=csv"));

        Assert.Equal("""
            initiative,name,boardPriority,rank,priorityRank,passedBy,passes
            croton,croton,3,1,2,0,1
            depot,depot,1,2,1,1,0

            """.ReplaceLineEndings("\r\n"), reply.Text);
    }

    [Fact]
    public async Task Figures_are_those_of_the_time_that_is_asked_for()
    {
        var portfolio = await WithTwoAsync();
        var before = portfolio.LastPosition;
        await portfolio.Do("budget",
            $$"""{"period":"2026","capex":900000,{{TestPortfolio.Grounds}}}""");
        await portfolio.Do("initiatives/croton/budget",
            $$"""{"period":"2026","amount":600000,{{TestPortfolio.Grounds}}}""");

        Assert.Equal((600_000, 900_000), await BudgetsAsync(portfolio, ""));
        Assert.Equal((null, null), await BudgetsAsync(portfolio, $"?asOfPosition={before}"));
    }

    private static async Task<(int?, int?)> BudgetsAsync(TestPortfolio portfolio, string query)
    {
        var overview = await portfolio.Approver.Get(portfolio.PathOf("overview" + query));
        var figure = overview.Json["figures"]!.AsArray().Single(
            f => (string)f!["figure"]! == "approved-budgets")!;
        Assert.Equal("USD", (string)figure["unit"]!);
        return ((int?)figure["value"], (int?)figure["of"]);
    }

    /// <summary>Croton scores higher, the board prefers the depot.</summary>
    private async Task<TestPortfolio> WithTwoAsync()
    {
        var portfolio = await shared.OpenAsync();
        await portfolio.WithInitiativeAsync();
        await portfolio.InitiativeAsync("depot");
        await portfolio.Do("scoring-models", """
            {"key":"board","formula":"weighted","criteria":
             [{"id":"value","min":0,"max":10,"direction":"higher","weight":1}]}
            """);
        await portfolio.Do("scoring-models/board/release", TestPortfolio.Only);
        await portfolio.Do("scoring-models/board/adoption", TestPortfolio.Only);
        foreach (var (initiative, value, priority) in new[] { ("croton", 8, 3), ("depot", 5, 1) })
        {
            await portfolio.Do($"initiatives/{initiative}/scores", $$"""
                {"model":"board","criterion":"value","value":{{value}},{{TestPortfolio.Grounds}}}
                """);
            await portfolio.Do($"initiatives/{initiative}/priority",
                $$"""{"from":2,"to":{{priority}},{{TestPortfolio.Grounds}}}""");
        }
        return portfolio;
    }
}
