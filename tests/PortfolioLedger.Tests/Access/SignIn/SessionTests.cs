using System.Text.Json.Nodes;
using PortfolioLedger.Tests.Http.Commands;
using PortfolioLedger.Tests.Journaling;

namespace PortfolioLedger.Tests.Access.SignIn;

/// <summary>How sessions go on, on every node, and how they end.</summary>
public sealed class SessionTests : IClassFixture<SignInFixture>
{
    private readonly SignInFixture _fixture;

    public SessionTests(SignInFixture fixture)
    {
        _fixture = fixture;
        Ledger.Clock.Ahead = TimeSpan.Zero;
    }

    private SignInLedger Ledger => _fixture.Ledger;

    private IdentityProvider Provider => _fixture.Provider;

    [Fact]
    public async Task Roles_that_change_meanwhile_count_when_the_tokens_have_expired()
    {
        using var browser = await SignInForAMinuteAsync(
            "alice", IdentityProvider.Claims("approver"));
        Assert.Equal(201, (await Ledger.RegisterAsync(browser, "capital")).Status);
        await Provider.SetAccountAsync("alice", IdentityProvider.Claims("capital:viewer"));
        Assert.Equal(201, (await Ledger.RegisterAsync(browser, "capital")).Status);

        Ledger.Clock.Ahead += TimeSpan.FromMinutes(2);
        Assert.Equal(403, (await Ledger.RegisterAsync(browser, "capital")).Status);
        Assert.Equal(200, (await Ledger.GetAsync(browser, "portfolios/capital/ranking")).Status);
        Assert.Equal(403, (await Ledger.GetAsync(browser, "portfolios/water/ranking")).Status);
    }

    [Fact]
    public async Task Requests_at_the_same_time_renew_the_session_once()
    {
        await using var other = await SignInLedger.StartAsync(
            Provider, _fixture.Database, [.. ClientOf(Ledger)]);
        using var browser = await SignInForAMinuteAsync("bert", IdentityProvider.Claims("viewer"));
        var before = await Provider.RefreshesAsync();
        Ledger.Clock.Ahead += TimeSpan.FromMinutes(2);
        other.Clock.Ahead = Ledger.Clock.Ahead;

        var replies = await Task.WhenAll(Enumerable.Range(0, 12).Select(async i =>
        {
            using var tab = browser.Copy();
            return i % 2 == 0 ? await Ledger.GetAsync(tab, "me")
                : (await tab.SendAsync(HttpMethod.Get, other.At("/api/v1/me"))).Reply;
        }));

        Assert.All(replies, r => Assert.True(r.Status == 200, r.ToString()));
        Assert.Equal(before + 1, await Provider.RefreshesAsync());
    }

    [Fact]
    public async Task The_refresh_token_of_a_renewed_session_renews_it_again()
    {
        using var browser = await SignInForAMinuteAsync("carl", IdentityProvider.Claims("viewer"));
        await Provider.SetLifetimeAsync(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 3; i++)
        {
            var before = await Provider.RefreshesAsync();
            Ledger.Clock.Ahead += TimeSpan.FromMinutes(2);
            Assert.Equal(200, (await Ledger.GetAsync(browser, "me")).Status);
            Assert.Equal(before + 1, await Provider.RefreshesAsync());
        }
    }

