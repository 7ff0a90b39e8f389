using System.Net;
using System.Text.Json.Nodes;
using PortfolioLedger.Tests.Pages;

namespace PortfolioLedger.Tests.Recording;

/// <summary>What people record with the forms of pages.</summary>
public sealed class RecordFormTests(LedgerHost ledger) : IClassFixture<LedgerHost>
{
    private const string Hostile = "<script>alert(1)</script> =cmd() \u202Egnp.exe";

    [Fact]
    public async Task A_contributor_proposes_an_initiative_and_reads_what_was_recorded()
    {
        await OpenAsync("proposed");
        var browser = await PageBrowser.OfAsync(ledger, "contributor");
        var form = await browser.OpenAsync("/p/proposed/record/initiatives");

        var sent = await browser.SubmitAsync(form, ("/name", "Croton Falls"), ("/kind", "project"),
            ("/sponsor", "maria"), ("/department", "works"), ("intent", "record"));

        Assert.Equal(HttpStatusCode.SeeOther, sent.Status);
        var recorded = await browser.OpenAsync(sent.Location!);
        Assert.Contains("Croton Falls", recorded.Text, StringComparison.Ordinal);
        Assert.Contains("Recorded by contributor as contributor", recorded.Text,
            StringComparison.Ordinal);
        // It was given no key: that is made of its name.
        Assert.Equal("Croton Falls", (string)(await ViewAsync("initiatives/croton-falls",
            "proposed"))["name"]!);
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_records_once()
    {
        await OpenAsync("twice");
        var browser = await PageBrowser.OfAsync(ledger, "contributor");
        var form = await browser.OpenAsync("/p/twice/record/departments");

        var first = await browser.SubmitAsync(
            form, ("/key", "parks"), ("/name", "Parks"), ("intent", "record"));
        var second = await browser.SubmitAsync(
            form, ("/key", "parks"), ("/name", "Parks"), ("intent", "record"));

        Assert.Equal(HttpStatusCode.SeeOther, second.Status);
        Assert.Equal(first.Location, second.Location);
    }

    [Fact]
    public async Task A_refusal_stands_beside_its_field_and_nothing_is_lost_or_recorded()
    {
        await OpenAsync("refused");
        var before = await ledger.PositionAsync("refused");
        var browser = await PageBrowser.OfAsync(ledger, "approver");
        var form = await browser.OpenAsync("/p/refused/record/initiatives/first/priority");

        var page = await browser.SubmitAsync(form, ("/to", "9"),
            ("/grounds/rationale", Hostile), ("/grounds/effectiveOn", "2026-02-31"),
            ("intent", "record"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Effective on must be", page.Text, StringComparison.Ordinal);
        Assert.Contains("aria-invalid=\"true\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("Nothing was recorded", page.Text, StringComparison.Ordinal);
        Assert.Contains(Hostile, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page.Html, StringComparison.Ordinal);
        Assert.Equal(before, await ledger.PositionAsync("refused"));
    }

    [Fact]
    public async Task A_form_of_no_page_of_the_ledger_records_nothing()
    {
        await OpenAsync("forged");
        var before = await ledger.PositionAsync("forged");
        var browser = await PageBrowser.OfAsync(ledger, "contributor");
        var form = await browser.OpenAsync("/p/forged/record/departments");

        var forged = await browser.SubmitAsync(form, ("/key", "parks"), ("/name", "Parks"),
            ("intent", "record"), ("csrfToken", "made-up"));
        await browser.BecomeAsync("approver");
        var others = await browser.SubmitAsync(
            form, ("/key", "parks"), ("/name", "Parks"), ("intent", "record"));

        Assert.Equal(HttpStatusCode.Forbidden, forged.Status);
        Assert.Contains("Open its page again", forged.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, others.Status);
        Assert.Equal(before, await ledger.PositionAsync("forged"));
    }

    [Fact]
    public async Task Without_a_cookie_nobody_records()
    {
        await OpenAsync("nobody");

        var page = await new PageBrowser(ledger).SendAsync(HttpMethod.Post,
            "/p/nobody/record/departments", [new("/key", "parks"), new("intent", "record")]);

        Assert.Equal(HttpStatusCode.Unauthorized, page.Status);
        Assert.Contains("<h1>", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_lacks_the_role_reads_which_it_is()
    {
        await OpenAsync("roles");
        var viewer = await PageBrowser.OfAsync(ledger, "viewer");
        var contributor = await PageBrowser.OfAsync(ledger, "contributor");

        var seen = await viewer.OpenAsync("/p/roles/record/initiatives/first/priority");
        var form = await contributor.OpenAsync("/p/roles/record/departments");
        var sent = await contributor.SubmitAsync(
            form with { Address = "/p/roles/record/initiatives/first/priority" },
            ("/to", "2"), ("/grounds/rationale", "Agreed by the board"), ("intent", "record"));

        Assert.Contains("needs the role approver; you act as viewer", seen.Text,
            StringComparison.Ordinal);
        Assert.DoesNotContain("<form method=\"post\" class=\"record\"", seen.Html,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, sent.Status);
    }

    [Fact]
    public async Task The_second_of_two_sees_what_the_first_decided_and_may_go_on()
    {
        await OpenAsync("both");
        var browser = await PageBrowser.OfAsync(ledger, "approver");
        var form = await browser.OpenAsync("/p/both/record/initiatives/first/priority");
        await DoAsync("bob", "approver", "both", "initiatives/first/priority",
            """{"to":3,"grounds":{"rationale":"The autumn floods came early"}}""");

        var second = await browser.SubmitAsync(form, ("/from", "3"), ("/to", "1"),
            ("/grounds/rationale", "Agreed by the board"), ("intent", "record"));
        var again = await browser.SubmitAsync(second, ("/from", "3"), ("/to", "1"),
            ("/grounds/rationale", "Agreed by the board"), ("intent", "record"));

        Assert.Equal(HttpStatusCode.PreconditionFailed, second.Status);
        Assert.Contains("by bob: The autumn floods came early", second.Text,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, again.Status);
    }

    [Fact]
    public async Task What_a_decision_would_move_is_shown_before_it_is_recorded()
    {
        await RankedAsync("moving");
        var before = await ledger.PositionAsync("moving");
        var browser = await PageBrowser.OfAsync(ledger, "contributor");
        var form = await browser.OpenAsync("/p/moving/record/initiatives/second/scores");

        var page = await browser.SubmitAsync(form, ("/criterion", "value"), ("/value", "9"),
            ("/grounds/rationale", "The survey of March says so"), ("intent", "effect"));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("second from rank 2 to 1", page.Text, StringComparison.Ordinal);
        Assert.Equal(before, await ledger.PositionAsync("moving"));
    }

    [Fact]
    public async Task Weights_are_found_by_comparing_objectives_two_by_two()
    {
        await RankedAsync("compared");
        var browser = await PageBrowser.OfAsync(ledger, "approver");
        var form = await browser.OpenAsync("/p/compared/record/objective-weights?method=ahp");

        var sent = await browser.SubmitAsync(form, ("/method", "ahp"),
            ("/objectives", "growth\nservice"), ("/matrix/0/1", "3"),
            ("/grounds/rationale", "Compared by the board in March"), ("intent", "record"));

        Assert.Contains("Grow compared with Serve is", form.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, sent.Status);
        var weights = (await ViewAsync("objectives", "compared"))["items"]!.AsArray()
            .ToDictionary(o => (string)o!["objective"]!, o => (decimal)o!["weight"]!);
        Assert.Equal(0.75m, weights["growth"], 3);
    }

    [Fact]
    public async Task What_is_picked_as_evidence_is_evidence()
    {
        await OpenAsync("picked");
        await DoAsync("alice", "approver", "picked", "decisions",
            """{"key":"d-1","question":"Fund it?","options":["yes","no"],"quorum":1}""");
        var browser = await PageBrowser.OfAsync(ledger, "approver");
        var form = await browser.OpenAsync("/p/picked/record/initiatives/first/priority");

        var sent = await browser.SubmitAsync(form, ("/to", "1"),
            ("/grounds/rationale", "Agreed by the board"), ("/grounds/evidence", "decision:d-1"),
            ("intent", "record"));

        Assert.Contains("value=\"decision:d-1\"", form.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, sent.Status);
        var last = (await ViewAsync("timeline?limit=1", "picked"))["items"]![0]!;
        Assert.Equal("d-1", (string)last["evidence"]![0]!["ref"]!);
    }

    [Fact]
    public async Task The_past_takes_no_records_and_says_why()
    {
        await OpenAsync("before");
        var browser = await PageBrowser.OfAsync(ledger, "approver");

        var page = await browser.OpenAsync(
            "/p/before/record/initiatives/first/priority?asOfPosition=2");

        Assert.Contains("the past is read-only", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<form method=\"post\" class=\"record\"", page.Html,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/p/odd/record/nothing/of/that", 404)]
    [InlineData("/p/odd/record/initiatives/missing/priority", 404)]
    [InlineData("/p/odd/record?command=nothing", 400)]
    [InlineData("/p/odd/record?about=initiative/missing", 400)]
    [InlineData("/p/missing/record", 404)]
    public async Task What_cannot_be_recorded_is_answered_by_a_page(string address, int status)
    {
        await OpenAsync("odd");
        var browser = await PageBrowser.OfAsync(ledger, "contributor");

        var page = await browser.OpenAsync(address);

        Assert.Equal(status, (int)page.Status);
        Assert.Contains("<h1>", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_can_be_recorded_of_a_thing_is_listed()
    {
        await OpenAsync("listed");
        var browser = await PageBrowser.OfAsync(ledger, "contributor");

        var all = await browser.OpenAsync("/p/listed/record");
        var about = await browser.OpenAsync("/p/listed/record?about=initiative/first");
        var choice = await browser.OpenAsync("/p/listed/record?command=shift-priority");
        var chosen = await browser.OpenAsync(
            "/p/listed/record?command=shift-priority&initiative=first");

        Assert.Contains("Receive feedback", all.Text, StringComparison.Ordinal);
        Assert.Contains("/p/listed/record/initiatives/first/scores", about.Html,
            StringComparison.Ordinal);
        Assert.DoesNotContain("Receive feedback", about.Text, StringComparison.Ordinal);
        Assert.Contains("<option value=\"first\">", choice.Html, StringComparison.Ordinal);
        Assert.Equal("/p/listed/record/initiatives/first/priority", chosen.Location);
    }

    private async Task<JsonNode> ViewAsync(string path, string portfolio) =>
        (await ledger.As("v", "viewer").Get($"portfolios/{portfolio}/{path}")).Json;

    private async Task DoAsync(
        string who, string role, string portfolio, string path, string json)
    {
        var answer = await ledger.As(who, role).Post($"portfolios/{portfolio}/{path}", json);
        Assert.True(answer.Status is 200 or 201, answer.Text);
    }

    private async Task OpenAsync(string portfolio)
    {
        var alice = ledger.As("alice", "approver");
        if (await ledger.PositionAsync(portfolio) > 0)
            return;
        await alice.Post("portfolios",
            $$"""{"key":"{{portfolio}}","name":"{{portfolio}}","currency":"EUR"}""");
        await DoAsync("alice", "approver", portfolio, "departments",
            """{"key":"works","name":"Works"}""");
        await DoAsync("carl", "contributor", portfolio, "initiatives", """
            {"key":"first","name":"first","kind":"project","sponsor":"p-17","department":"works"}
            """);
    }

    /// <summary>Two initiatives, ranked by the one criterion of a model.</summary>
    private async Task RankedAsync(string portfolio)
    {
        await OpenAsync(portfolio);
        const string Grounds = "\"grounds\":{\"rationale\":\"Agreed by the board\"}";
        await DoAsync("carl", "contributor", portfolio, "initiatives", """
            {"key":"second","name":"second","kind":"project","sponsor":"p-17","department":"works"}
            """);
        foreach (var (key, title) in new[] { ("growth", "Grow"), ("service", "Serve") })
        {
            await DoAsync("carl", "contributor", portfolio, "objectives",
                $$"""
                {"key":"{{key}}","title":"{{title}}","statement":"{{title}}","level":"strategic",
                 "owner":"ceo"}
                """);
            await DoAsync("alice", "approver", portfolio, $"objectives/{key}/approval",
                $"{{{Grounds}}}");
        }
        await DoAsync("carl", "contributor", portfolio, "scoring-models", """
            {"key":"board","formula":"weighted","criteria":[{"id":"value","min":0,"max":10,
             "direction":"higher","weight":1}]}
            """);
        await DoAsync("alice", "approver", portfolio, "scoring-models/board/release",
            $"{{{Grounds}}}");
        await DoAsync("alice", "approver", portfolio, "scoring-models/board/adoption",
            $"{{{Grounds}}}");
        foreach (var (key, value) in new[] { ("first", 6), ("second", 3) })
            await DoAsync("carl", "contributor", portfolio, $"initiatives/{key}/scores",
                $$"""{"model":"board","criterion":"value","value":{{value}},{{Grounds}}}""");
    }
}
