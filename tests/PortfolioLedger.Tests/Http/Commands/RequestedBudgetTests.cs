using System.Text.Json.Nodes;

namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>
/// Money is requested, approved, corrected, and divided by rank or by the optimiser, over HTTP.
/// </summary>
public sealed class RequestedBudgetTests(SharedLedger shared)
{
    private const string Grounds = TestPortfolio.Grounds;

    private async Task<TestPortfolio> OpenAsync() =>
        await (await shared.OpenAsync()).WithInitiativeAsync();

    /// <summary>
    /// Croton, scored 9, before depot, scored 5; a budget of 100 for the portfolio.
    /// </summary>
    private async Task<TestPortfolio> RankedAsync()
    {
        var p = await OpenAsync();
        await p.InitiativeAsync("depot");
        await p.Do("budget", $$"""{"period":"2026","capex":100,{{Grounds}}}""");
        await p.Do("scoring-models", """
            {"key":"board","criteria":[{"id":"value","min":0,"max":10,"weight":1}]}
            """);
        await p.Do("scoring-models/board/release", TestPortfolio.Only);
        await p.Do("scoring-models/board/adoption", TestPortfolio.Only);
        foreach (var (key, score) in new[] { ("croton", 9), ("depot", 5) })
            await p.Do($"initiatives/{key}/scores", $$"""
                {"model":"board","criterion":"value","value":{{score}},{{Grounds}}}
                """);
        return p;
    }

    private static Task<Reply> RequestAsync(
        TestPortfolio p, string amount, string key = "croton", string period = "2026") =>
        p.Do(p.Contributor, $"initiatives/{key}/budget-request",
            $$"""{"period":"{{period}}","amount":{{amount}}}""");

    private static Task<Reply> ApproveAsync(
        TestPortfolio p, string amount, string key = "croton") =>
        p.Do($"initiatives/{key}/budget",
            $$"""{"period":"2026","amount":{{amount}},{{Grounds}}}""");

    private static async Task<JsonNode> GetAsync(TestPortfolio p, string path)
    {
        var reply = await p.Contributor.Get(p.PathOf(path));
        Assert.True(reply.Status == 200, reply.ToString());
        return reply.Json;
    }

    private static async Task<string> SentenceAsync(TestPortfolio p) =>
        (string)(await GetAsync(p, "timeline?limit=1"))["items"]![0]!["sentence"]!;

    private static JsonNode Item(JsonNode view, string key) =>
        view["items"]!.AsArray().Single(i => (string?)i!["initiative"] == key)!;

    [Fact]
    public async Task A_contributor_requests_and_only_the_board_approves()
    {
        var p = await OpenAsync();
        var receipt = await RequestAsync(p, "3100000");
        Assert.Equal("budget-requested", (string?)receipt.Json["events"]![0]!["type"]);
        Assert.Equal("Requested 3,100,000 USD for croton in 2026", await SentenceAsync(p));

        var list = Item(await GetAsync(p, "initiatives"), "croton");
        Assert.Equal((null, 3_100_000m),
            ((decimal?)list["budget"], (decimal)list["requestedBudget"]!));
        var detail = await GetAsync(p, "initiatives/croton");
        Assert.Equal(3_100_000m, (decimal)detail["requestedBudgets"]![0]!["amount"]!);
        Assert.Empty(detail["budgets"]!.AsArray());
        var refused = await p.Contributor.Post(p.PathOf("initiatives/croton/budget"),
            $$"""{"period":"2026","amount":1,{{Grounds}}}""");
        Assert.Equal(403, refused.Status);
        (await p.Try("initiatives/croton/spend", """{"period":"2026-01","amount":1}"""))
            .AssertProblem(422, "no-approved-budget");
    }

    [Fact]
    public async Task A_proposal_says_what_it_requests_for_each_period()
    {
        var p = await OpenAsync();
        var receipt = await p.Do(p.Contributor, "initiatives", """
            {"key":"dam","name":"Dam","kind":"project","sponsor":"maria","department":"dep",
             "requestedBudgets":{"2027":{"amount":5,"currency":"USD"},"2026":7}}
            """);
        Assert.Equal(["initiative-proposed", "budget-requested", "budget-requested"],
            receipt.Json["events"]!.AsArray().Select(e => (string?)e!["type"]));
        Assert.Equal(["2026 7", "2027 5"],
            (await GetAsync(p, "initiatives/dam"))["requestedBudgets"]!.AsArray()
                .Select(b => $"{b!["period"]} {b["amount"]}"));
    }

