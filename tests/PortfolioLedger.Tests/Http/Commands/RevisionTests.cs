using System.Text.Json.Nodes;

namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>
/// What was proposed is revised over HTTP; answers of an earlier day or position keep what it was.
/// </summary>
public sealed class RevisionTests(SharedLedger shared)
{
    private const string Grounds = TestPortfolio.Grounds;

    private const string InApril =
        "\"grounds\":{\"rationale\":\"She moved to another post\",\"effectiveOn\":\"2026-04-01\"}";

    [Fact]
    public async Task An_initiative_is_revised_and_the_past_keeps_what_it_was()
    {
        var p = await OpenAsync();
        var revised = await p.Do("initiatives/croton/revision", $$"""
            {"sponsor":"omar","department":"dep-2","participatingDepartments":["dep"],
             "clear":["value-stream"],{{InApril}}}
            """);

        foreach (var (asked, sponsor, department, stream) in new[]
        {
            ("effectiveOn=2026-03-31", "maria", "dep", "water"),
            ("effectiveOn=2026-04-01", "omar", "dep-2", null),
            ($"effectiveOn=2026-04-01&asOfPosition={revised.Position - 1}", "maria", "dep",
                "water"),
        })
        {
            var one = await GetAsync(p, $"initiatives/croton?{asked}");
            Assert.Equal((sponsor, department, stream), ((string?)one["sponsor"],
                (string?)one["department"], (string?)one["valueStream"]));
            var listed = (await GetAsync(p, $"initiatives?{asked}"))["items"]![0]!;
            Assert.Equal((sponsor, department, stream), ((string?)listed["sponsor"],
                (string?)listed["department"], (string?)listed["valueStream"]));
        }
    }

    [Fact]
    public async Task History_changes_and_comparison_tell_of_it()
    {
        var p = await OpenAsync();
        var before = await p.PositionAsync();
        await p.Do("initiatives/croton/revision", $$"""{"sponsor":"omar",{{Grounds}}}""");
        await p.Do(p.Contributor, "initiatives/croton/summary", """{"summary":"A tunnel"}""");

        var lines = (await GetAsync(p, "timeline?subject=initiative/croton&limit=2"))["items"]!;
        Assert.Equal(
            [
                ("initiative-described",
                    "Changed the summary of croton from \"A new intake\" to \"A tunnel\"", null),
                ("initiative-revised", "Changed the sponsor of croton from maria to omar",
                    "The board agreed in its March meeting"),
            ], lines.AsArray().Select(l => ((string)l!["type"]!, (string)l["sentence"]!,
                (string?)l["rationale"])));
        Assert.Equal("Initiatives: 1 revised (croton); 1 described anew (croton).",
            (string?)(await GetAsync(p, $"changes?from={before}"))["items"]!.AsArray()
                .Single(i => (string?)i!["topic"] == "initiatives")!["sentence"]);
        var compared = await GetAsync(
            p, $"initiatives-comparison?from={before}&to={p.LastPosition}");
        Assert.Equal([("sponsor", "maria", "omar"), ("summary", "A new intake", "A tunnel")],
            compared["items"]!.AsArray().Select(i => ((string)i!["field"]!, (string)i["from"]!,
                (string)i["to"]!)));
    }

    [Fact]
    public async Task Who_may_not_decide_may_not_revise_but_say_what_it_is_about()
    {
        var p = await OpenAsync();

        (await p.Contributor.Post(p.PathOf("initiatives/croton/revision"),
            $$"""{"sponsor":"omar",{{Grounds}}}""")).AssertProblem(403, "role-required");
        (await p.Try("initiatives/croton/revision", """{"sponsor":"omar"}"""))
            .AssertProblem(400, "invalid-fields");
        await p.Do(p.Contributor, "initiatives/croton/summary", "{}");
        Assert.Null((await GetAsync(p, "initiatives/croton"))["summary"]);
    }

