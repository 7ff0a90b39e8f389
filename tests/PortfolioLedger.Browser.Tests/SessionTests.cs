using Microsoft.Playwright;
using PortfolioLedger.Tests.Access.SignIn;
using static Microsoft.Playwright.Assertions;

namespace PortfolioLedger.BrowserTests;

/// <summary>People who sign in with a provider, and what happens to them meanwhile.</summary>
public sealed class SessionTests(Website website, SignInFixture signIn)
    : IClassFixture<SignInFixture>
{
    [Fact]
    public async Task Who_lost_a_role_while_a_form_was_open_records_nothing_and_reads_why()
    {
        await using var context = await website.VisitAsync(
            choose: o => o.BaseURL = signIn.Ledger.Address.ToString());
        var page = await SignInAsync(context, "alice", "contributor");
        await FillAsync(page);
        await signIn.Provider.SetAccountAsync("alice", IdentityProvider.Claims("viewer"));
        signIn.Ledger.Clock.Ahead += TimeSpan.FromMinutes(2);

        var answer = await RecordAsync(page);

        Assert.Equal(403, answer.Status);
        await Expect(page.Locator("main")).ToContainTextAsync("role contributor");
        await RecordedNothingAsync();
    }

    [Fact]
    public async Task Whose_session_ended_is_led_to_the_sign_in_and_nothing_is_recorded()
    {
        await using var context = await website.VisitAsync(
            choose: o => o.BaseURL = signIn.Ledger.Address.ToString());
        var page = await SignInAsync(context, "berta", "contributor");
        await FillAsync(page);
        await signIn.Provider.SetAccountAsync("berta", null);
        signIn.Ledger.Clock.Ahead += TimeSpan.FromMinutes(2);

        var answer = await RecordAsync(page);

        Assert.Equal(401, answer.Status);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).First)
            .ToBeVisibleAsync();
        await RecordedNothingAsync();
    }

    /// <summary>Signs in through the pages of the provider, for a minute.</summary>
    private async Task<IPage> SignInAsync(IBrowserContext context, string login, string role)
    {
        await signIn.Provider.SetLifetimeAsync(TimeSpan.FromMinutes(1));
        await signIn.Provider.SetAccountAsync(login, IdentityProvider.Claims(role));
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in?returnUrl=/p/capital/record/departments");
        await page.Locator("input[name=login]").FillAsync(login);
        await page.Locator("input[name=password]").FillAsync("any");
        await page.Locator("button[type=submit]").First.ClickAsync();
        await page.Locator("form:has(input[value=consent]) button").ClickAsync();
        await page.WaitForURLAsync("**/p/capital/record/departments");
        return page;
    }

    private static async Task FillAsync(IPage page)
    {
        await page.Locator("[name='/key']").FillAsync("parks");
        await page.Locator("[name='/name']").FillAsync("Parks");
    }

    private static Task<IResponse> RecordAsync(IPage page) => page.RunAndWaitForResponseAsync(
        () => page.Locator("button.main[value=record]").ClickAsync(),
        response => response.Request.Method == "POST");

    private async Task RecordedNothingAsync() => Assert.Equal(0L,
        await signIn.Ledger.ScalarAsync<long>(
            "select count(*) from ledger.mt_events where type = 'department-registered'"));
}
