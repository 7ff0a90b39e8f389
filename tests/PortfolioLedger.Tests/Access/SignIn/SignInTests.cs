using System.Text.Json.Nodes;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Access.SignIn;

/// <summary>People sign in with a browser, and see and do what their roles allow.</summary>
public sealed class SignInTests(SignInFixture fixture) : IClassFixture<SignInFixture>
{
    private SignInLedger Ledger => fixture.Ledger;

    [Fact]
    public async Task A_person_signs_in_through_the_pages_of_the_provider_and_every_page_says_who_it_is()
    {
        using var browser = await Ledger.SignInAsync("alice", new()
        {
            ["name"] = "Alice <Archer>", ["department"] = "finance",
            ["roles"] = new JsonArray("viewer", "capital:contributor"),
        });
        foreach (var path in (string[])["/", "/problems", "/problems/fault"])
        {
            var page = await browser.OpenAsync(Ledger.At(path));
            Assert.Equal(200, page.Reply.Status);
            Assert.Contains("Alice &lt;Archer&gt;", page.Html, StringComparison.Ordinal);
            Assert.Contains("<small>viewer, contributor in capital</small>", page.Html,
                StringComparison.Ordinal);
            Assert.Contains("Sign out", page.Html, StringComparison.Ordinal);
            Assert.Contains("no-store", page.Reply.Header("Cache-Control"),
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_api_says_who_is_signed_in_with_which_roles_and_until_when()
    {
        using var browser = await Ledger.SignInAsync("bert", new()
        {
            ["name"] = "Bert", ["department"] = "works",
            ["roles"] = new JsonArray("viewer", "capital:approver", "capital:auditor", "nonsense"),
        });
        var me = (await Ledger.GetAsync(browser, "me")).Json;
        Assert.Equal("""
            ["bert","Bert","works",["viewer"],[{"portfolio":"capital","roles":["approver","auditor"]}],"session"]
            """.Trim(),
            new JsonArray([.. ((string[])["id", "name", "department", "roles", "portfolios",
                "means"]).Select(f => me[f]!.DeepClone())]).ToJsonString());
        var left = DateTimeOffset.Parse((string)me["until"]!) - DateTimeOffset.UtcNow;
        Assert.InRange(left, TimeSpan.FromHours(9.9), TimeSpan.FromHours(10));
    }

    [Theory]
    [InlineData("viewer", "capital water", 200, 403)]
    [InlineData("contributor", "capital water", 200, 201)]
    [InlineData("approver", "capital water", 200, 201)]
    [InlineData("auditor", "capital water", 200, 403)]
    [InlineData("administrator", "capital water", 200, 403)]
    [InlineData("capital:viewer", "capital", 200, 403)]
    [InlineData("capital:contributor", "capital", 200, 201)]
    [InlineData("capital:approver", "capital", 200, 201)]
    [InlineData("water:approver", "water", 403, 403)]
    [InlineData("water:approver capital:viewer", "capital water", 200, 403)]
    public async Task A_person_sees_the_portfolios_of_their_roles_and_does_in_one_what_the_role_allows(
        string roles, string seen, int reading, int registering)
    {
        using var browser = await Ledger.SignInAsync(
            "p-" + roles.Replace(':', '-').Replace(' ', '-'),
            IdentityProvider.Claims(roles.Split(' ')));

        var list = await Ledger.GetAsync(browser, "portfolios?archived=all");
        Assert.Equal(seen.Split(' '), list.Json["items"]!.AsArray()
            .Select(i => (string)i!["portfolio"]!));
        var home = (await browser.OpenAsync(Ledger.At("/"))).Html;
        foreach (var portfolio in (string[])["capital", "water"])
            Assert.Equal(seen.Contains(portfolio, StringComparison.Ordinal),
                home.Contains($"/p/{portfolio}/", StringComparison.Ordinal));
        Assert.Equal(reading,
            (await Ledger.GetAsync(browser, "portfolios/capital/ranking")).Status);
        Assert.Equal(reading, (await Ledger.GetAsync(browser,
            "portfolios/capital/ranking?format=xlsx")).Status);
        Assert.Equal(registering, (await Ledger.RegisterAsync(browser, "capital")).Status);
    }

    [Fact]
    public async Task Who_has_no_role_is_told_so_and_sees_nothing()
    {
        using var browser = await Ledger.SignInAsync("nora", IdentityProvider.Claims());
        (await Ledger.GetAsync(browser, "portfolios")).AssertProblem(403, "role-required");
        (await Ledger.GetAsync(browser, "portfolios/capital/ranking"))
            .AssertProblem(403, "role-required");
        var home = (await browser.OpenAsync(Ledger.At("/"))).Html;
        Assert.Contains("no portfolio in which you have a role", home, StringComparison.Ordinal);
        Assert.Contains("<small>no role</small>", home, StringComparison.Ordinal);
        Assert.DoesNotContain("capital", home, StringComparison.Ordinal);
        Assert.Equal("nora", (string?)(await Ledger.GetAsync(browser, "me")).Json["id"]);
    }

    [Fact]
    public async Task Who_is_not_signed_in_sees_no_portfolio_and_the_way_in()
    {
        using var browser = Ledger.Browser();
        var home = (await browser.OpenAsync(Ledger.At("/"))).Html;
        Assert.Contains("href=\"/sign-in?returnUrl=%2F\"", home, StringComparison.Ordinal);
        Assert.DoesNotContain("capital", home, StringComparison.Ordinal);
        var refused = await Ledger.GetAsync(browser, "portfolios");
        refused.AssertProblem(401, "unauthenticated");
        Assert.Contains("/sign-in", (string)refused.Json["detail"]!, StringComparison.Ordinal);
        (await Ledger.GetAsync(browser, "me")).AssertProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task What_a_browser_keeps_is_kept_apart_for_each_session()
    {
        using var browser = await Ledger.SignInAsync("carl", IdentityProvider.Claims("viewer"));
        var ranking = await Ledger.GetAsync(browser, "portfolios/capital/ranking");
        Assert.Equal("Accept, Authorization, Cookie, Accept-Encoding", ranking.Header("Vary"));
    }

    [Fact]
    public async Task The_cookie_is_for_the_ledger_alone_and_holds_no_token()
    {
        using var browser = await Ledger.SignInAsync("dora", IdentityProvider.Claims("viewer"));
        var cookie = browser.Given["ledger-session"];
        Assert.EndsWith("; path=/; samesite=lax; httponly", cookie, StringComparison.Ordinal);
        Assert.InRange(cookie.Length, 100, 600);
        foreach (var name in browser.Given.Keys.Where(n => n.StartsWith(".AspNetCore")))
            Assert.Contains("samesite=lax; httponly", browser.Given[name],
                StringComparison.Ordinal);
        Assert.Equal(0L, await Ledger.ScalarAsync<long>(
            "select count(*) from ledger.browser_session "
            + "where position('dora'::bytea in ticket) > 0"));
    }

    [Fact]
    public async Task Behind_a_proxy_cookies_are_for_https_and_this_host_alone()
    {
        await using var ledger = await SignInLedger.StartAsync(
            fixture.Provider, fixture.Database, ("Address", "https://ledger.example"));
        using var browser = await ledger.SignInAsync("erik", IdentityProvider.Claims("approver"));
        Assert.EndsWith("; path=/; secure; samesite=lax; httponly",
            browser.Given["__Host-ledger-session"], StringComparison.Ordinal);
        Assert.Equal(201, (await ledger.RegisterAsync(browser, "capital")).Status);
        Assert.EndsWith("; path=/; secure; samesite=strict; httponly",
            browser.Given["__Host-ledger-csrf"], StringComparison.Ordinal);
        Assert.DoesNotContain(browser.Given.Values,
            c => !c.Contains("; secure", StringComparison.Ordinal)
                && c.Contains("AspNetCore", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Over_plain_http_from_other_machines_nobody_signs_in()
    {
        using var browser = Ledger.Browser();
        var page = await browser.SendAsync(HttpMethod.Get, Ledger.At("/sign-in"), null,
            ("Host", "ledger.example"));
        page.Reply.AssertProblem(400, "sign-in-needs-address");
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/%5Cevil.example")]
    [InlineData("%5C%5Cevil.example")]
    [InlineData("/%09/evil.example")]
    [InlineData("/%0d%0aLocation:%20https://evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("evil.example")]
    [InlineData("")]
    [InlineData("/&returnUrl=/problems")]
    public async Task Nobody_is_led_to_another_site(string returnUrl)
    {
        using var signedIn = await Ledger.SignInAsync("fred", IdentityProvider.Claims("viewer"));
        using var anonymous = Ledger.Browser();
        foreach (var browser in (Browser[])[anonymous, signedIn])
            (await browser.SendAsync(HttpMethod.Get, Ledger.At($"/sign-in?returnUrl={returnUrl}")))
                .Reply.AssertProblem(400, "invalid-parameter");
    }

    [Theory]
    [InlineData("code=stolen&state=made-up")]
    [InlineData("error=access_denied")]
    [InlineData("error=access_denied&error_description=%3Cscript%3E")]
    [InlineData("")]
    public async Task An_answer_that_was_not_asked_for_signs_nobody_in(string query)
    {
        using var browser = Ledger.Browser();
        var page = await browser.OpenAsync(Ledger.At($"/signin-oidc?{query}"));
        Assert.Equal((Ledger.At("/sign-in/failed?reason=invalid"), 400),
            (page.Address, page.Reply.Status));
        Assert.Contains("You are not signed in", page.Html, StringComparison.Ordinal);
        (await Ledger.GetAsync(browser, "me")).AssertProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task Who_is_signed_in_already_goes_where_they_wanted_to()
    {
        using var browser = await Ledger.SignInAsync("otto", IdentityProvider.Claims("viewer"));
        var page = await browser.SendAsync(
            HttpMethod.Get, Ledger.At("/sign-in?returnUrl=/problems/fault%3Fa=b"));
        Assert.Equal((302, "/problems/fault?a=b"),
            (page.Reply.Status, page.Reply.Header("Location")));
    }

    [Fact]
    public async Task An_answer_to_another_browser_signs_nobody_in()
    {
        await fixture.Provider.SetAccountAsync("mark", IdentityProvider.Claims("viewer"));
        using var browser = Ledger.Browser();
        var page = await browser.OpenAsync(Ledger.At("/sign-in"));
        page = await browser.SubmitAsync(page, ("login", "mark"), ("password", "any"));
        foreach (var cookie in browser.Cookies.GetAllCookies()
            .Where(c => c.Name.StartsWith(".AspNetCore.Correlation", StringComparison.Ordinal)))
            cookie.Expired = true;
        page = await browser.SubmitAsync(page);
        Assert.Equal((Ledger.At("/sign-in/failed?reason=expired"), 400),
            (page.Address, page.Reply.Status));
        (await Ledger.GetAsync(browser, "me")).AssertProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task Who_declines_at_the_provider_is_told_so()
    {
        using var browser = Ledger.Browser();
        var page = await browser.OpenAsync(Ledger.At("/sign-in"));
        var abort = System.Text.RegularExpressions.Regex
            .Match(page.Html, "href=\"(?<to>[^\"]*/abort)\"").Groups["to"].Value;
        page = await browser.OpenAsync(new(page.Address, abort));
        Assert.Equal((Ledger.At("/sign-in/failed?reason=denied"), 403),
            (page.Address, page.Reply.Status));
    }

    [Fact]
    public async Task Roles_may_be_nested_and_have_other_names()
    {
        await using var ledger = await SignInLedger.StartAsync(fixture.Provider, fixture.Database,
            ("RoleClaim", "resource_access.portfolio.ledger.roles"),
            ("RoleMap:PMO Board", "capital:approver, viewer"));
        using var browser = await ledger.SignInAsync("gina", new()
        {
            ["resource_access"] = new JsonObject
            {
                ["portfolio.ledger"] = new JsonObject
                {
                    ["roles"] = new JsonArray("PMO Board", "administrator"),
                },
            },
        });
        var me = (await ledger.GetAsync(browser, "me")).Json;
        Assert.Equal("""["viewer"]""", me["roles"]!.ToJsonString());
        Assert.Equal("""[{"portfolio":"capital","roles":["approver"]}]""",
            me["portfolios"]!.ToJsonString());
        Assert.Equal(201, (await ledger.RegisterAsync(browser, "capital")).Status);
        Assert.Equal(403, (await ledger.RegisterAsync(browser, "water")).Status);
    }
}
