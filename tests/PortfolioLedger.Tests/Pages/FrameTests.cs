using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PortfolioLedger.Tests.Pages;

/// <summary>What stands around every page, and how a portfolio is opened in a browser.</summary>
public sealed partial class FrameTests(LedgerHost ledger) : IClassFixture<LedgerHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Time_is_moved_from_change_to_change_without_scripts()
    {
        await OpenAsync("moved");

        // Today is the one day on which something was decided: there is no other to go to.
        var now = await ledger.HtmlAsync("/p/moved/initiatives");
        Assert.DoesNotContain("rel=\"prev\"", now, StringComparison.Ordinal);
        Assert.Contains("<input type=\"date\" name=\"asOf\"", now, StringComparison.Ordinal);
        // From before it the next one leads there.
        var before = await ledger.HtmlAsync("/p/moved/initiatives?asOf=2026-01-01");
        var next = NextOf().Match(before).Groups[1].Value;
        Assert.StartsWith("/p/moved/initiatives?asOf=20", next, StringComparison.Ordinal);
        Assert.Contains("as of 20", await ledger.HtmlAsync(WebUtility.HtmlDecode(next)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_the_past_says_so_in_its_heading_and_keeps_what_was_asked()
    {
        await OpenAsync("heading");

        var html = await ledger.HtmlAsync("/p/heading/initiatives?sort=-name&asOf=2026-01-02");

        Assert.Matches("<h1>Initiatives\\s*<small> as of 2026-01-02</small>", html);
        Assert.Contains("<title>Initiatives as of 2026-01-02 ", html, StringComparison.Ordinal);
        Assert.Contains("<input type=\"hidden\" name=\"sort\" value=\"-name\"", html,
            StringComparison.Ordinal);
        Assert.Contains("read-only", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_foot_says_with_what_a_page_was_made()
    {
        await OpenAsync("foot");

        var html = await ledger.HtmlAsync("/p/foot/ranking");

        Assert.Matches(
            "Read models up to position \\d+(, up to date|; they lack \\d+ of the events)", html);
        Assert.Matches("Portfolio Ledger \\d+\\.\\d+\\.\\d+", html);
        Assert.DoesNotContain("is invented", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dark", "data-theme=\"dark\"")]
    [InlineData("light", "data-theme=\"light\"")]
    [InlineData("\"><script>", null)]
    public async Task A_choice_of_colours_is_in_the_page_from_the_start(
        string chosen, string? attribute)
    {
        await OpenAsync("coloured");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/p/coloured/initiatives");
        request.Headers.Add("Cookie", $"ledger-theme={Uri.EscapeDataString(chosen)}");
        using var client = ledger.App.Server.CreateClient();
        using var page = await client.SendAsync(request, Cancel);

        var root = Root().Match(await page.Content.ReadAsStringAsync(Cancel)).Value;

        Assert.Equal(attribute is not null, root.Contains("data-theme", StringComparison.Ordinal));
        if (attribute is not null)
            Assert.Contains(attribute, root, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/style.css", "text/css")]
    [InlineData("/assets/frame.js", "text/javascript")]
    [InlineData("/assets/time.js", "text/javascript")]
    [InlineData("/assets/live.js", "text/javascript")]
    public async Task What_pages_need_comes_out_of_the_program_once(string address, string type)
    {
        using var client = ledger.App.Server.CreateClient();
        using var first = await client.GetAsync(address, Cancel);
        Assert.Equal((HttpStatusCode.OK, type),
            (first.StatusCode, first.Content.Headers.ContentType!.MediaType));
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var again = await client.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task A_search_leads_to_the_pages_of_what_it_finds()
    {
        await OpenAsync("sought");
        await ledger.ProposeAsync("sought", "quelle", "Élan für die Quelle <b>");

        var html = await ledger.HtmlAsync("/p/sought/search?q=ELAN+quelle");

        Assert.Contains("<a href=\"/p/sought/initiatives/quelle\">", html,
            StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.Contains("1 thing found", html, StringComparison.Ordinal);
        Assert.Contains("value=\"ELAN quelle\"", html, StringComparison.Ordinal);
        Assert.Contains("subject=department%2Fdep",
            await ledger.HtmlAsync("/p/sought/search?q=works"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_in_the_past_finds_what_was_there_then()
    {
        await OpenAsync("found");
        var then = await ledger.PositionAsync("found");
        await ledger.ProposeAsync("found", "later", "Something later");

        Assert.Contains("Nothing has “later”",
            WebUtility.HtmlDecode(await ledger.HtmlAsync(
                $"/p/found/search?q=later&asOfPosition={then}")),
            StringComparison.Ordinal);
        Assert.Contains($"/p/found/initiatives/later?asOfPosition={then + 1}",
            await ledger.HtmlAsync($"/p/found/search?q=later&asOfPosition={then + 1}"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/p/empty-search/search", 200, "Type words of a name or a key")]
    [InlineData("/p/empty-search/search?q=", 200, "Type words of a name or a key")]
    [InlineData("/p/empty-search/search?q=nowhere", 200, "Nothing has")]
    [InlineData("/p/empty-search/search?query=x", 400, "does not exist here")]
    public async Task A_search_without_result_says_what_to_do(
        string address, int status, string words)
    {
        await OpenAsync("empty-search");
        using var client = ledger.App.Server.CreateClient();

        using var page = await client.GetAsync(address, Cancel);

        Assert.Equal(status, (int)page.StatusCode);
        Assert.Contains(words, await page.Content.ReadAsStringAsync(Cancel),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_now_hears_of_new_events_and_of_nothing_that_is_in_them()
    {
        await OpenAsync("heard");
        var last = await ledger.PositionAsync("heard");
        Assert.Contains($"<ledger-live src=\"/p/heard/events/live\" position=\"{last}\">",
            await ledger.HtmlAsync("/p/heard"), StringComparison.Ordinal);
        Assert.DoesNotContain("<ledger-live", await ledger.HtmlAsync("/p/heard?asOfPosition=1"),
            StringComparison.Ordinal);
        using var client = ledger.App.Server.CreateClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"/p/heard/events/live?after={last}");
        using var answer = await client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancel));

        await ledger.ProposeAsync("heard", "new", "Something new");

        var read = "";
        while (!read.Contains("data:", StringComparison.Ordinal))
            read += await lines.ReadLineAsync(Cancel) + "\n";
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal($"retry: 2000\n\nid: {last + 1}\ndata: {last + 1}\n", read);
    }

    [Fact]
    public async Task A_portfolio_is_opened_with_a_form()
    {
        var browser = await PageBrowser.OfAsync(ledger, "approver");

        var sent = await browser.SubmitAsync(await browser.OpenAsync("/portfolios"),
            ("/key", "opened-here"), ("/name", "Opened <here>"), ("/currency", "CHF"));

        Assert.Equal((HttpStatusCode.SeeOther, "/p/opened-here"), (sent.Status, sent.Location));
        var page = await browser.OpenAsync("/p/opened-here");
        Assert.Contains("Opened &lt;here&gt;", page.Html, StringComparison.Ordinal);
        Assert.Contains("Nothing is ranked yet", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Not A Key", "Plan", "CHF", "id=\"f-key\"", "Key must")]
    [InlineData("refused-plan", "Plan", "francs", "id=\"f-currency\"", "Currency must")]
    [InlineData("refused-plan", "", "CHF", "id=\"f-name\"", "Name is required")]
    public async Task What_is_wrong_with_a_new_portfolio_is_said_beside_its_field(
        string key, string name, string currency, string field, string words)
    {
        var browser = await PageBrowser.OfAsync(ledger, "approver");

        var sent = await browser.SubmitAsync(await browser.OpenAsync("/portfolios"),
            ("/key", key), ("/name", name), ("/currency", currency));

        Assert.InRange((int)sent.Status, 400, 422);
        Assert.Contains(field, sent.Html, StringComparison.Ordinal);
        Assert.Contains("aria-invalid=\"true\"", sent.Html, StringComparison.Ordinal);
        Assert.Contains(words, sent.Text, StringComparison.Ordinal);
        Assert.Contains("Nothing was recorded", sent.Text, StringComparison.Ordinal);
        Assert.Equal(0, await ledger.PositionAsync("refused-plan"));
    }

    [Fact]
    public async Task Who_may_not_open_a_portfolio_is_offered_to_become_somebody_who_may()
    {
        var browser = new PageBrowser(ledger);
        var page = await browser.OpenAsync("/portfolios");
        Assert.DoesNotContain("name=\"/key\"", page.Html, StringComparison.Ordinal);

        var chosen = await browser.SendAsync(HttpMethod.Post, "/persona",
            [new("persona", "approver;approver"), new("back", "/portfolios")]);

        Assert.Equal("/portfolios", chosen.Location);
        Assert.Contains("name=\"/key\"", (await browser.OpenAsync("/portfolios")).Html,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//elsewhere.example/")]
    [InlineData("https://elsewhere.example/")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("")]
    public async Task A_choice_of_persona_leads_nowhere_else(string back)
    {
        var chosen = await new PageBrowser(ledger).SendAsync(HttpMethod.Post, "/persona",
            [new("persona", "auditor;auditor"), new("back", back)]);

        Assert.Equal("/", chosen.Location);
    }

    private async Task OpenAsync(string portfolio)
    {
        if (!await ledger.OpenPlanAsync(portfolio))
            return;
        var board = ledger.As("board", "approver");
        var decided = await board.Post($"portfolios/{portfolio}/budget", """
            {"period":"2026","capex":{"amount":900000,"currency":"USD"},
             "grounds":{"rationale":"Decided in the meeting."}}
            """);
        Assert.InRange(decided.Status, 200, 201);
    }

    [GeneratedRegex("rel=\"next\" href=\"([^\"]*)\"")]
    private static partial Regex NextOf();

    [GeneratedRegex("<html[^>]*>")]
    private static partial Regex Root();
}
