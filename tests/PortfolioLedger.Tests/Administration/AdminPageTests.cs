using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PortfolioLedger.Tests.Pages;

namespace PortfolioLedger.Tests.Administration;

/// <summary>Pages for who runs the ledger.</summary>
public sealed partial class AdminPageTests(LedgerHost ledger) : IClassFixture<LedgerHost>
{
    [Fact]
    public async Task It_shows_read_models_database_and_tokens_to_administrators()
    {
        await OpenAsync("administered");
        var browser = await PageBrowser.OfAsync(ledger, "administrator");

        var page = await browser.OpenAsync("/admin");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("<a href=\"/p/administered/admin\">", page.Html, StringComparison.Ordinal);
        Assert.Contains("No rebuild runs", page.Text, StringComparison.Ordinal);
        Assert.Matches("PostgreSQL\\s+1\\d\\.", page.Text);
        Assert.DoesNotContain("Password", page.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_token_is_made_shown_once_used_and_ended()
    {
        var browser = await PageBrowser.OfAsync(ledger, "administrator");
        var page = await browser.OpenAsync("/admin");

        var made = await browser.SendAsync(HttpMethod.Post, "/admin/tokens",
            [Token(page), new("name", "board-dashboard"), new("role", "viewer"),
                new("portfolio", ""), new("days", "7")]);

        var text = TextOf().Match(made.Html).Groups[1].Value;
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal(200, (await ledger.Claiming($"Bearer {text}").Get("me")).Status);
        page = await browser.OpenAsync("/admin");
        Assert.DoesNotContain(text, page.Html, StringComparison.Ordinal);
        Assert.Contains("board-dashboard", page.Text, StringComparison.Ordinal);
        var ended = await browser.SendAsync(HttpMethod.Post,
            "/admin/tokens/board-dashboard/revocation", [Token(page)]);
        Assert.Equal(HttpStatusCode.SeeOther, ended.Status);
        Assert.Equal(401, (await ledger.Claiming($"Bearer {text}").Get("me")).Status);
    }

    [Theory]
    [InlineData("Not A Key", "viewer", "", "", "Name must")]
    [InlineData("wrong-days", "viewer", "", "9999", "Days must be from 1 to 366")]
    [InlineData("wrong-days", "viewer", "", "many", "Days must")]
    [InlineData("wrong-place", "viewer", "nowhere", "", "Portfolio names no portfolio")]
    [InlineData("wrong-role", "emperor", "", "", "Role must")]
    public async Task What_is_wrong_with_a_token_is_said_beside_its_field(
        string name, string role, string portfolio, string days, string words)
    {
        var browser = await PageBrowser.OfAsync(ledger, "administrator");

        var answer = await browser.SendAsync(HttpMethod.Post, "/admin/tokens",
            [Token(await browser.OpenAsync("/admin")), new("name", name), new("role", role),
                new("portfolio", portfolio), new("days", days)]);

        Assert.InRange((int)answer.Status, 400, 422);
        Assert.Contains(words, answer.Text, StringComparison.Ordinal);
        Assert.Contains("No token was made", answer.Text, StringComparison.Ordinal);
        var tokens = (await ledger.As("root", "administrator").Get("tokens")).Json["items"]!;
        Assert.DoesNotContain(tokens.AsArray(), t => (string)t!["name"]! == name);
    }

    [Theory]
    [InlineData("viewer", 403)]
    [InlineData("auditor", 200)]
    public async Task Others_see_no_more_than_they_may(string role, int status)
    {
        await OpenAsync("closed");
        var browser = await PageBrowser.OfAsync(ledger, role);

        foreach (var address in (string[])["/admin", "/p/closed/admin"])
        {
            var page = await browser.OpenAsync(address);
            Assert.Equal(status, (int)page.Status);
            Assert.DoesNotContain("action=\"/admin/tokens\"", page.Html, StringComparison.Ordinal);
            // Who may be somebody else is told where to choose.
            Assert.Contains("action=\"/persona\"", page.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_token_is_not_made_without_the_token_of_the_page()
    {
        var browser = await PageBrowser.OfAsync(ledger, "administrator");
        await browser.OpenAsync("/admin");

        var forged = await browser.SendAsync(HttpMethod.Post, "/admin/tokens",
            [new("name", "forged"), new("role", "administrator")]);

        Assert.InRange((int)forged.Status, 400, 403);
        Assert.Equal(404,
            (await ledger.As("root", "administrator").Get("tokens/forged")).Status);
    }

    [Fact]
    public async Task A_portfolio_shows_its_imports_with_what_was_wrong_and_its_subscriptions()
    {
        await OpenAsync("running");
        var root = ledger.As("root", "administrator");
        var browser = await PageBrowser.OfAsync(ledger, "administrator");
        var empty = await browser.OpenAsync("/p/running/admin");
        Assert.Contains("Nothing was imported", empty.Text, StringComparison.Ordinal);
        Assert.Contains("Nobody subscribed", empty.Text, StringComparison.Ordinal);
        using var file = new StringContent(
            "Initiative,Initiative name,Stage,Budget 2026\r\n"
            + "croton,Croton Falls,active,600\r\ndam,Old dam,doing,5\r\n",
            Encoding.UTF8, "text/csv");
        var sent = await root.Post(
            "portfolios/running/imports?mapping=current-lists&dryRun=true", file);
        Assert.Equal(200, sent.Status);
        Assert.InRange((await ledger.As("pmo", "contributor").Post(
            "portfolios/running/subscriptions",
            """{"key":"board","filter":{},"delivery":{"kind":"feed"}}""")).Status, 200, 201);

        var page = await browser.OpenAsync("/p/running/admin");

        Assert.Contains("(dry run)", page.Text, StringComparison.Ordinal);
        Assert.Contains("subscription%2Fboard", page.Html, StringComparison.Ordinal);
        var report = await browser.OpenAsync(
            WebUtility.HtmlDecode(ReportOf().Match(page.Html).Groups[1].Value));
        Assert.Equal(HttpStatusCode.OK, report.Status);
        Assert.Contains("The import", report.Text, StringComparison.Ordinal);
        Assert.Contains("unknown-value", report.Text, StringComparison.Ordinal);
        Assert.Contains("doing", report.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync(
            $"/p/running/admin?import={Guid.NewGuid()}")).Status);
    }

    private async Task OpenAsync(string portfolio) => await ledger.As("board", "approver").Post(
        "portfolios", new JsonObject
        {
            ["key"] = portfolio, ["name"] = "A plan", ["currency"] = "USD",
        }.ToJsonString());

    private static KeyValuePair<string, string> Token(PageBrowser.OpenedPage page) =>
        new("csrfToken", WebUtility.HtmlDecode(TokenOf().Match(page.Html).Groups[1].Value));

    [GeneratedRegex("name=\"csrfToken\" value=\"([^\"]*)\"")]
    private static partial Regex TokenOf();

    [GeneratedRegex("<pre>([^<]+)</pre>")]
    private static partial Regex TextOf();

    [GeneratedRegex("href=\"(/p/running/admin\\?import=[^\"]*)\"")]
    private static partial Regex ReportOf();
}
