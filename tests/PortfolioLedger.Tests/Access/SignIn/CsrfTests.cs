using System.Net.Http.Headers;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Access.SignIn;

/// <summary>
/// A browser sends its cookie whoever makes it send a request: what changes something needs more.
/// </summary>
public sealed class CsrfTests(SignInFixture fixture) : IClassFixture<SignInFixture>
{
    private const string Departments = "portfolios/capital/departments";

    private SignInLedger Ledger => fixture.Ledger;

    [Theory]
    [InlineData("POST", Departments)]
    [InlineData("POST", "portfolios")]
    [InlineData("POST", "portfolios/capital/batch")]
    [InlineData("POST", "portfolios/capital/what-if/optimisation")]
    [InlineData("POST", "portfolios/capital/imports")]
    [InlineData("PUT", "portfolios/capital/imports/mappings/mine")]
    public async Task What_changes_something_needs_the_token(string method, string path)
    {
        using var browser = await Ledger.SignInAsync("alice",
            IdentityProvider.Claims("approver", "administrator"));
        (await SendAsync(browser, method, path, "application/json"))
            .AssertProblem(403, "csrf-token-required");
        foreach (var wrong in (string[])["", "made-up", new string('A', 155)])
            (await SendAsync(browser, method, path, "application/json", ("X-CSRF-Token", wrong)))
                .AssertProblem(403, "csrf-token-required");
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("text/plain")]
    public async Task What_a_form_of_another_site_can_send_is_refused(string type)
    {
        using var browser = await Ledger.SignInAsync("bert", IdentityProvider.Claims("approver"));
        (await SendAsync(browser, "POST", Departments, type))
            .AssertProblem(403, "csrf-token-required");
    }

    [Fact]
    public async Task The_token_is_that_of_whoever_is_signed_in_and_of_their_browser()
    {
        using var eve = await Ledger.SignInAsync("eve", IdentityProvider.Claims("approver"));
        using var carl = await Ledger.SignInAsync("carl", IdentityProvider.Claims("approver"));
        var (ofEve, ofCarl) = (await Ledger.CsrfAsync(eve), await Ledger.CsrfAsync(carl));

        (await SendAsync(carl, "POST", Departments, "application/json", ofEve))
            .AssertProblem(403, "csrf-token-required");
        // Even when somebody managed to give him her cookie for it.
        using var fooled = carl.Copy();
        fooled.Cookies.Add(eve.Cookies.GetAllCookies().Single(c => c.Name == "ledger-csrf"));
        (await SendAsync(fooled, "POST", Departments, "application/json", ofEve))
            .AssertProblem(403, "csrf-token-required");
        Assert.Equal(201, (await Ledger.PostAsync(
            carl, Departments, """{"key":"carls","name":"Works"}""", ofCarl)).Status);
    }

    [Fact]
    public async Task A_header_that_names_the_caller_wins_over_the_cookie()
    {
        using var browser = await Ledger.SignInAsync("dora", IdentityProvider.Claims("approver"));
        await fixture.Provider.AddServiceAsync("service-viewer", "viewer");
        await fixture.Provider.AddServiceAsync("service-approver", "approver");
        var viewer = SignInLedger.Bearer(
            await fixture.Provider.TokenOfServiceAsync("service-viewer"));
        var approver = SignInLedger.Bearer(
            await fixture.Provider.TokenOfServiceAsync("service-approver"));

        var me = (await Ledger.GetAsync(browser, "me", viewer)).Json;
        Assert.Equal(("service-viewer", "token", null),
            ((string?)me["id"], (string?)me["means"], (string?)me["csrfToken"]));
        (await Ledger.PostAsync(browser, Departments, """{"key":"w","name":"Works"}""", viewer))
            .AssertProblem(403, "role-required");
        Assert.Equal(201, (await Ledger.PostAsync(
            browser, Departments, """{"key":"w","name":"Works"}""", approver)).Status);
        foreach (var wrong in (string[])["Bearer e30.e30.e30", "Basic YTpi", "Persona x;approver"])
            (await Ledger.GetAsync(browser, "me", ("Authorization", wrong)))
                .AssertProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task Nobody_is_signed_out_by_another_site()
    {
        using var browser = await Ledger.SignInAsync("fred", IdentityProvider.Claims("viewer"));
        var many = string.Join('&', Enumerable.Range(0, 2000).Select(i => $"f{i}=1"));
        foreach (var body in (string[])["", "csrfToken=", "csrfToken=made-up", many])
            (await browser.SendAsync(HttpMethod.Post, Ledger.At("/sign-out"), new StringContent(
                    body, new MediaTypeHeaderValue("application/x-www-form-urlencoded"))))
                .Reply.AssertProblem(403, "csrf-token-required");
        (await browser.SendAsync(HttpMethod.Get, Ledger.At("/sign-out")))
            .Reply.AssertProblem(405, "method-not-allowed");
        await browser.SendAsync(HttpMethod.Get, Ledger.At("/signout-oidc"));
        Assert.Equal(200, (await Ledger.GetAsync(browser, "me")).Status);
    }

    private async Task<Reply> SendAsync(Browser browser, string method, string path, string type,
        params (string Name, string Value)[] headers) =>
        (await browser.SendAsync(new(method), Ledger.At($"/api/v1/{path}"), new StringContent(
            """{"key":"dep","name":"Water"}""", MediaTypeHeaderValue.Parse(type)), headers)).Reply;
}
