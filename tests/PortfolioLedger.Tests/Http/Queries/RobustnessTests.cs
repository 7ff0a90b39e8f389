using System.Net;
using PortfolioLedger.Tests.Http.Commands;
using static PortfolioLedger.Tests.Http.Commands.TestPortfolio;

namespace PortfolioLedger.Tests.Http.Queries;

/// <summary>How robust a ranking is, asked over HTTP and on its page.</summary>
public sealed class RobustnessTests(SharedLedger shared)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>7.6 against 7: they swap when value weighs more than 0.75.</summary>
    private async Task<TestPortfolio> ExampleAsync()
    {
        var portfolio = await shared.OpenAsync();
        await portfolio.DepartmentAsync();
        await portfolio.Do("scoring-models", """
            {"key":"board","criteria":[{"id":"value","min":0,"max":10,"weight":0.6},
             {"id":"risk","min":0,"max":10,"weight":0.4,"direction":"lower"}]}
            """);
        await portfolio.Do("scoring-models/board/release", Only);
        await portfolio.Do("scoring-models/board/adoption", Only);
        foreach (var (key, value, risk) in new[] { ("croton", 8, 3), ("depot", 9, 6) })
        {
            await portfolio.InitiativeAsync(key);
            foreach (var (criterion, score) in new[] { ("value", value), ("risk", risk) })
                await portfolio.Do($"initiatives/{key}/scores", $$"""
                    {"model":"board","criterion":"{{criterion}}","value":{{score}},{{Grounds}}}
                    """);
        }
        return portfolio;
    }

    [Fact]
    public async Task The_smallest_change_and_the_ranks_that_hold_are_a_view_like_others()
    {
        var portfolio = await ExampleAsync();
        var viewer = portfolio.Host.As("vera", "viewer");

        var reply = await viewer.Get(portfolio.PathOf("ranking/robustness?within=0.3"));

        Assert.True(reply.Status == 200, reply.ToString());
        var first = reply.Json["items"]![0]!;
        Assert.Equal(("value", 0.75m, 0.15m, 2), ((string)first["criterion"]!,
            (decimal)first["swapsAt"]!, (decimal)first["change"]!, (int)first["worstRank"]!));
        Assert.Equal(0, (int)reply.Json["holding"]!);
        Assert.StartsWith("ranking-robustness/1:sha256:", (string)reply.Json["digest"]!,
            StringComparison.Ordinal);
        var csv = await viewer.Get(portfolio.PathOf("ranking/robustness?format=csv"));
        Assert.StartsWith("rank,initiative,name,score,holds", csv.Text, StringComparison.Ordinal);
        var other = await viewer.Get(portfolio.PathOf("ranking/robustness?within=1.5"));
        other.AssertProblem(400, "invalid-parameter");
        Assert.Contains("share from 0 to 1", other.Text, StringComparison.Ordinal);
        Assert.Equal("no-model", (string)(await viewer.Get(portfolio.PathOf(
            "ranking/robustness?asOfPosition=1"))).Json["unknown"]!);
    }

    [Fact]
    public async Task Its_page_draws_weights_and_ranks_around_where_they_stand()
    {
        var portfolio = await ExampleAsync();
        using var client = portfolio.Host.App.Server.CreateClient();

        var html = WebUtility.HtmlDecode(await client.GetStringAsync(
            $"/p/{portfolio.Key}/ranking/robustness", Cancel));

        Assert.Contains("<ledger-chart type=\"tornado\" x=\"holdsFrom\" y=\"criterion\" "
            + "to=\"holdsTo\" base=\"weight\"", html, StringComparison.Ordinal);
        Assert.Contains("<ledger-chart type=\"tornado\" x=\"bestRank\" y=\"name\" "
            + "to=\"worstRank\" base=\"rank\"", html, StringComparison.Ordinal);
        Assert.Contains("from 60 % beyond 75 %", html, StringComparison.Ordinal);
    }
}
