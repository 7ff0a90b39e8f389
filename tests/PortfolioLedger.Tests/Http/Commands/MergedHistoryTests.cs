using System.Text.Json.Nodes;

namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>What was merged keeps its history, and it is readable under both names.</summary>
public sealed class MergedHistoryTests(SharedLedger shared)
{
    private const string Grounds = TestPortfolio.Grounds;

    [Fact]
    public async Task The_history_of_a_merged_department_is_readable_under_both_names()
    {
        var p = await shared.OpenAsync();
        await p.DepartmentAsync();
        await DoAsync(
            p,
            "departments",
            """{"key":"parks","name":"Parks","effectiveOn":"2020-01-01"}"""
        );
        await DoAsync(p, "departments/parks/name", """{"name":"Parks and rivers"}""");
        await DoAsync(
            p,
            "capacity",
            """{"period":"2026","department":"parks","role":"ranger","fte":4.5}"""
        );
        await DoAsync(
            p,
            "initiatives",
            """
            {"key":"pond","name":"Pond","kind":"project","sponsor":"maria","department":"parks"}
            """);
        var merged = await DoAsync(p, "departments/parks/merger", """{"into":"dep"}""");

        Assert.Equal(
            [7L, 6, 5, 4, 3],
            await PositionsAsync(p, "timeline?subject=department/parks")
        );
        Assert.Equal(
            [7L, 6, 5, 4, 3, 2],
            await PositionsAsync(p, "timeline?subject=department/dep")
        );
        Assert.Equal(
            [7L, 2],
            await PositionsAsync(p, "timeline?subject=department/dep&merged=false")
        );
        Assert.Equal(
            [2L],
            await PositionsAsync(p, "timeline?subject=department/dep&asOfPosition=6")
        );
        var line = (await GetAsync(p, "timeline?subject=department/dep")).Json["items"]![0]!;
        Assert.Equal(
            (merged, "Merged the department Parks and rivers into Environmental Protection"),
            ((long)line["position"]!, (string)line["sentence"]!)
        );
        Assert.Equal(
            "pond",
            (string?)
                (await GetAsync(p, "initiatives?department=parks")).Json["items"]![0]!["initiative"]
        );
        var parks = (await GetAsync(p, "departments?key=parks")).Json["items"]![0]!;
        Assert.Equal(
            ("Parks and rivers", "dep"),
            ((string)parks["name"]!, (string)parks["mergedInto"]!)
        );
        Assert.Equal(
            [2L, 7],
            (await GetAsync(p, "events?subject=department/dep"))
                .Json.AsArray()
                .Select((JsonNode? e) => (long)e!["position"]!)
        );
    }

    [Fact]
    public async Task A_department_that_was_merged_on_has_the_history_of_all()
    {
        var p = await shared.OpenAsync();
        foreach (var key in (string[])["a", "b", "c"])
            await DoAsync(
                p,
                "departments",
                $$"""{"key":"{{key}}","name":"{{key}}","effectiveOn":"2020-01-01"}"""
            );
        await DoAsync(p, "departments/a/merger", """{"into":"b"}""");
        await DoAsync(p, "departments/b/merger", """{"into":"c"}""");

        Assert.Equal([6L, 5, 4, 3, 2], await PositionsAsync(p, "timeline?subject=department/c"));
        Assert.Equal([6L, 5, 3, 2], await PositionsAsync(p, "timeline?subject=department/b"));
        Assert.Equal([5L, 2], await PositionsAsync(p, "timeline?subject=department/a"));
    }

    [Fact]
    public async Task A_merger_to_come_shows_the_history_from_its_day_on()
    {
        var p = await shared.OpenAsync();
        await p.DepartmentAsync();
        await DoAsync(p, "departments", """{"key":"parks","name":"Parks"}""");
        await DoAsync(
            p,
            "departments/parks/merger",
            """{"into":"dep","effectiveOn":"2999-01-01"}"""
        );

        Assert.Equal([4L, 2], await PositionsAsync(p, "timeline?subject=department/dep"));
        Assert.Equal(
            [4L, 3, 2],
            await PositionsAsync(p, "timeline?subject=department/dep&effectiveOn=2999-01-01")
        );
        Assert.Equal(
            [4L, 2],
            await PositionsAsync(p, "timeline?subject=department/dep&effectiveOn=2998-12-31")
        );
    }

    [Fact]
    public async Task The_history_of_a_merged_customer_segment_is_readable_under_both_names()
    {
        var p = await shared.OpenAsync();
        foreach (var key in (string[])["tenants", "households"])
            await DoAsync(p, "customer-segments", $$"""{"key":"{{key}}","name":"{{key}}"}""");
        await DoAsync(
            p,
            "feedback",
            """{"key":"fb","text":"The water is off","segment":"tenants"}"""
        );
        await DoAsync(p, "customer-segments/tenants/merger", """{"into":"households"}""");

        Assert.Equal(
            [5L, 4, 2],
            await PositionsAsync(p, "timeline?subject=customer-segment/tenants")
        );
        Assert.Equal(
            [5L, 4, 3, 2],
            await PositionsAsync(p, "timeline?subject=customer-segment/households")
        );
        Assert.Equal(
            [5L, 3],
            await PositionsAsync(p, "timeline?subject=customer-segment/households&merged=false")
        );
        Assert.Equal(
            "fb",
            (string?)(await GetAsync(p, "feedback?segment=tenants")).Json["items"]![0]!["feedback"]
        );
    }