    [Theory]
    [InlineData("/croton/budget-request", """{"period":"Summer","amount":1}""", "/period")]
    [InlineData("/croton/budget-request", """{"period":"2026","amount":-1}""", "/amount")]
    [InlineData("/croton/budget-request", """{"period":"2026"}""", "/amount")]
    [InlineData("", """
        {"key":"x","name":"X","kind":"project","sponsor":"m","department":"dep",
         "requestedBudgets":{"Summer":-1}}
        """, "/requestedBudgets/Summer")]
    public async Task A_request_that_is_wrong_is_refused_by_its_field(
        string path, string body, string pointer)
    {
        var p = await OpenAsync();
        var reply = await p.Try($"initiatives{path}", body);
        reply.AssertProblem(400, "invalid-fields");
        Assert.Contains(pointer, reply.Pointers());
        await p.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task Money_in_another_currency_and_for_what_has_ended_is_refused()
    {
        var p = await OpenAsync();
        (await p.Try("initiatives/croton/budget-request",
            """{"period":"2026","amount":{"amount":1,"currency":"EUR"}}"""))
            .AssertProblem(422, "currency-mismatch");
        await p.Do("initiatives/croton/kill", $$"""{"reasonCode":"too-late",{{Grounds}}}""");
        (await p.Try("initiatives/croton/budget-request", """{"period":"2026","amount":1}"""))
            .AssertProblem(422, "not-active");
        await p.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task Approving_again_is_a_correction_in_the_sentence_the_receipt_and_the_changes()
    {
        var p = await OpenAsync();
        await RequestAsync(p, "3500000");
        var first = await ApproveAsync(p, "3100000");
        Assert.Null(first.Json["events"]![0]!["corrects"]);
        Assert.Equal("Approved 3,100,000 USD of 3,500,000 USD requested for croton in 2026",
            await SentenceAsync(p));

        var from = p.LastPosition;
        const string again = """{"period":"2026","amount":2600000,""" + Grounds + "}";
        var corrected = await p.Try("initiatives/croton/budget", again, ("Idempotency-Key", "c-1"));
        Assert.Equal(3_100_000m,
            (decimal)corrected.Json["events"]![0]!["corrects"]!["amount"]!);
        Assert.Equal("Corrected the budget of croton for 2026 from 3,100,000 to 2,600,000 USD",
            await SentenceAsync(p));
        Assert.Equal("Money: approved budgets went from 3,100,000 USD to 2,600,000 USD; 1 budget "
            + "corrected.", (string?)(await GetAsync(p, $"changes?from={from}"))["items"]!.AsArray()
                .Single(i => (string?)i!["topic"] == "money")!["sentence"]);
        var repeated = await p.Try("initiatives/croton/budget", again, ("Idempotency-Key", "c-1"));
        Assert.Equal(corrected.Text, repeated.Text);
    }

    [Fact]
    public async Task The_portfolios_budget_must_cover_what_is_approved_and_not_what_is_requested()
    {
        var p = await OpenAsync();
        await RequestAsync(p, "900");
        await ApproveAsync(p, "600");
        (await p.Try("budget", $$"""{"period":"2026","capex":599,{{Grounds}}}"""))
            .AssertProblem(422, "budget-below-committed");
        await p.Do("budget", $$"""{"period":"2026","capex":600,{{Grounds}}}""");
    }

    [Fact]
    public async Task The_ranking_says_stages_bases_and_why_something_is_not_funded()
    {
        var p = await RankedAsync();
        await RequestAsync(p, "80");
        await ApproveAsync(p, "30", "depot");

        var ranking = await GetAsync(p, "ranking");
        Assert.Equal(["proposed", "submitted", "approved", "deferred", "active", "paused"],
            ranking["stages"]!.AsArray().Select(s => (string?)s));
        Assert.Equal("proposed true requested ", Said(ranking, "croton"));
        Assert.Equal("proposed false approved does-not-fit", Said(ranking, "depot"));

        await p.Do("initiatives/croton/submission", "{}");
        await p.Do("initiatives/croton/deferral", $$"""{"revisitOn":"2099-09-01",{{Grounds}}}""");
        ranking = await GetAsync(p, "ranking");
        Assert.Equal("deferred false requested deferred", Said(ranking, "croton"));
        Assert.Equal("2099-09-01", (string?)Item(ranking, "croton")["notFundedDay"]);
        Assert.Equal("proposed true approved ", Said(ranking, "depot"));
        Assert.Equal("deferred true requested ",
            Said(await GetAsync(p, "ranking?effectiveOn=2099-09-01"), "croton"));
        Assert.Equal(["croton"], (await GetAsync(p, "ranking?notFunded=deferred"))["items"]!
            .AsArray().Select(i => (string?)i!["initiative"]));

        // As it was: approved budgets alone, whatever is deferred.
        var earlier = Item(await GetAsync(p, "ranking?viewVersion=1"), "croton");
        Assert.Equal((true, null, null),
            ((bool)earlier["funded"]!, earlier["stage"], (decimal?)earlier["budget"]));
        await p.Do("rankings", $$"""{"key":"march",{{Grounds}}}""");
        var published = await GetAsync(p, "rankings/march");
        Assert.True((bool)published["reproduced"]!);
        Assert.Equal("croton false", string.Join(' ', published["items"]![0]!["initiative"],
            published["items"]![0]!["funded"]));

        static string Said(JsonNode view, string key) =>
            string.Join(' ', Item(view, key)["stage"], Item(view, key)["funded"],
                Item(view, key)["costBasis"], Item(view, key)["notFunded"]);
    }

    [Fact]
    public async Task Paused_work_keeps_its_budget_until_its_day_has_passed()
    {
        var p = await RankedAsync();
        await ApproveAsync(p, "80");
        await StartedAsync(p, "croton");
        await p.Do("initiatives/croton/pause", $$"""{"resumeBy":"2099-06-30",{{Grounds}}}""");

        Assert.Equal("2099-06-30", (string?)(await GetAsync(p, "initiatives/croton"))["resumeBy"]);
        Assert.True((bool)Item(await GetAsync(p, "ranking?effectiveOn=2099-06-30"), "croton")[
            "funded"]!);
        var late = Item(await GetAsync(p, "ranking?effectiveOn=2099-07-01"), "croton");
        Assert.Equal(("paused", "2099-06-30", false), ((string?)late["notFunded"],
            (string?)late["notFundedDay"], (bool)late["funded"]!));
        await p.Do("initiatives/croton/resumption", TestPortfolio.Only);
        (await p.Try("initiatives/croton/pause", $$"""{"resumeBy":"2020-06-30",{{Grounds}}}"""))
            .AssertProblem(422, "day-passed");
    }

    [Fact]
    public async Task The_best_set_keeps_what_is_under_way_unless_it_may_be_dropped()
    {
        var p = await RankedAsync();
        await ApproveAsync(p, "60", "depot");
        await StartedAsync(p, "depot");
        await p.Do("initiatives/depot/spend", """{"period":"2026-01","amount":20}""");
        await RequestAsync(p, "80");

        var kept = await BestAsync(p, "");
        Assert.Equal(["depot true"], kept.Json["selected"]!.AsArray()
            .Select(s => $"{s!["initiative"]} {s["kept"]}"));
        Assert.Empty(kept.Json["dropped"]!.AsArray());
        Assert.False((bool)kept.Json["dropActive"]!);

        var dropped = await BestAsync(p, ""","dropActive":true""");
        Assert.Equal(["croton"], dropped.Json["selected"]!.AsArray()
            .Select(s => (string?)s!["initiative"]));
        Assert.Equal(["depot active 20 40 did-not-fit"], dropped.Json["dropped"]!.AsArray()
            .Select(d => string.Join(' ', d!["initiative"], d["stage"], d["sunkCost"],
                d["remainingCost"], d["reason"])));

        var impossible = await BestAsync(p, ""","budget":50""");
        impossible.AssertProblem(422, "infeasible");
        Assert.Equal(["budget", "under-way/depot"], impossible.Pointers());
        Assert.Equal("No set keeps these together: budget, under-way/depot. Relax one of them. "
            + "Kept because it is under way: depot (20 USD spent, 40 USD to come). With dropActive "
            + "true it may be dropped.", (string?)impossible.Json["detail"]);
        Assert.Equal(200, (await BestAsync(p, ""","budget":50,"dropActive":true""")).Status);
        await p.AssertNothingStoredAsync();
    }

    private static Task<Reply> BestAsync(TestPortfolio p, string more) =>
        p.Contributor.Post(
            p.PathOf("what-if/optimisation"), "{\"objective\":\"score\"" + more + "}");

    private static async Task StartedAsync(TestPortfolio p, string key)
    {
        await p.Do(p.Contributor, $"initiatives/{key}/submission", "{}");
        foreach (var gate in new[] { "strategic-link", "financial-case" })
            await p.Do($"initiatives/{key}/exemptions",
                $$"""{"gate":"{{gate}}","until":"2099-12-31",{{Grounds}}}""");
        await p.Do($"initiatives/{key}/approval", TestPortfolio.Only);
        await p.Do($"initiatives/{key}/start", "{}");
    }

    [Fact]
    public async Task What_would_be_ranked_and_the_best_set_say_their_stages_and_bases_too()
    {
        var p = await RankedAsync();
        await RequestAsync(p, "80");
        await ApproveAsync(p, "30", "depot");

        var would = await p.Contributor.Post(p.PathOf("ranking/counterfactual"), """{"budget":200}""");
        Assert.Equal(6, would.Json["stages"]!.AsArray().Count);
        Assert.Equal("requested", (string?)would.Json["counterfactual"]![0]!["costBasis"]);
        var best = await p.Contributor.Post(p.PathOf("what-if/optimisation"),
            """{"objective":"score"}""");
        Assert.Equal("proposed", (string?)best.Json["stages"]![0]);
        Assert.Equal(["croton requested 80"], best.Json["selected"]!.AsArray()
            .Select(s => $"{s!["initiative"]} {s["costBasis"]} {s["cost"]}"));
        Assert.Equal(["depot approved"], best.Json["rejected"]!.AsArray()
            .Select(s => $"{s!["initiative"]} {s["costBasis"]}"));
    }
}