    [Fact]
    public async Task A_session_that_the_provider_does_not_renew_ends()
    {
        using var browser = await SignInForAMinuteAsync(
            "dora", IdentityProvider.Claims("approver"));
        using var kept = browser.Copy();
        await Provider.SetAccountAsync("dora", null);
        Assert.Equal(200, (await Ledger.GetAsync(browser, "me")).Status);

        Ledger.Clock.Ahead += TimeSpan.FromMinutes(2);
        (await Ledger.GetAsync(browser, "portfolios")).AssertProblem(401, "unauthenticated");
        Assert.Null(browser.Cookies.GetAllCookies().FirstOrDefault(
            c => c.Name == "ledger-session" && !c.Expired));
        // For good, also when the provider changes its mind.
        await Provider.SetAccountAsync("dora", IdentityProvider.Claims("approver"));
        (await Ledger.GetAsync(kept, "portfolios")).AssertProblem(401, "unauthenticated");
        Assert.Contains("Sign in", (await kept.OpenAsync(Ledger.At("/"))).Html,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_without_a_refresh_token_ends_with_its_tokens()
    {
        await using var ledger = await SignInLedger.StartAsync(
            Provider, _fixture.Database, ("Scopes", "openid profile"));
        await Provider.SetLifetimeAsync(TimeSpan.FromMinutes(1));
        using var browser = await ledger.SignInAsync("emil", IdentityProvider.Claims("viewer"));
        Assert.Equal(200, (await ledger.GetAsync(browser, "me")).Status);
        ledger.Clock.Ahead += TimeSpan.FromMinutes(2);
        (await ledger.GetAsync(browser, "me")).AssertProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task While_the_provider_is_down_nobody_is_let_in_on_a_guess_and_no_session_ends()
    {
        using var browser = await SignInForAMinuteAsync("fred", IdentityProvider.Claims("viewer"));
        Ledger.Clock.Ahead += TimeSpan.FromMinutes(2);
        await Provider.SetDownAsync(true);
        try
        {
            var refused = await Ledger.GetAsync(browser, "me");
            refused.AssertProblem(503, "provider-unavailable");
            Assert.Equal("1", refused.Header("Retry-After"));
            var page = await browser.OpenAsync(Ledger.At("/problems/provider-unavailable"));
            Assert.Equal(200, page.Reply.Status);
        }
        finally
        {
            await Provider.SetDownAsync(false);
        }
        Assert.Equal(200, (await Ledger.GetAsync(browser, "me")).Status);
    }

    [Fact]
    public async Task A_session_is_renewed_with_keys_that_the_provider_has_since_changed()
    {
        using var browser = await SignInForAMinuteAsync("gina", IdentityProvider.Claims("viewer"));
        await Provider.RotateAsync();
        Ledger.Clock.Ahead += TimeSpan.FromMinutes(2);
        Assert.Equal(200, (await Ledger.GetAsync(browser, "me")).Status);
    }

    [Fact]
    public async Task Who_signs_out_is_signed_out_here_and_at_the_provider()
    {
        using var browser = await Ledger.SignInAsync("hans", IdentityProvider.Claims("viewer"));
        using var kept = browser.Copy();
        var atProvider = await browser.SubmitAsync(await browser.OpenAsync(Ledger.At("/")));
        Assert.StartsWith($"{Provider.Address}/session/end", atProvider.Address.ToString());
        (await Ledger.GetAsync(kept, "me")).AssertProblem(401, "unauthenticated");

        var back = await browser.SubmitAsync(atProvider, ("logout", "yes"));
        Assert.Equal((Ledger.At("/"), 200), (back.Address, back.Reply.Status));
        Assert.Contains("Sign in", back.Html, StringComparison.Ordinal);
        // The provider asks anew who they are.
        Assert.Equal(Ledger.At("/problems"), (await Ledger.SignInAsync(browser, "hans")).Address);
    }

    [Fact]
    public async Task Signing_in_again_begins_another_session_and_ends_the_former_one()
    {
        await Provider.SetAccountAsync("mona", IdentityProvider.Claims("viewer"));
        using var browser = Ledger.Browser();
        var (first, second) = (await browser.OpenAsync(Ledger.At("/sign-in")),
            await browser.OpenAsync(Ledger.At("/sign-in")));
        await SubmitAsync(first);
        using var kept = browser.Copy();
        Assert.Equal("mona", (string?)(await Ledger.GetAsync(kept, "me")).Json["id"]);

        await SubmitAsync(second);
        Assert.Equal("mona", (string?)(await Ledger.GetAsync(browser, "me")).Json["id"]);
        (await Ledger.GetAsync(kept, "me")).AssertProblem(401, "unauthenticated");

        async Task SubmitAsync(BrowserPage login)
        {
            var consent = await browser.SubmitAsync(login, ("login", "mona"), ("password", "any"));
            var back = await browser.SubmitAsync(consent);
            Assert.Equal((Ledger.At("/"), 200), (back.Address, back.Reply.Status));
        }
    }

    [Fact]
    public async Task Signing_out_leads_home_when_nobody_is_signed_in()
    {
        using var browser = Ledger.Browser();
        var page = await browser.SendAsync(HttpMethod.Post, Ledger.At("/sign-out"));
        Assert.Equal((302, "/"), (page.Reply.Status, page.Reply.Header("Location")));
    }

    [Fact]
    public async Task A_session_is_known_on_every_node_and_after_a_restart()
    {
        using var browser = await Ledger.SignInAsync("ida", IdentityProvider.Claims("approver"));
        var csrf = await Ledger.CsrfAsync(browser);
        for (var start = 0; start < 2; start++)
        {
            await using var node = await SignInLedger.StartAsync(Provider, _fixture.Database);
            Assert.Equal("ida", (string?)(await node.GetAsync(browser, "me")).Json["id"]);
            Assert.Equal(201, (await node.PostAsync(browser, "portfolios/capital/departments",
                $$"""{"key":"n{{start}}","name":"Water"}""", csrf)).Status);
        }
        await using var last = await SignInLedger.StartAsync(Provider, _fixture.Database);
        await browser.SubmitAsync(await browser.OpenAsync(last.At("/")));
        (await Ledger.GetAsync(browser, "me")).AssertProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task A_session_that_is_used_goes_on_and_one_that_is_not_ends()
    {
        using var browser = await Ledger.SignInAsync("jana", IdentityProvider.Claims("viewer"));
        var session = await NewestAsync();
        await Ledger.ExecuteAsync($"update ledger.browser_session set idle_until = now() + "
            + $"interval '10 minutes' where {session}");
        Assert.Equal(200, (await Ledger.GetAsync(browser, "me")).Status);
        Assert.True(await Ledger.ScalarAsync<bool>("select idle_until > now() + interval "
            + $"'59 minutes' from ledger.browser_session where {session}"));

        await Ledger.ExecuteAsync(
            $"update ledger.browser_session set idle_until = now() where {session}");
        (await Ledger.GetAsync(browser, "me")).AssertProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task A_session_ends_in_the_end_however_much_it_is_used()
    {
        using var browser = await Ledger.SignInAsync("karl", IdentityProvider.Claims("viewer"));
        var session = await NewestAsync();
        await Ledger.ExecuteAsync("update ledger.browser_session set idle_until = now() + interval "
            + $"'2 seconds', ends_at = now() + interval '2 seconds' where {session}");
        await Wait.UntilAsync(async () => (await Ledger.GetAsync(browser, "me")).Status == 401);
        Assert.True(await Ledger.ScalarAsync<bool>("select coalesce(bool_and(ends_at <= now() and "
            + $"idle_until <= ends_at), true) from ledger.browser_session where {session}"));
    }

    [Fact]
    public async Task The_ticket_itself_ends_too()
    {
        using var browser = await SignInForAMinuteAsync("lara", IdentityProvider.Claims("viewer"));
        Ledger.Clock.Ahead += TimeSpan.FromHours(10.1);
        (await Ledger.GetAsync(browser, "me")).AssertProblem(401, "unauthenticated");
    }

    private static IEnumerable<(string, string?)> ClientOf(SignInLedger ledger) =>
        [("ClientId", ledger.ClientId)];

    /// <summary>The condition that names the session begun last.</summary>
    private async Task<string> NewestAsync()
    {
        var hash = await Ledger.ScalarAsync<string>("select encode(key_hash, 'hex') "
            + "from ledger.browser_session order by begun_at desc limit 1");
        return $"key_hash = '\\x{hash}'";
    }

    /// <summary>The first tokens hold for a minute, those of the refresh for a long time.</summary>
    private async Task<Browser> SignInForAMinuteAsync(string login, JsonObject claims)
    {
        await Provider.SetLifetimeAsync(TimeSpan.FromMinutes(1));
        var browser = await Ledger.SignInAsync(login, claims);
        await Provider.SetLifetimeAsync(TimeSpan.FromDays(1));
        return browser;
    }
}
