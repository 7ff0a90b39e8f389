using Microsoft.Playwright;
using PortfolioLedger.Tests.Imports;
using static Microsoft.Playwright.Assertions;

namespace PortfolioLedger.BrowserTests;

/// <summary>
/// The tour of docs/pages.md, followed with the mouse alone: nothing is typed but words that a form
/// asks for.
/// </summary>
public sealed class MouseTourTests(Website website)
{
    [Fact]
    public async Task The_tour_of_the_demo_is_followed_with_the_mouse()
    {
        await using var context = await website.VisitAsync();
        var page = await context.NewPageAsync();
        // Other tests have opened portfolios, so that the address does not lead to the demo.
        await page.GotoAsync("/portfolios");
        await FollowAsync(page, "main a[href='/p/demo']");

        await AskAsync(page, "Why did");
        await Expect(page.Locator("main")).ToContainTextAsync("rank");
        await FollowAsync(page, "ledger-chart tbody a[href*='timeline']");
        await AskTheOtherTwoAsync(page);

        await BecomeAsync(page, "approver");
        await FollowAsync(page, "nav.pages a[href$='/ranking']");
        await FollowAsync(page, "main tbody a[href*='/initiatives/']");
        await ShiftPriorityAsync(page, "demo");
        await FollowAsync(page, "nav.pages a[href$='/what-if']");
        await MoveSliderAsync(page);
        await FollowAsync(page, "nav.pages a[href$='/board-pack']");
        await Expect(page.Locator("main h2").First).ToContainTextAsync("What changed");
    }

    [Fact]
    public async Task New_York_is_imported_and_toured_with_the_mouse()
    {
        var history = RealData.CapitalProjects;
        await using var context = await website.VisitAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync("/portfolios");

        // Import it: who may not is offered to become somebody who may.
        await page.GoesOnAsync(() => page.Locator(
            "form:has(input[value^='administrator']) button").ClickAsync());
        await page.Locator("#of-import").FillAsync("new-york");
        await page.GoesOnAsync(() => page.GetByRole(
            AriaRole.Button, new() { Name = "Choose the file" }).ClickAsync());
        await Expect(page.Locator("main")).ToContainTextAsync("does not exist yet");
        await page.SetInputFilesAsync("#file", history);
        await page.GoesOnAsync(() => page.Locator("form.upload button").ClickAsync());
        var import = page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Import") });
        await Expect(import).ToBeEnabledAsync();
        await page.GoesOnAsync(() => import.ClickAsync());
        await Expect(page.Locator("main")).ToContainTextAsync(
            "2008 of 2259 rows imported", new() { Timeout = 30_000 });

        await page.GotoAsync("/p/new-york");
        await AskAsync(page, "Why did the budget of");
        await Expect(page.Locator("main")).ToContainTextAsync("budget of");
        await AskTheOtherTwoAsync(page);

        await BecomeAsync(page, "approver");
        await FollowAsync(page, "nav.pages a[href$='/initiatives']");
        await FollowAsync(page, "main tbody a[href*='/initiatives/']");
        await ShiftPriorityAsync(page, "new-york");
        await FollowAsync(page, "nav.pages a[href$='/what-if']");
        await Expect(page.Locator("main")).ToContainTextAsync("nothing is ranked");
        await FollowAsync(page, "nav.pages a[href$='/board-pack']");
        await Expect(page.Locator("main h2").First).ToContainTextAsync("What changed");
    }

    private static Task FollowAsync(IPage page, string link) =>
        page.GoesOnAsync(() => page.Locator(link).First.ClickAsync());

    private static Task AskAsync(IPage page, string question) => page.GoesOnAsync(() =>
        page.Locator("ul.questions a", new() { HasText = question }).ClickAsync());

    /// <summary>
    /// The second question, to the past, which is read-only, and back; and the third, for proof.
    /// </summary>
    private static async Task AskTheOtherTwoAsync(IPage page)
    {
        await FollowAsync(page, "p.portfolio a");
        await AskAsync(page, "What did the board see");
        await Expect(page.Locator("html.past")).ToBeVisibleAsync();
        await Expect(page.Locator("form.as-of")).ToContainTextAsync("read-only");
        await FollowAsync(page, "a[rel=prev]");
        await FollowAsync(page, "form.as-of a:has-text('Back to now')");
        await Expect(page.Locator("html.past")).ToHaveCountAsync(0);
        await FollowAsync(page, "p.portfolio a");
        await AskAsync(page, "Can you prove");
        await Expect(page.Locator("main")).ToContainTextAsync("ledger-verify");
    }

    private static async Task BecomeAsync(IPage page, string role)
    {
        await page.Locator("select[name=persona]").SelectOptionAsync($"{role};{role}");
        await page.GoesOnAsync(() => page.Locator("form.who button").ClickAsync());
    }

    /// <summary>
    /// The effect of a decision about the initiative of the page, shown before it is recorded; it
    /// never is.
    /// </summary>
    private async Task ShiftPriorityAsync(IPage page, string portfolio)
    {
        var before = await PositionAsync(portfolio);
        await FollowAsync(page, "footer a[href*='/record?about=']");
        await FollowAsync(page, "main a[href*='/priority']");
        await page.Locator("[name='/to']").FillAsync("1");
        await page.Locator("[name='/grounds/rationale']").FillAsync("The survey asks for it");
        await page.GoesOnAsync(() => page.GetByRole(
            AriaRole.Button, new() { Name = "Show what it would move" }).ClickAsync());
        await Expect(page.Locator("section.effect")).ToContainTextAsync("Before it is recorded");
        Assert.Equal(before, await PositionAsync(portfolio));
    }

    private async Task<long> PositionAsync(string portfolio) =>
        (long)(await website.GetAsync($"portfolios/{portfolio}"))["position"]!;

    private static async Task MoveSliderAsync(IPage page)
    {
        var slider = page.Locator("ledger-what-if input[type=range]").First;
        var box = (await slider.BoundingBoxAsync())!;
        await page.Mouse.ClickAsync(box.X + box.Width - 4, box.Y + box.Height / 2);
        await page.WaitForURLAsync("**/what-if?*weight-*");
        await Expect(page.Locator("ledger-what-if .result")).ToContainTextAsync("rank");
    }
}
