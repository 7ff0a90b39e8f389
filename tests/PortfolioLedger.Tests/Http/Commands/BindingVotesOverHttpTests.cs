using System.Text.Json.Nodes;

namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>Votes bind, and who is informed is told by department, over HTTP.</summary>
public sealed class BindingVotesOverHttpTests(SharedLedger shared)
{
    private const string Grounds = TestPortfolio.Grounds;

    private const string Aside =
        "\"grounds\":{\"rationale\":\"The board agreed in its March meeting\",\"override\":true}";

    private async Task<TestPortfolio> VotedAsync(params (string Who, string Body)[] votes)
    {
        var p = await shared.OpenAsync();
        await p.Do("decisions",
            """{"key":"road","question":"Close the road?","options":["close","keep"]}""");
        foreach (var (who, body) in votes)
            await p.Do(p.Host.As(who, "approver"), "decisions/road/votes", body);
        return p;
    }

    [Fact]
    public async Task Two_votes_for_closing_are_not_the_outcome_to_keep()
    {
        var p = await VotedAsync(
            ("ann", """{"option":"close"}"""), ("bob", """{"option":"close"}"""));

        var refused = await p.Try("decisions/road/outcome", $$"""{"option":"keep",{{Grounds}}}""");

        refused.AssertProblem(422, "against-the-votes");
        var detail = (string)refused.Json["detail"]!;
        Assert.Contains("The votes are for 'close' (close 2)", detail, StringComparison.Ordinal);
        Assert.Contains("overrideReason", detail, StringComparison.Ordinal);
        await p.AssertNothingStoredAsync();
        Assert.Equal("tabled", (string?)(await GetAsync(p, "decisions/road"))["status"]);
        await p.Do("decisions/road/outcome", $$"""{"option":"close",{{Grounds}}}""");
    }

    [Fact]
    public async Task Dissent_is_derived_from_the_votes()
    {
        var p = await VotedAsync(("ann", """{"option":"close"}"""),
            ("bob", """{"option":"keep","reason":"It is the only way in"}"""),
            ("cem", """{"option":"close"}"""));
        await p.Do("decisions/road/outcome", $$"""{"option":"close",{{Grounds}}}""");

        var outcome = (await GetAsync(p, "decisions/road"))["outcome"]!;
        Assert.Equal(("majority", 2, 1, 3), ((string)outcome["decidedBy"]!,
            (int)outcome["votesFor"]!, (int)outcome["votesAgainst"]!, (int)outcome["tookPart"]!));
        Assert.Equal(("bob", "keep", "It is the only way in"), Said(outcome["dissenting"]!));
        Assert.Null(outcome["dissent"]);
        Assert.Equal("Decided for \"close\" on the decision \"Close the road?\" by 2 votes to 1",
            await TimelineAsync(p));
        var listed = (await GetAsync(p, "decisions"))["items"]![0]!;
        Assert.Equal(("majority", 2, 1), ((string)listed["decidedBy"]!,
            (int)listed["votesFor"]!, (int)listed["votesAgainst"]!));

        var then = await GetAsync(p, "decisions/road?viewVersion=1");
        Assert.StartsWith("decision/1:", (string)then["digest"]!, StringComparison.Ordinal);
        Assert.Equal(["option", "quorum", "dissent", "rationale", "evidence", "recordedBy", "on",
            "position"], then["outcome"]!.AsObject().Select(f => f.Key));
        Assert.StartsWith("decision/2:",
            (string)(await GetAsync(p, "decisions/road"))["digest"]!, StringComparison.Ordinal);

        static (string, string, string) Said(JsonNode dissenting) =>
            Assert.Single(dissenting.AsArray()) is { } vote
                ? ((string)vote["voter"]!, (string)vote["option"]!, (string)vote["reason"]!)
                : default;
    }

    [Fact]
    public async Task A_tie_waits_for_the_chair_who_is_stored_by_name()
    {
        var p = await VotedAsync(
            ("ann", """{"option":"close"}"""), ("bob", """{"option":"keep"}"""));

        (await p.Try("decisions/road/outcome", $$"""{"option":"keep",{{Grounds}}}"""))
            .AssertProblem(422, "tied-votes");
        (await p.Try("decisions/road/outcome",
            $$"""{"option":"keep","castingVote":{"option":"keep","by":" "},{{Grounds}}}"""))
            .AssertProblem(400, "invalid-fields");
        await p.AssertNothingStoredAsync();
        var taken = await p.Do("decisions/road/outcome",
            $$"""{"option":"keep","castingVote":{"option":"keep"},{{Grounds}}}""");

        var outcome = (await GetAsync(p, "decisions/road"))["outcome"]!;
        Assert.Equal(("casting-vote", "keep", "alice"), ((string)outcome["decidedBy"]!,
            (string)outcome["castingVote"]!["option"]!, (string)outcome["castingVote"]!["by"]!));
        Assert.Equal("Decided for \"keep\" on the decision \"Close the "
            + "road?\" by the chair's casting vote (alice) "
            + "after a tie of 1 vote each", await TimelineAsync(p));
        var stored = (await p.Host.As("vera", "viewer")
            .Get(p.PathOf($"events?after={taken.Position - 1}"))).Json[0]!["data"]!;
        Assert.Equal("alice", (string?)stored["castingVote"]!["by"]);
        Assert.DoesNotContain("overrideReason", stored.AsObject().Select(f => f.Key));
    }

