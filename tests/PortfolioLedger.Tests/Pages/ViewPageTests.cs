using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PortfolioLedger.Querying;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Pages;

/// <summary>Pages of a portfolio: what the read engine answers, in a browser.</summary>
public sealed partial class ViewPageTests(LedgerHost ledger) : IClassFixture<LedgerHost>
{
    private const string Hostile = "<script>alert(1)</script> =cmd() \u202Egnp.exe";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Lists =>
        [.. ViewCatalogue.All.Where(v => v.PathKey is null).Select(v => v.Path)];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Every_view_has_a_page_for_who_opens_it_without_a_word(string path)
    {
        await ledger.OpenPlanAsync("whole");

        using var page = await GetAsync($"/p/whole/{path}");

        var html = await page.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Single(Heading().Matches(html));
    }

    [Fact]
    public async Task A_page_has_the_digest_and_the_numbers_of_the_api()
    {
        await ledger.OpenPlanAsync("same");

        var html = await ledger.HtmlAsync("/p/same/initiatives");

        var answer = (await ledger.As("v", "viewer").Get("portfolios/same/initiatives")).Json;
        Assert.Equal((string)answer["digest"]!, Digest(html));
        Assert.Contains("<a href=\"/p/same/initiatives/first\">first</a>", html,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_permalink_shows_the_same_after_more_is_decided()
    {
        await ledger.OpenPlanAsync("kept");
        var permalink = Permalink(await ledger.HtmlAsync("/p/kept/initiatives"));
        var before = Digest(await ledger.HtmlAsync(permalink));
        await ledger.ProposeAsync("kept", "second", "Another one");

        var after = await ledger.HtmlAsync(permalink);

        Assert.Equal(before, Digest(after));
        Assert.NotEqual(before, Digest(await ledger.HtmlAsync("/p/kept/initiatives")));
        Assert.Contains("read-only", after, StringComparison.Ordinal);
        Assert.Contains("Back to now", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_past_goes_along_with_every_link_of_its_pages()
    {
        await ledger.OpenPlanAsync("past");

        var html = await ledger.HtmlAsync("/p/past/initiatives?asOfPosition=1");

        Assert.Contains("/p/past/alignment?asOfPosition=1", html, StringComparison.Ordinal);
        Assert.Contains("position 1", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("audit")]
    [InlineData("views")]
    public async Task Pages_of_no_time_are_reached_from_the_past_and_keep_it(string path)
    {
        await ledger.OpenPlanAsync("between");
        var last = await ledger.PositionAsync("between");
        await ledger.As("v", "viewer").Get($"portfolios/between/events/{last}/proof?proof=wait");

        var html = await ledger.HtmlAsync($"/p/between/{path}?asOfPosition=1");

        Assert.Contains("/p/between/ranking?asOfPosition=1", html, StringComparison.Ordinal);
        using var other = await GetAsync($"/p/between/{path}?nonsense=1");
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
    }

    [Fact]
    public async Task Words_that_somebody_recorded_are_words_and_nothing_else()
    {
        await ledger.OpenPlanAsync("words");
        await ledger.ProposeAsync("words", "hostile", Hostile);

        foreach (var path in (string[])["initiatives", "initiatives/hostile", "timeline"])
        {
            var html = await ledger.HtmlAsync($"/p/words/{path}");
            Assert.Contains("&lt;script&gt;alert(1)", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_overview_says_where_the_portfolio_stands_and_what_to_ask()
    {
        await ledger.OpenPlanAsync("begun");

        var html = await ledger.HtmlAsync("/p/begun");

        var answer = (await ledger.As("v", "viewer").Get("portfolios/begun/overview")).Json;
        Assert.Equal((string)answer["digest"]!, Digest(html));
        Assert.Contains("Nothing is ranked yet: a ranking needs", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/p/begun/audit\">", html, StringComparison.Ordinal);
        Assert.Contains("Initiatives: 1 proposed", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_page_has_what_the_log_says_and_the_commands_that_examine_it()
    {
        await ledger.OpenPlanAsync("proven");
        var last = await ledger.PositionAsync("proven");
        await ledger.As("v", "viewer").Get($"portfolios/proven/events/{last}/proof?proof=wait");

        var html = await ledger.HtmlAsync("/p/proven/audit");

        var log = (await ledger.As("v", "viewer").Get("portfolios/proven/log")).Json;
        // A root may hold a '+', which pages write as a number.
        Assert.Contains($"<code>{(string)log["root"]!}</code>", WebUtility.HtmlDecode(html),
            StringComparison.Ordinal);
        Assert.Contains("ledger-verify log proven.zip --key ledger.key", html,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chart.js")]
    [InlineData("d3.js")]
    [InlineData("plot.js")]
    public async Task Charts_are_drawn_by_scripts_of_the_ledger_itself(string script)
    {
        using var first = await GetAsync($"/assets/{script}");
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal("text/javascript", first.Content.Headers.ContentType!.MediaType);
        var request = new HttpRequestMessage(HttpMethod.Get, $"/assets/{script}");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var client = ledger.App.Server.CreateClient();
        using var again = await client.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task A_chart_stands_on_the_table_that_it_draws()
    {
        await ledger.OpenPlanAsync("drawn");

        var html = await ledger.HtmlAsync("/p/drawn/outcomes-versus-outputs");

        Assert.Matches(DrawnTable(), html);
        Assert.Contains("data-field=\"attainment\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_sorted_and_filtered_by_its_address()
    {
        await ledger.OpenPlanAsync("sorted");
        await ledger.ProposeAsync("sorted", "second", "Another one");

        var html = await ledger.HtmlAsync("/p/sorted/initiatives?sort=-initiative&kind=");

        Assert.True(html.IndexOf("initiatives/second", StringComparison.Ordinal)
            < html.IndexOf("initiatives/first", StringComparison.Ordinal));
        Assert.Contains("aria-sort=\"descending\"", html, StringComparison.Ordinal);
        Assert.Contains("Nothing matches these filters",
            await ledger.HtmlAsync("/p/sorted/initiatives?initiative=third"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/p/nowhere", 404, "There is no portfolio")]
    [InlineData("/p/wrong/initiatives/none", 404, "initiative")]
    [InlineData("/p/wrong/nothing", 404, "There is nothing at")]
    [InlineData("/p/wrong/ranking?asOf=soon", 400, "must be a date like")]
    [InlineData("/p/wrong/ranking?asOfPosition=999", 400, "must lie between 1 and")]
    [InlineData("/p/wrong/ranking?nonsense=1", 400, "does not exist here")]
    [InlineData("/p/wrong/ranking?cursor=x", 400, "cursor")]
    public async Task What_cannot_be_shown_is_explained_on_a_page(
        string address, int status, string words)
    {
        await ledger.OpenPlanAsync("wrong");

        using var page = await GetAsync(address);

        var html = await page.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(status, (int)page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Contains(words, html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_visitor_opens_what_a_page_links_to_and_chooses_another_role()
    {
        await ledger.OpenPlanAsync("visited");
        using var client = ledger.App.Server.CreateClient();
        using var first = await client.GetAsync("/p/visited/initiatives", Cancel);
        var cookie = Cookie(first);

        using var csv = await AskAsync(client, HttpMethod.Get,
            "/api/v1/portfolios/visited/initiatives?format=csv", cookie);
        using var write = await AskAsync(client, HttpMethod.Post,
            "/api/v1/portfolios/visited/departments", cookie);
        using var chosen = await AskAsync(client, HttpMethod.Post, "/persona", cookie,
            ("persona", "approver;approver"));
        using var me = await AskAsync(client, HttpMethod.Get, "/api/v1/me", Cookie(chosen));

        Assert.Equal(HttpStatusCode.OK, csv.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, write.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, chosen.StatusCode);
        Assert.Equal("approver", (string)JsonNode.Parse(
            await me.Content.ReadAsStringAsync(Cancel))!["id"]!);
    }

    [Theory]
    [InlineData("mallory;approver", null, 400)]
    [InlineData("approver;approver", "cross-site", 404)]
    public async Task Another_persona_or_another_site_chooses_nothing(
        string persona, string? site, int status)
    {
        using var client = ledger.App.Server.CreateClient();
        if (site is not null)
            client.DefaultRequestHeaders.Add("Sec-Fetch-Site", site);

        using var answer = await AskAsync(
            client, HttpMethod.Post, "/persona", "", ("persona", persona));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Outside_Development_a_page_asks_who_one_is()
    {
        await using var production = await LedgerHost.StartAsync(
            ledger.Database, "Production", new() { ["Access:Personas"] = "false" });
        using var client = production.App.Server.CreateClient();

        using var page = await client.GetAsync("/p/whole", Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
    }

    private async Task<HttpResponseMessage> GetAsync(string address)
    {
        using var client = ledger.App.Server.CreateClient();
        return await client.GetAsync(address, Cancel);
    }

    private static Task<HttpResponseMessage> AskAsync(
        HttpClient client, HttpMethod method, string address, string cookie,
        params (string Name, string Value)[] form)
    {
        var request = new HttpRequestMessage(method, address);
        if (cookie.Length > 0)
            request.Headers.Add("Cookie", cookie);
        if (form.Length > 0)
            request.Content = new FormUrlEncodedContent(
                form.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return client.SendAsync(request, Cancel);
    }

    private static string Cookie(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

    private static string Permalink(string html) => WebUtility.HtmlDecode(
        PermalinkOf().Match(html).Groups[1].Value);

    private static string Digest(string html) => DigestOf().Match(html).Groups[1].Value;

    [GeneratedRegex(
        "<ledger-chart type=\"scatter\" x=\"outputsDelivered\" y=\"attainment\"[^>]*>\\s*<div[^>]*>"
        + "\\s*<table")]
    private static partial Regex DrawnTable();

    [GeneratedRegex("<h1>")]
    private static partial Regex Heading();

    [GeneratedRegex("<a href=\"([^\"]*)\">Permalink</a>")]
    private static partial Regex PermalinkOf();

    [GeneratedRegex("Digest <code>([^<]*)</code>")]
    private static partial Regex DigestOf();
}
