using System.Text.Json.Nodes;

namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>
/// What is recorded about people, outputs, benefits and voices is read back in the views.
/// </summary>
public sealed class ValueReadTests(SharedLedger shared)
{
    private const string Grounds = TestPortfolio.Grounds;

    private static async Task<JsonNode> ReadAsync(TestPortfolio p, string view)
    {
        var reply = await p.Host.As("vera", "viewer").Get(p.PathOf(view));
        Assert.True(reply.Status == 200, $"{view} gave {reply}");
        return reply.Json;
    }

    /// <summary>The published example: 300k of 400k to date, plan 1.2M.</summary>
    [Fact]
    public async Task Benefits_are_realised_as_in_the_published_example()
    {
        var p = await (await shared.OpenAsync()).WithInitiativeAsync();
        await p.WithOutcomeAsync();
        foreach (var (period, amount) in ((string, int)[])[("2024", 400_000), ("2998", 800_000)])
            await PlannedAsync(p, period, amount);
        await p.Do("outcomes/outages/benefits",
            """{"initiative":"croton","period":"2024","amount":300000,"class":"cashable"}""");
        var item = (await ReadAsync(p, "benefits"))["items"]![0]!;
        Assert.Equal(("croton", 0.75m, 0.25m), ((string?)item["initiative"],
            (decimal)item["realisationToDate"]!, (decimal)item["realisation"]!));
        var productivity = (await ReadAsync(p, "productivity?hoursPerMonth=160"))["items"]![0]!;
        Assert.Equal(300_000m, (decimal)productivity["cashableBenefits"]!);
        Assert.Equal("no spend is recorded", (string?)productivity["unknown"]![2]);
    }

    [Fact]
    public async Task An_output_is_planned_overdue_then_delivered_late()
    {
        var p = await (await shared.OpenAsync()).WithInitiativeAsync();
        await p.Do(
            "initiatives/croton/planned-outputs",
            """{"output":"dam","name":"Dry dam","plannedOn":"2021-05-01","shareOfInitiative":0.5}"""
        );
        Assert.Equal(
            "overdue",
            (string?)(await ReadAsync(p, "deliverables"))["items"]![0]!["status"]
        );
        await p.Do(
            "initiatives/croton/outputs",
            """{"output":"dam","deliveredOn":"2021-06-01","acceptedBy":"maria"}"""
        );
        var item = (await ReadAsync(p, "deliverables?status=delivered-late"))["items"]![0]!;
        Assert.Equal(("Dry dam", "2021-05-01", "2021-06-01"), ((string?)item["name"],
            (string?)item["plannedOn"], (string?)item["deliveredOn"]));
        var row = (await ReadAsync(p, "outcomes-versus-outputs"))["items"]![0]!;
        Assert.Equal((1, 0m), ((int)row["outputsDelivered"]!, (decimal)row["onTimeShare"]!));
    }

    [Fact]
    public async Task A_program_shows_its_parts_over_http()
    {
        var p = await shared.OpenAsync();
        await p.DepartmentAsync();
        foreach (var (key, kind, parent) in ((string, string, string)[])
            [("all", "program", "null"), ("part", "project", "\"all\"")])
            await ProposedAsync(p, key, kind, parent);
        await p.Do("initiatives/part/budget", $$"""{"period":"2026","amount":100,{{Grounds}}}""");
        var item = Assert.Single((await ReadAsync(p, "programs"))["items"]!.AsArray())!;
        Assert.Equal(("all", 100m, "part"), ((string?)item["program"], (decimal)item["budget"]!,
            (string?)item["children"]![0]));
        Assert.Equal(100, (decimal)(await ReadAsync(p, "initiatives/all"))["program"]!["budget"]!);
    }

    [Fact]
    public async Task A_survey_and_a_voice_are_heard()
    {
        var p = await (await shared.OpenAsync()).WithInitiativeAsync();
        await p.Do(
            "customer-segments",
            """{"key":"homes","name":"Homes","effectiveOn":"2020-01-01"}"""
        );
        await p.Do("feedback", """{"key":"fb","segment":"homes","text":"The water is off"}""");
        await p.Do("surveys", """
            {"key":"r","about":"initiative","initiative":"croton","scale":"csat",
             "counts":{"1":20,"2":30,"3":50,"4":90,"5":60},"n":250}
            """);
        var listening = await ReadAsync(p, "listening");
        Assert.Equal(("homes", 0m, 0.6m, 250), ((string?)listening["heardNotServed"]![0],
            (decimal)listening["linkedShare"]!, (decimal)listening["surveys"]![0]!["score"]!,
            (int)listening["surveys"]![0]!["n"]!));
        await p.Do("feedback/fb/links", """{"initiative":"croton","importance":3}""");
        Assert.Empty((await ReadAsync(p, "listening"))["heardNotServed"]!.AsArray());
        Assert.Equal(
            0.6m,
            (decimal)(await ReadAsync(p, "outcomes-versus-outputs"))["items"]![0]!["csat"]!
        );
    }

    [Fact]
    public async Task Hours_of_a_month_are_more_than_none()
    {
        var p = await shared.OpenAsync();
        var reply = await p.Host.As("vera", "viewer").Get(p.PathOf("productivity?hoursPerMonth=0"));
        reply.AssertProblem(400, "invalid-parameter");
    }

    private static Task PlannedAsync(TestPortfolio p, string period, int amount) =>
        p.Do(
            "outcomes/outages/benefit-plan",
            $$"""{"initiative":"croton","period":"{{period}}","amount":{{amount}},"class":"cashable"}"""
        );

    private static Task ProposedAsync(TestPortfolio p, string key, string kind, string parent) =>
        p.Do("initiatives", $$"""
            {"key":"{{key}}","name":"{{key}}","kind":"{{kind}}","sponsor":"maria","department":"dep",
             "parent":{{parent}},"effectiveOn":"2020-01-01"}
            """);
}