    [Fact]
    public async Task Votes_are_overridden_for_a_reason_that_is_kept()
    {
        var p = await VotedAsync(("ann", """{"option":"close"}"""));

        (await p.Try("decisions/road/outcome", $$"""{"option":"keep",{{Aside}}}"""))
            .AssertProblem(422, "override-without-reason");
        (await p.Try("decisions/road/outcome",
            $$"""{"option":"keep","overrideReason":"The law asks for it",{{Grounds}}}"""))
            .AssertProblem(400, "invalid-fields");
        await p.AssertNothingStoredAsync();
        await p.Do("decisions/road/outcome",
            $$"""{"option":"keep","overrideReason":"The law asks for it",{{Aside}}}""");

        var outcome = (await GetAsync(p, "decisions/road"))["outcome"]!;
        Assert.Equal(("override", "The law asks for it"),
            ((string)outcome["decidedBy"]!, (string)outcome["overrideReason"]!));
        Assert.Equal("ann", (string?)outcome["dissenting"]![0]!["voter"]);
        Assert.Equal("Decided for \"keep\" on the decision \"Close the "
            + "road?\" against the votes (0 votes to 1), "
            + "overriding them", await TimelineAsync(p));
    }

    [Fact]
    public async Task The_scorecard_names_the_department_that_was_not_told_or_did_not_acknowledge()
    {
        var p = await shared.OpenAsync();
        await p.WithInitiativeAsync();
        await p.ObjectiveAsync("service");
        await p.Do("initiatives/croton/contributions",
            $$"""{"objective":"service","contribution":9,{{Grounds}}}""");
        await p.Do("initiatives/croton/financial-case",
            """
            {"currency":"USD","discountRate":0.05,"cashFlows":[{"on":"2026-01-01","amount":-10},
             {"on":"2027-01-01","amount":20}]}
            """);
        await p.Do("initiatives/croton/submission", "{}");
        await p.Do("initiatives/croton/approval", TestPortfolio.Only);
        await p.Do("initiatives/croton/start", "{}");
        await p.Do("stakeholders", """{"key":"crew","group":"team","department":"dep"}""");

        Assert.Equal((0, 1, "department/dep"), await InformedAsync());
        await p.Do("communications", """{"key":"letter","audience":["crew"]}""");
        Assert.Equal((0, 1, "department/dep"), await InformedAsync());
        await p.Do("acknowledgements", """{"objectives":["service"],"stakeholder":"crew"}""");
        Assert.Equal((1, 1, ""), await InformedAsync());
        Assert.Equal((0, 1, "initiative/croton"), await CountedAsync("initiatives-measured"));
        Assert.Equal("dep",
            (string?)(await GetAsync(p, "stakeholders"))["items"]![0]!["department"]);
        var csv = await p.Host.As("vera", "viewer").Get(p.PathOf("scorecard?format=csv"));
        Assert.Contains("question-value,initiatives-measured,0,1,0,share,initiative/croton,",
            csv.Text, StringComparison.Ordinal);

        Task<(int, int, string)> InformedAsync() => CountedAsync("teams-informed");

        async Task<(int, int, string)> CountedAsync(string metric)
        {
            var number = (await GetAsync(p, "scorecard"))["items"]!.AsArray()
                .Single(n => (string?)n!["metric"] == metric)!;
            return ((int)number["numerator"]!, (int)number["denominator"]!,
                string.Join(' ', number["missing"]!.AsArray().Select(m => (string?)m)));
        }
    }

    private static async Task<string?> TimelineAsync(TestPortfolio p) =>
        (string?)(await GetAsync(p, "timeline?type=decision-taken"))["items"]![0]!["sentence"];

    private static async Task<JsonNode> GetAsync(TestPortfolio p, string question)
    {
        var reply = await p.Host.As("vera", "viewer").Get(p.PathOf(question));
        Assert.True(reply.Status == 200, $"{question} gave {reply}");
        return reply.Json;
    }
}
