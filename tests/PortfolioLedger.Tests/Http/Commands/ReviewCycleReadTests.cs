using System.Text.Json.Nodes;

namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>A review cycle is a point in time for other views.</summary>
public sealed class ReviewCycleReadTests(SharedLedger shared)
{
    [Fact]
    public async Task A_cycle_stands_for_its_closing_and_for_the_newest_event_while_it_is_open()
    {
        var p = await shared.OpenAsync();
        await p.Do("review-cycles", """{"key":"q1","name":"First quarter"}""");
        await p.DepartmentAsync();
        var closed = (await p.Do("review-cycles/q1/closing", "{}")).Position;
        await p.Do("review-cycles", """{"key":"q2","name":"Second quarter"}""");
        var last = (await p.Do("customer-segments", """{"key":"firms","name":"Firms"}""")).Position;

        Assert.Equal([4L, 3, 2, 1], await PositionsAsync(p, "timeline?to=cycle:q1"));
        Assert.Equal([last, last - 1, closed], await PositionsAsync(p, "timeline?from=cycle:q1"));
        Assert.Equal(
            [last, last - 1, closed],
            await PositionsAsync(p, "timeline?from=cycle:q1&to=cycle:q2")
        );
        Assert.Equal([3L, 2, 1], await PositionsAsync(p, "timeline?to=cycle:q1&asOfPosition=3"));
        Assert.Equal([last], await PositionsAsync(p, "timeline?from=cycle:q2"));
    }

    [Fact]
    public async Task A_cycle_that_the_book_does_not_have_is_not_found()
    {
        var p = await shared.OpenAsync();
        await p.Do("review-cycles", """{"key":"q1","name":"First quarter"}""");
        foreach (
            var question in (string[])
                ["timeline?from=cycle:q7", "timeline?to=cycle:q1&asOfPosition=1"]
        )
            (await GetAsync(p, question)).AssertProblem(404, "unknown-review-cycle");
    }

    [Fact]
    public async Task The_list_shows_positions_and_departments_their_successors()
    {
        var p = await shared.OpenAsync();
        await p.Do("review-cycles", """{"key":"q1","name":"First quarter","on":"2026-03-12"}""");
        await p.DepartmentAsync();
        await p.Do("departments", """{"key":"parks","name":"Parks","effectiveOn":"2020-01-01"}""");
        await p.Do(
            "capacity",
            """{"period":"2026","department":"parks","role":"ranger","fte":4.5}"""
        );
        await p.Do("departments/parks/merger", """{"into":"dep","effectiveOn":"2021-01-01"}""");
        await p.Do("review-cycles/q1/closing", "{}");

        var cycle = (await GetAsync(p, "review-cycles")).Json["items"]![0]!;
        Assert.Equal((false, 2L, 7L, "2026-03-12"), ((bool)cycle["open"]!, (long)cycle["openedAt"]!,
            (long)cycle["closedAt"]!, (string)cycle["to"]!));
        var parks = (await GetAsync(p, "departments?key=parks")).Json["items"]![0]!;
        Assert.Equal(
            ("dep", "2021-01-01"),
            ((string)parks["mergedInto"]!, (string)parks["until"]!)
        );
        Assert.Equal(("dep", 4.5m), Capacity(await GetAsync(p, "capacity?period=2026")));
        Assert.Equal("parks", Capacity(await GetAsync(p, "capacity?asOfPosition=5")).Department);
    }

    private static (string Department, decimal Fte) Capacity(Reply reply)
    {
        var item = Assert.Single(reply.Json["items"]!.AsArray())!;
        return ((string)item["department"]!, (decimal)item["fte"]!);
    }

    private static async Task<IEnumerable<long>> PositionsAsync(TestPortfolio p, string question)
    {
        var reply = await GetAsync(p, question);
        Assert.True(reply.Status == 200, $"{question} gave {reply}");
        return [.. reply.Json["items"]!.AsArray().Select((JsonNode? i) => (long)i!["position"]!)];
    }

    private static Task<Reply> GetAsync(TestPortfolio p, string question) =>
        p.Host.As("vera", "viewer").Get(p.PathOf(question));
}
