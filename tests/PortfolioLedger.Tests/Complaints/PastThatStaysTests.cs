using System.Text.Json.Nodes;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Complaints;

/// <summary>
/// What is past is computed from what holds today (MicrosoftDocs/azure-devops-docs#8635).
/// </summary>
public sealed class PastThatStaysTests(SharedLedger shared)
{
    private const string Value =
        """{"id":"value","min":0,"max":10,"direction":"higher","weight":1}""";

    [Fact]
    public async Task What_was_answered_is_answered_again_byte_for_byte()
    {
        var p = await Works.OpenAsync(shared);
        await p.ModelAsync("m1", "weighted", Value);
        await p.DoAsync(p.Alice, "budget", $$"""{"period":"2026","capex":500,{{Works.Grounds}}}""");
        foreach (
            var (key, score, budget) in ((string, int, int)[])
                [("x", 8, 300), ("y", 6, 200), ("z", 4, 100)]
        )
        {
            await p.InitiativeAsync(key);
            await p.ScoreAsync(key, "m1", "value", score);
            await p.BudgetAsync(key, budget);
        }
        await p.DoAsync(p.Alice, "rankings", $$"""{"key":"spring",{{Works.Grounds}}}""");
        var then = await p.PositionAsync;
        string[] questions =
        [
            $"ranking?asOfPosition={then}", $"alignment?asOfPosition={then}",
            $"initiatives?asOfPosition={then}&format=csv",
        ];
        var noted = await Task.WhenAll(questions.Select(p.GetAsync));

        await ChangeAllAsync(p);

        foreach (var (question, before) in questions.Zip(noted))
        {
            var again = await p.GetAsync(question);
            Assert.Equal((before.Text, before.Header("ETag"), before.Header(Works.DigestHeader)),
                (again.Text, again.Header("ETag"), again.Header(Works.DigestHeader)));
            Assert.NotNull(before.Header("ETag"));
            Assert.NotNull(before.Header(Works.DigestHeader));
        }
        Assert.Equal([(1, "x", 8m, true), (2, "y", 6m, true), (3, "z", 4m, false)],
            RankedIn(noted[0].Json));
        var now = await p.ReadAsync("ranking");
        Assert.Empty(now["items"]!.AsArray());
        var incomplete = Assert.Single(now["incomplete"]!.AsArray())!;
        Assert.Equal(("z", "risk"), ((string?)incomplete["initiative"],
            (string?)Assert.Single(incomplete["missing"]!.AsArray())));
        Assert.False((bool)now["restated"]!);
        var published = await p.ReadAsync("rankings/spring");
        Assert.True((bool)published["reproduced"]!);
        Assert.Equal(
            ["x", "y", "z"],
            published["items"]!.AsArray().Select(i => (string)i!["initiative"]!)
        );
        var last = await p.PositionAsync;
        var compared = await p.ReadAsync($"ranking/comparison?from={then}&to={last}");
        Assert.Equal(["x", "y", "z"], compared["left"]!.AsArray().Select(k => (string)k!));
        Assert.True(compared.AsObject().ContainsKey("kendallTauB"));
        Assert.Null(compared["kendallTauB"]);
        Assert.True(
            (bool)(await p.ReadAsync($"ranking?asOfPosition={then}&model=m1@2"))["restated"]!
        );
        Assert.False((bool)(await p.ReadAsync($"ranking?asOfPosition={then}"))["restated"]!);
    }

    private static async Task ChangeAllAsync(Works p)
    {
        await p.DoAsync(
            p.Alice,
            "initiatives/x/kill",
            $$"""{"reasonCode":"no-longer-needed",{{Works.Grounds}}}"""
        );
        await p.DoAsync(p.Alice, "initiatives/y/merger", $$"""{"into":"z",{{Works.Grounds}}}""");
        await p.DoAsync(p.Alice, "initiatives/z/budget-changes",
            $$"""{"period":"2026","delta":300,"newTotal":400,{{Works.Grounds}}}""");
        await p.DoAsync(p.Alice, "scoring-models", """
            {"key":"m1","formula":"weighted","criteria":[
              {"id":"value","min":0,"max":10,"direction":"higher","weight":0.7},
              {"id":"risk","min":0,"max":10,"direction":"lower","weight":0.3}]}
            """);
        await p.AdoptedAsync("m1");
        await p.DoAsync(p.Alice, "departments/works/name", """{"name":"Public works"}""");
        await p.DoAsync(p.Alice, "objectives", """
            {"key":"o","title":"o","statement":"Serve the city","level":"strategic","owner":"p-17"}
            """);
        await p.DoAsync(p.Bob, "objectives/o/approval", $$"""{{{Works.Grounds}}}""");
        await p.DoAsync(
            p.Alice,
            "objective-weights",
            $$"""{"weights":{"o":1},"method":"direct",{{Works.Grounds}}}"""
        );
    }

    private static IEnumerable<(int, string, decimal, bool)> RankedIn(JsonNode ranking) =>
        ranking["items"]!.AsArray().Select(i => ((int)i!["rank"]!, (string)i["initiative"]!,
            (decimal)i["score"]!, (bool)i["funded"]!));
}
