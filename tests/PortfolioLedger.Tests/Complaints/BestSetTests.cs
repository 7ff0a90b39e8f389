using System.Text.Json.Nodes;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Complaints;

/// <summary>
/// Funding from the top is offered as the best set, or parts of initiatives as a total
/// (ibuilder/massing#147).
/// </summary>
public sealed class BestSetTests(SharedLedger shared)
{
    [Fact]
    public async Task The_ranking_funds_from_the_top_and_the_search_finds_the_best_set()
    {
        var p = await Works.OpenAsync(shared);
        await p.ModelAsync(
            "m",
            "weighted",
            """{"id":"value","min":0,"max":20,"direction":"higher","weight":1}"""
        );
        await p.DoAsync(
            p.Alice,
            "budget",
            $$"""{"period":"2026","capex":1000000,{{Works.Grounds}}}"""
        );
        foreach (
            var (key, score, budget) in ((string, int, int)[])
                [("a", 13, 600_000), ("b", 10, 500_000), ("c", 10, 500_000)]
        )
        {
            await p.InitiativeAsync(key);
            await p.ScoreAsync(key, "m", "value", score);
            await p.BudgetAsync(key, budget);
        }
        var before = await p.PositionAsync;

        Assert.Equal([("a", true), ("b", false), ("c", false)],
            (await p.ReadAsync("ranking?period=2026"))["items"]!.AsArray().Select(i =>
                ((string)i!["initiative"]!, (bool)i["funded"]!)));
        var best = await AskAsync(p, """{"objective":"score","budget":1000000}""");
        Assert.Equal(["b", "c"], SelectedIn(best));
        Assert.Equal((20m, 1_000_000m, true), Totals(best));
        Assert.Equal(
            (13m, 7m),
            ((decimal)best["rankOrder"]!["total"]!, (decimal)best["rankOrder"]!["gain"]!)
        );
        var with = await AskAsync(
            p,
            """{"objective":"score","budget":1000000,"mustInclude":["a"]}"""
        );
        Assert.Equal(["a"], SelectedIn(with));
        Assert.Equal((13m, 600_000m, true), Totals(with));
        var all = await AskAsync(p, """{"objective":"score","budget":1600000}""");
        Assert.Equal(["a", "b", "c"], SelectedIn(all));
        Assert.Equal((33m, 1_600_000m, true), Totals(all));
        Assert.Equal(before, await p.PositionAsync);
    }

    private static async Task<JsonNode> AskAsync(Works p, string body)
    {
        var reply = await p.Carl.Post(p.PathOf("what-if/optimisation"), body);
        Assert.True(reply.Status == 200, reply.ToString());
        return reply.Json;
    }

    private static (decimal Total, decimal Cost, bool Optimal) Totals(JsonNode answer) =>
        ((decimal)answer["total"]!, (decimal)answer["totalCost"]!, (bool)answer["optimal"]!);

    private static IEnumerable<string> SelectedIn(JsonNode answer) =>
        answer["selected"]!.AsArray().Select(i => (string)i!["initiative"]!);
}
