using PortfolioLedger.Tests.Http.Commands;


namespace PortfolioLedger.Tests.Complaints;

/// <summary>
/// A unit loses its history with its name, or takes what was never its own (CuBoulder/express#1916,
/// mysociety/fixmystreet#3181).
/// </summary>
public sealed class RenamedUnitTests(SharedLedger shared)
{
    [Fact]
    public async Task The_past_stays_and_the_sums_are_those_of_the_successor()
    {
        var p = await Works.OpenAsync(shared);
        foreach (
            var (key, name, initiative, fte) in ((string, string, string, int)[])
                [("roads", "Roads", "bridge", 2), ("parks", "Parks", "lawn", 1)]
        )
        {
            await p.DoAsync(p.Alice, "departments",
                $$"""{"key":"{{key}}","name":"{{name}}","effectiveOn":"2026-01-01"}""");
            await p.DoAsync(p.Alice, "capacity",
                $$"""{"period":"2026","department":"{{key}}","role":"engineer","fte":5}""");
            await p.InitiativeAsync(initiative, key);
            await AllocateAsync(p, initiative, key, fte);
        }
        var then = await p.PositionAsync;
        string[] questions = ["capacity?period=2026", "silos", "departments"];
        var before = await Task.WhenAll(questions.Select(p.GetAsync));
        Assert.Equal(
            ["parks", "roads"],
            (await p.ItemsAsync("capacity?period=2026", "department")).Keys.Order()
        );
        Assert.Equal(3m, await AllocatedAsync(p, "capacity?period=2026"));

        var renamed = await p.DoAsync(p.Alice, "departments/roads/name", """{"name":"Highways"}""");
        Assert.Equal(
            "Highways",
            (string?)(await p.ItemsAsync("departments", "key"))["roads"]["name"]
        );
        var merged = await p.DoAsync(p.Alice, "departments/roads/merger", """{"into":"parks"}""");

        foreach (var (question, noted) in questions.Zip(before))
        {
            var again = await p.ReadAsync(
                $"{question}{(question.Contains('?') ? '&' : '?')}asOfPosition={then}"
            );
            Assert.Equal((string?)noted.Json["digest"], (string?)again["digest"]);
        }
        Assert.Equal(
            "Roads",
            (string?)
                (await p.ItemsAsync($"departments?asOfPosition={then}", "key"))["roads"]["name"]
        );
        Assert.Contains(
            "roads",
            (await p.ItemsAsync($"capacity?period=2026&asOfPosition={then}", "department")).Keys
        );
        var line = Assert.Single(await p.ItemsAsync("capacity?period=2026", "department"));
        Assert.Equal(
            ("parks", 10m, 3m),
            (line.Key, (decimal)line.Value["fte"]!, (decimal)line.Value["allocated"]!)
        );
        Assert.Equal(
            "parks",
            (string?)(await p.ItemsAsync("departments", "key"))["roads"]["mergedInto"]
        );

        var own = await PositionsAsync(p, "timeline?subject=department/roads");
        Assert.Equal([merged, renamed], own[..2]);
        var registration = own[^1];
        var successor = await PositionsAsync(p, "timeline?subject=department/parks");
        foreach (var position in (long[])[registration, renamed, merged])
            Assert.Contains(position, successor);
        var alone = await PositionsAsync(p, "timeline?subject=department/parks&merged=false");
        Assert.Contains(merged, alone);
        Assert.DoesNotContain(renamed, alone);
        Assert.DoesNotContain(registration, alone);

        var refused = await p.RefusedAsync(p.Carl, "initiatives/lawn/allocations",
            AllocationOf("roads", 1), 422, "department-retired");
        Assert.Contains("parks", (string)refused.Json["detail"]!, StringComparison.Ordinal);
        await p.RefusedAsync(
            p.Alice,
            "departments/roads/merger",
            """{"into":"works"}""",
            422,
            "department-retired"
        );
        await p.RefusedAsync(
            p.Alice,
            "departments/parks/merger",
            """{"into":"roads"}""",
            422,
            "unknown-successor"
        );
    }

    private static async Task<decimal> AllocatedAsync(Works p, string question) =>
        (await p.ReadAsync(question))["items"]!.AsArray().Sum(i => (decimal)i!["allocated"]!);

    private static async Task<long[]> PositionsAsync(Works p, string question) =>
        [.. (await p.ReadAsync(question))["items"]!.AsArray().Select(i => (long)i!["position"]!)];

    private static Task<long> AllocateAsync(
        Works p,
        string initiative,
        string department,
        int fte
    ) => p.DoAsync(p.Carl, $"initiatives/{initiative}/allocations", AllocationOf(department, fte));

    private static string AllocationOf(string department, int fte) =>
        $$"""
            {"department":"{{department}}","role":"engineer","fte":{{fte}},"from":"2026-02-01","to":"2026-12-31"}
            """;
}
