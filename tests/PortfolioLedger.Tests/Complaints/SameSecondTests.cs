using System.Text.Json.Nodes;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Complaints;

/// <summary>
/// Changes of the same second are listed in any order, and the wrong one looks like the last
/// (Alanaktion/phproject#334).
/// </summary>
public sealed class SameSecondTests(SharedLedger shared)
{
    private const int Repetitions = 50;

    private static readonly string[] Names = ["Works A", "Works B", "Works A", "Works C"];

    [Fact]
    public async Task Names_of_one_batch_are_in_the_order_of_their_positions()
    {
        var p = await Works.OpenAsync(shared);
        var first = (await p.BatchAsync(p.Alice, [.. Names.Select(name =>
            ("departments/works/name", $$"""{"name":"{{name}}"}"""))])).Position - 3;

        string? before = null;
        for (var i = 0; i < Repetitions; i++)
        {
            var reply = await p.GetAsync(
                $"timeline?subject=department/works&asOfPosition={first + 3}"
            );
            Assert.Equal(before ?? reply.Text, reply.Text);
            before = reply.Text;
        }

        var lines = JsonNode.Parse(before!)!["items"]!.AsArray();
        Assert.Equal(
            [first + 3, first + 2, first + 1, first, 2],
            lines.Select(l => (long)l!["position"]!)
        );
        Assert.All(Names.Reverse().Zip(lines), pair =>
            Assert.EndsWith(
                $"\"{pair.First}\"", (string)pair.Second!["sentence"]!, StringComparison.Ordinal)
        );
        foreach (var time in (string[])["recordedAt", "knownAt"])
            Assert.Single(lines.Take(4).Select(l => (string)l![time]!).Distinct());
        Assert.Equal(lines.Select(l => l!.ToJsonString()), await PagesAsync(p));
        Assert.Equal("Works C", await NameAsync(p, "departments"));
        Assert.Equal("Works B", await NameAsync(p, $"departments?asOfPosition={first + 1}"));
        var known = (string)lines[0]!["knownAt"]!;
        Assert.Equal(
            first + 3,
            (long)(await p.ReadAsync($"departments?asOf={known}"))["asOf"]!["position"]!
        );
        Assert.Equal("Works C", await NameAsync(p, $"departments?asOf={known}"));
    }

    [Fact]
    public async Task Of_scores_of_one_day_the_later_position_wins()
    {
        var p = await Works.OpenAsync(shared);
        await p.InitiativeAsync("a", effectiveOn: Works.Begin);
        await p.ModelAsync(
            "m",
            "weighted",
            """{"id":"value","min":0,"max":10,"direction":"higher","weight":1}"""
        );
        var last = (
            await p.BatchAsync(
                p.Alice,
                [
                    .. ((int[])[3, 9, 6]).Select(value =>
                        (
                            "initiatives/a/scores",
                            $$"""{"model":"m","criterion":"value","value":{{value}},{{Works.GroundsOn("2026-05-01")}}}"""
                        )
                    ),
                ]
            )
        ).Position;

        for (var i = 0; i < Repetitions; i++)
            Assert.Equal(6m, await ScoreAsync(p, ""));
        Assert.Equal(9m, await ScoreAsync(p, $"?asOfPosition={last - 1}"));
        Assert.Equal(3m, await ScoreAsync(p, $"?asOfPosition={last - 2}"));
        var lines = (await p.ReadAsync("timeline?subject=initiative/a&type=criterion-scored"))[
            "items"
        ]!.AsArray();
        Assert.Equal([last, last - 1, last - 2], lines.Select(l => (long)l!["position"]!));
        var known = Assert.Single(lines.Select(l => (string)l!["knownAt"]!).Distinct());
        Assert.Equal(6m, await ScoreAsync(p, $"?asOf={known}"));
    }

    private static async Task<string> NameAsync(Works p, string question) =>
        (string)(await p.ItemsAsync(question, "key"))["works"]["name"]!;

    private static async Task<decimal> ScoreAsync(Works p, string query) =>
        (decimal)
            Assert.Single((await p.ReadAsync("initiatives/a" + query))["scores"]!.AsArray())![
                "value"
            ]!;

    /// <summary>The same lines, asked for one by one.</summary>
    private static async Task<List<string>> PagesAsync(Works p)
    {
        List<string> lines = [];
        string? cursor = null;
        do
        {
            var page = await p.ReadAsync("timeline?subject=department/works&limit=1"
                + (cursor is null ? "" : $"&cursor={cursor}"));
            lines.Add(Assert.Single(page["items"]!.AsArray())!.ToJsonString());
            cursor = (string?)page["nextCursor"];
        }
        while (cursor is not null);
        return lines;
    }
}
