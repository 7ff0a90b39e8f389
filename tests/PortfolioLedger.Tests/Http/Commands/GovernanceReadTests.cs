using System.Text.Json.Nodes;

namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>Decisions, changes and communication as they are read over HTTP.</summary>
public sealed class GovernanceReadTests(SharedLedger shared)
{
    [Fact]
    public async Task A_decision_shows_what_the_board_saw_and_what_came_of_it()
    {
        var p = await shared.OpenAsync();
        await p.WithInitiativeAsync();
        await p.Do("feedback", """
            {"key":"fb","text":"Secret words","score":{"value":2,"scale":"1-5"},"effectiveOn":"2020-02-01"}
            """);
        var tabled = await p.Do("decisions", """
            {"key":"d-7","question":"Fund it?","options":["fund","defer"],"initiatives":["croton"],
             "evidenceShown":[{"kind":"feedback","ref":"fb"}]}
            """);
        await p.Do("feedback/fb/classification", """{"theme":"reliability"}""");
        await p.Do("decisions/d-7/votes", """{"option":"fund","reason":"It is needed"}""");
        await p.Do(
            "decisions/d-7/outcome",
            $$"""{"option":"fund","conditions":["Report"],{{TestPortfolio.Grounds}}}"""
        );
        var budget = await p.Do(
            "initiatives/croton/budget",
            """
            {"period":"2026","amount":100,"grounds":{"rationale":"As the board decided","decision":"d-7"}}
            """);
        await p.Do("budget", $$"""{"period":"2026","capex":500,{{TestPortfolio.Grounds}}}""");

        var d = (await GetAsync(p, "decisions/d-7")).Json;
        Assert.Equal(
            "Feedback with the mark 2 on 1-5",
            (string?)d["evidenceShown"]![0]!["asItStood"]
        );
        Assert.Equal(
            ("alice", "fund"),
            ((string)d["votes"]![0]!["voter"]!, (string)d["outcome"]!["option"]!)
        );
        Assert.Equal([budget.Position], d["effects"]!.AsArray().Select(e => (long)e!["position"]!));
        Assert.Equal(
            (false, "Report"),
            ((bool)d["conditions"]![0]!["met"]!, (string)d["conditions"]![0]!["condition"]!)
        );
        Assert.DoesNotContain("Secret", d.ToJsonString(), StringComparison.Ordinal);
        (await GetAsync(p, $"decisions/d-7?asOfPosition={tabled.Position - 1}")).AssertProblem(
            404,
            "unknown-decision"
        );
        var then = (await GetAsync(p, $"decisions/d-7?asOfPosition={tabled.Position}")).Json;
        Assert.Equal(("tabled", 0), ((string)then["status"]!, then["effects"]!.AsArray().Count));
        Assert.Equal(
            (string?)then["digest"],
            (string?)
                (await GetAsync(p, $"decisions/d-7?asOfPosition={tabled.Position}")).Json["digest"]
        );
    }

    [Fact]
    public async Task What_names_a_decision_is_found_under_it()
    {
        var p = await shared.OpenAsync();
        await p.WithInitiativeAsync();
        var tabled = await p.Do("decisions", """{"key":"d-7","question":"Fund it?"}""");
        var budget = await p.Do("initiatives/croton/budget", """
            {"period":"2026","amount":100,"grounds":{"rationale":"As the board decided","decision":"d-7"}}
            """);

        Assert.Equal(
            [budget.Position, tabled.Position],
            Positions(await GetAsync(p, "timeline?subject=decision/d-7"))
        );
        var events = await GetAsync(p, "events?subject=decision/d-7");
        Assert.Equal(
            [tabled.Position, budget.Position],
            events.Json.AsArray().Select(e => (long)e!["position"]!)
        );
    }

