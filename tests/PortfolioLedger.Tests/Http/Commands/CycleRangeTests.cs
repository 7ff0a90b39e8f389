using System.Text.Json.Nodes;
using PortfolioLedger.Tests.Scenarios;

namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>
/// Review cycles as the ends of a range: a closed one stands for its closing, an open one for the
/// newest event.
/// </summary>
public sealed class CycleRangeTests(SharedLedger shared)
{
    /// <summary>
    /// a 9 and b 7 at the closing of q1; b 10 and money spent on it at that of q2; then the same of
    /// a, while q3 is open.
    /// </summary>
    private sealed record Meetings(
        TestPortfolio P,
        long First,
        long Score,
        long Spend,
        long Second,
        long Last
    );

    private async Task<Meetings> MeetAsync()
    {
        var p = (await RankedPortfolio.OpenAsync(shared)).Portfolio;
        foreach (var key in (string[])["q1", "q2", "q3"])
            await p.Do("review-cycles", $$"""{"key":"{{key}}","name":"{{key}}"}""");
        var first = (await p.Do("review-cycles/q1/closing", "{}")).Position;
        var score = (await ScoreAsync(p, "b")).Position;
        var spend = (await SpendAsync(p, "b")).Position;
        var second = (await p.Do("review-cycles/q2/closing", "{}")).Position;
        await ScoreAsync(p, "a");
        var last = (await SpendAsync(p, "a")).Position;
        return new(p, first, score, spend, second, last);
    }

    [Fact]
    public async Task Two_meetings_are_compared_by_what_the_board_had_seen()
    {
        var (p, first, _, _, second, _) = await MeetAsync();

        var answer = await GetAsync(p, "ranking/comparison?from=cycle:q1&to=cycle:q2");

        Assert.Equal((first, second), ((long)answer["fromPosition"]!, (long)answer["toPosition"]!));
        Assert.Equal(["b 2>1 7>10", "a 1>2 9>9"], Lines(answer));
    }

    [Fact]
    public async Task An_open_cycle_is_the_newest_event_of_the_answer()
    {
        var (p, _, score, _, second, last) = await MeetAsync();

        var newest = await GetAsync(p, "ranking/comparison?from=cycle:q2&to=cycle:q3");
        Assert.Equal((second, last), ((long)newest["fromPosition"]!, (long)newest["toPosition"]!));
        Assert.Equal(["a 2>1 9>10", "b 1>2 10>10"], Lines(newest));
        var then = await GetAsync(
            p,
            $"ranking/comparison?from=cycle:q1&to=cycle:q2&asOfPosition={score}"
        );
        Assert.Equal(score, (long)then["toPosition"]!);
    }

    [Fact]
    public async Task A_rank_is_explained_from_one_meeting_to_the_next()
    {
        var (p, first, score, _, second, _) = await MeetAsync();

        var answer = await GetAsync(
            p,
            "ranking/explanation?initiative=b&from=cycle:q1&to=cycle:q2"
        );

        Assert.Equal(
            (first, second, 2, 1),
            (
                (long)answer["fromPosition"]!,
                (long)answer["toPosition"]!,
                (int)answer["fromRank"]!,
                (int)answer["toRank"]!
            )
        );
        var cause = Assert.Single(answer["causes"]!.AsArray())!;
        Assert.Equal((score, 3m, -1), ((long)cause["position"]!, (decimal)cause["scoreChange"]!,
            (int)cause["rankChange"]!));
    }

    [Fact]
    public async Task The_timeline_between_two_meetings_has_both_closings()
    {
        var (p, first, score, spend, second, _) = await MeetAsync();

        var answer = await GetAsync(p, "timeline?from=cycle:q1&to=cycle:q2");

        Assert.Equal(
            [second, spend, score, first],
            answer["items"]!.AsArray().Select(i => (long)i!["position"]!)
        );
    }

    [Fact]
    public async Task Changes_are_told_from_one_meeting_to_the_next()
    {
        var (p, first, _, spend, second, last) = await MeetAsync();

        var between = await GetAsync(p, "changes?from=cycle:q1&to=cycle:q2");
        Assert.Equal((first, "q1", second), ((long)between["from"]!["position"]!,
            (string)between["from"]!["cycle"]!, (long)between["to"]!["position"]!));
        Assert.Equal([spend], Positions(between));
        var since = await GetAsync(p, "changes?from=cycle:q2");
        Assert.Equal((second, "q2", last), ((long)since["from"]!["position"]!,
            (string)since["from"]!["cycle"]!, (long)since["to"]!["position"]!));
        Assert.Equal([last], Positions(since));
        // The open one stands for now: nothing has changed since.
        Assert.Empty(Positions(await GetAsync(p, "changes?from=cycle:q3")));
    }

    [Theory]
    [InlineData("ranking/comparison?from=cycle:q2&to=cycle:q1", 400, "from-after-to")]
    [InlineData("ranking/explanation?initiative=b&from=cycle:q2&to=cycle:q1", 400, "from-after-to")]
    [InlineData("changes?from=cycle:q2&to=cycle:q1", 400, "invalid-parameter")]
    [InlineData("ranking/comparison?from=cycle:q1&to=cycle:q9", 404, "unknown-review-cycle")]
    [InlineData("ranking/explanation?initiative=b&from=cycle:q9", 404, "unknown-review-cycle")]
    [InlineData("ranking/comparison?from=cycle:Q1", 400, "invalid-parameter")]
    public async Task A_range_of_meetings_that_cannot_be_is_refused(
        string question,
        int status,
        string code
    )
    {
        var (p, _, _, _, _, _) = await MeetAsync();

        (await p.Host.As("vera", "viewer").Get(p.PathOf(question))).AssertProblem(status, code);
    }

    private static Task<Reply> ScoreAsync(TestPortfolio p, string initiative) => p.Do(
        $"initiatives/{initiative}/scores",
        $$"""{"model":"board","criterion":"value","value":10,{{TestPortfolio.Grounds}}}""");

    private static Task<Reply> SpendAsync(TestPortfolio p, string initiative) =>
        p.Do($"initiatives/{initiative}/spend", """{"period":"2026","amount":1}""");

    private static IEnumerable<string> Lines(JsonNode comparison) =>
        comparison["items"]!
            .AsArray()
            .Select(i =>
                $"{i!["initiative"]} {i["fromRank"]}>{i["toRank"]} {i["fromScore"]}>{i["toScore"]}"
            );

    private static IEnumerable<long> Positions(JsonNode changes) => changes["items"]!.AsArray()
        .SelectMany(i => i!["positions"]!.AsArray()).Select(n => (long)n!).Distinct().Order();

    private static async Task<JsonNode> GetAsync(TestPortfolio p, string question)
    {
        var reply = await p.Host.As("vera", "viewer").Get(p.PathOf(question));
        Assert.True(reply.Status == 200, $"{question} gave {reply}");
        return reply.Json;
    }
}