    [Fact]
    public async Task The_history_of_a_merged_initiative_is_readable_under_both_names()
    {
        var p = await (await shared.OpenAsync()).WithInitiativeAsync();
        await p.InitiativeAsync("pond");
        await DoAsync(
            p,
            "initiatives/pond/budget",
            $$"""{"period":"2026","amount":100,{{Grounds}}}"""
        );
        await DoAsync(p, "initiatives/pond/merger", $$"""{"into":"croton",{{Grounds}}}""");
        await DoAsync(p, "initiatives/croton/phase", """{"phase":"design"}""");

        Assert.Equal([6L, 5, 4], await PositionsAsync(p, "timeline?subject=initiative/pond"));
        Assert.Equal(
            [7L, 6, 5, 4, 3],
            await PositionsAsync(p, "timeline?subject=initiative/croton")
        );
        Assert.Equal(
            [6L, 5],
            await PositionsAsync(p, "timeline?subject=initiative/croton&decisionsOnly=true")
        );
        Assert.Equal(
            [7L, 6, 3],
            await PositionsAsync(p, "timeline?subject=initiative/croton&merged=false")
        );
        var pond = (await GetAsync(p, "initiatives/pond")).Json;
        Assert.Equal(
            ("merged", "croton", 100m),
            (
                (string)pond["stage"]!,
                (string)pond["earlyEnd"]!["mergedInto"]!,
                (decimal)pond["budget"]!
            )
        );
        Assert.Equal(
            "pond",
            (string?)(await GetAsync(p, "initiatives/croton")).Json["mergedFrom"]![0]
        );
    }

    [Fact]
    public async Task The_history_of_merged_feedback_is_readable_under_both_names()
    {
        var p = await shared.OpenAsync();
        foreach (var key in (string[])["fb-1", "fb-2"])
            await DoAsync(p, "feedback", $$"""{"key":"{{key}}","text":"The water is off"}""");
        await DoAsync(p, "feedback/fb-1/classification", """{"theme":"reliability"}""");
        await DoAsync(p, "feedback/fb-1/merger", """{"into":"fb-2"}""");

        Assert.Equal([5L, 4, 2], await PositionsAsync(p, "timeline?subject=feedback/fb-1"));
        Assert.Equal([5L, 4, 3, 2], await PositionsAsync(p, "timeline?subject=feedback/fb-2"));
        Assert.Equal(
            [5L, 3],
            await PositionsAsync(p, "timeline?subject=feedback/fb-2&merged=false")
        );
        var voice = (await GetAsync(p, "feedback?feedback=fb-1")).Json["items"]![0]!;
        Assert.Equal(("fb-2", "reliability", "The water is off"), ((string)voice["mergedInto"]!,
            (string)voice["theme"]!, (string)voice["text"]!));
    }

    [Fact]
    public async Task The_same_history_has_the_same_digest_in_every_form_and_pinned()
    {
        var p = await shared.OpenAsync();
        await p.DepartmentAsync();
        await DoAsync(p, "departments", """{"key":"parks","name":"Parks"}""");
        var last = await DoAsync(p, "departments/parks/merger", """{"into":"dep"}""");
        var answer = await GetAsync(p, $"timeline?subject=department/dep&asOfPosition={last}");

        Assert.StartsWith(
            "timeline/3:sha256:",
            (string)answer.Json["digest"]!,
            StringComparison.Ordinal
        );
        Assert.Equal(
            (string)answer.Json["digest"]!,
            (
                await GetAsync(p, $"timeline?subject=department/dep&asOfPosition={last}&format=csv")
            ).Header("Ledger-Digest")
        );
        Assert.Equal(
            (string)answer.Json["digest"]!,
            (string)
                (await GetAsync(p, "timeline?subject=department/dep&merged=true&limit=1")).Json[
                    "digest"
                ]!
        );
        Assert.NotEqual(
            (string)answer.Json["digest"]!,
            (string)
                (await GetAsync(p, "timeline?subject=department/dep&merged=false")).Json["digest"]!
        );
    }

    private static async Task<long> DoAsync(TestPortfolio p, string path, string body) =>
        (await p.Do(path, body)).Position;

    private static async Task<IEnumerable<long>> PositionsAsync(TestPortfolio p, string question) =>
        [
            .. (await GetAsync(p, question)).Json["items"]!
                .AsArray()
                .Select((JsonNode? i) => (long)i!["position"]!),
        ];

    private static async Task<Reply> GetAsync(TestPortfolio p, string question)
    {
        var reply = await p.Host.As("vera", "viewer").Get(p.PathOf(question));
        Assert.True(reply.Status == 200, $"{question} gave {reply}");
        return reply;
    }
}