    [Fact]
    public async Task A_tabled_decision_is_revised_until_it_is_taken()
    {
        var p = await OpenAsync();
        await p.Do("decisions", """
            {"key":"d-7","question":"Fund it?","options":["fund","defer"],"quorum":3,
             "initiatives":["croton"]}
            """);
        var shown = await p.Do("decisions/d-7/revision", $$"""
            {"question":"Fund it this year?","options":["fund","defer","reject"],"quorum":1,
             "evidenceShown":[{"kind":"document","ref":"https://city.example/p.pdf"}],
             "clear":["initiatives"],{{Grounds}}}
            """);
        var now = await GetAsync(p, "decisions/d-7");
        var then = await GetAsync(p, $"decisions/d-7?asOfPosition={shown.Position - 1}");

        Assert.Equal(("Fund it this year?", 3, 1, 1, 0), ((string)now["question"]!,
            now["options"]!.AsArray().Count, (int)now["quorum"]!,
            now["evidenceShown"]!.AsArray().Count, now["initiatives"]!.AsArray().Count));
        Assert.Equal(("Fund it?", 2, 3, 0, 1), ((string)then["question"]!,
            then["options"]!.AsArray().Count, (int)then["quorum"]!,
            then["evidenceShown"]!.AsArray().Count, then["initiatives"]!.AsArray().Count));
        await p.Do("decisions/d-7/votes", """{"option":"reject"}""");
        await p.Do("decisions/d-7/outcome", $$"""{"option":"reject",{{Grounds}}}""");
        var refused = await p.Try("decisions/d-7/revision",
            $$"""{"question":"Fund it next year?",{{Grounds}}}""");
        refused.AssertProblem(422, "decision-taken");
        Assert.Contains("supersede", (string)refused.Json["detail"]!, StringComparison.Ordinal);
        await p.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task Outcomes_value_streams_and_stakeholders_are_revised()
    {
        var p = await OpenAsync();
        await p.WithOutcomeAsync();
        await p.Do("outcomes/outages/revision",
            $$"""{"name":"Hours without water","owner":"omar",{{InApril}}}""");
        await p.Do("value-streams/water/revision", $$"""{"name":"Water and sewage",{{InApril}}}""");
        await p.Do("stakeholders",
            """{"key":"sh","name":"Chair","group":"board","effectiveOn":"2020-01-01"}""");
        await p.Do(p.Contributor, "stakeholders/sh/revision",
            """{"name":"Deputy","group":"executive","effectiveOn":"2026-04-01"}""");

        foreach (var (day, outcome, stream, name, group) in new[]
        {
            ("2026-03-31", "Outage hours", "Water", "Chair", "board"),
            ("2026-04-01", "Hours without water", "Water and sewage", "Deputy", "executive"),
        })
        {
            Assert.Equal(outcome, await FirstAsync(p, "outcomes", day, "name"));
            Assert.Equal(stream, await FirstAsync(p, "value-streams", day, "name"));
            Assert.Equal(group, await FirstAsync(p, "stakeholders", day, "group"));
            Assert.Equal(name, await FirstAsync(p, "stakeholders", day, "name"));
        }
        Assert.Equal(0, await p.Host.ScalarAsync<long>(
            "select count(*) from ledger.mt_events where mt_events::text like '%Deputy%'"));
    }

    private async Task<TestPortfolio> OpenAsync()
    {
        var p = await shared.OpenAsync();
        await p.DepartmentAsync();
        await p.Do("departments",
            """{"key":"dep-2","name":"Works","effectiveOn":"2020-01-01"}""");
        await p.Do("value-streams",
            """{"key":"water","name":"Water","effectiveOn":"2020-01-01"}""");
        await p.Do(p.Contributor, "initiatives", """
            {"key":"croton","name":"croton","kind":"project","sponsor":"maria","department":"dep",
             "valueStream":"water","summary":"A new intake","effectiveOn":"2020-01-01"}
            """);
        return p;
    }

    private static async Task<string?> FirstAsync(
        TestPortfolio p, string view, string day, string field) =>
        (string?)(await GetAsync(p, $"{view}?effectiveOn={day}"))["items"]![0]![field];

    private static async Task<JsonNode> GetAsync(TestPortfolio p, string path)
    {
        var reply = await p.Approver.Get(p.PathOf(path));
        Assert.True(reply.Status == 200, reply.ToString());
        return reply.Json;
    }
}