    [Fact]
    public async Task Changes_are_told_since_the_review_cycle_that_was_closed_last()
    {
        var p = await shared.OpenAsync();
        await p.Do("review-cycles", """{"key":"q1","name":"First quarter"}""");
        await p.WithInitiativeAsync();
        var closed = await p.Do("review-cycles/q1/closing", "{}");
        var budget = await p.Do(
            "initiatives/croton/budget",
            $$"""{"period":"2026","amount":100,{{TestPortfolio.Grounds}}}"""
        );
        var spend = await p.Do("initiatives/croton/spend", """{"period":"2026-03","amount":40}""");

        var changes = (await GetAsync(p, "changes")).Json;
        Assert.Equal(
            (closed.Position, "q1"),
            ((long)changes["from"]!["position"]!, (string)changes["from"]!["cycle"]!)
        );
        Assert.Equal(spend.Position, (long)changes["to"]!["position"]!);
        var money = changes["items"]!.AsArray().Single(i => (string)i!["topic"]! == "money")!;
        Assert.Equal(
            "Money: approved budgets went from nothing to 100 USD; recorded spend went from "
                + "nothing to 40 USD.",
            (string)money["sentence"]!
        );
        Assert.Equal(
            [budget.Position, spend.Position],
            money["positions"]!.AsArray().Select(n => (long)n!)
        );

        var upTo = (await GetAsync(p, $"changes?from=1&to={closed.Position}")).Json;
        Assert.Equal("Initiatives: 1 proposed (croton).", (string)upTo["items"]![1]!["sentence"]!);
        Assert.Equal(5, upTo["items"]!.AsArray().Count);
        var early = (await GetAsync(p, "changes?asOfPosition=2")).Json;
        Assert.Null(early["from"]!["cycle"]);
        (await GetAsync(p, "changes?from=5&to=4")).AssertProblem(400, "invalid-parameter");
        (await GetAsync(p, "changes?from=cycle:none")).AssertProblem(404, "unknown-review-cycle");
    }

    [Fact]
    public async Task Names_of_stakeholders_are_beside_the_journal_and_joined_when_answering()
    {
        var p = await shared.OpenAsync();
        await p.ObjectiveAsync("growth");
        var registered = await p.Do(
            "stakeholders",
            """{"key":"sh-7","name":"Ann Example","group":"board"}"""
        );
        await p.Do(
            "communications",
            """{"key":"n","audience":["sh-7"],"channel":"letter","on":"2020-01-02"}"""
        );
        await p.Do("acknowledgements", """{"objectives":["growth"],"stakeholder":"sh-7"}""");

        Assert.DoesNotContain(
            "Ann",
            (await GetAsync(p, $"events?after={registered.Position - 1}")).Text,
            StringComparison.Ordinal
        );
        var shown = await GetAsync(p, "stakeholders");
        Assert.Equal("Ann Example", (string?)shown.Json["items"]![0]!["name"]);
        Assert.Contains("no-store", shown.Header("Cache-Control"), StringComparison.Ordinal);
        (await GetAsync(p, "stakeholders?name=Ann")).AssertProblem(400, "unknown-parameter");
        var coverage = (await GetAsync(p, "communication-coverage")).Json;
        var board = coverage["items"]!.AsArray().Single(g => (string?)g!["group"] == "board")!;
        Assert.Equal((1, 1), ((int)board["stakeholders"]!, (int)board["contacted"]!));
        Assert.Equal("sh-7", (string?)coverage["objectives"]![0]!["acknowledgedBy"]![0]);

        await p.Host.ScalarAsync<object?>(
            "delete from ledger.sealed_text where portfolio = $1 returning 1",
            p.Key
        );
        var erased = await GetAsync(p, "stakeholders");
        Assert.Null(erased.Json["items"]![0]!["name"]);
        Assert.Equal((string?)shown.Json["digest"], (string?)erased.Json["digest"]);
    }

    private static IEnumerable<long> Positions(Reply reply) =>
        reply.Json["items"]!.AsArray().Select((JsonNode? i) => (long)i!["position"]!);

    private static async Task<Reply> GetAsync(TestPortfolio p, string question) =>
        await p.Host.As("vera", "viewer").Get(p.PathOf(question));
}
