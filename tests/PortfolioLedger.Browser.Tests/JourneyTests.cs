using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PortfolioLedger.BrowserTests;

/// <summary>What people come for, from the first page to the answer.</summary>
public sealed class JourneyTests(Website website)
{
    [Fact]
    public async Task A_permalink_opened_by_somebody_else_shows_the_same_digest()
    {
        await using var mine = await website.VisitAsync();
        await using var theirs = await website.VisitAsync();
        var page = await mine.NewPageAsync();
        await page.GotoAsync($"/p/{Website.Demo}/initiatives?sort=-initiative");
        var shown = await DigestAsync(page);

        await page.GoesOnAsync(() =>
            page.GetByRole(AriaRole.Link, new() { Name = "Permalink" }).ClickAsync());
        var other = await theirs.NewPageAsync();
        await other.GotoAsync(page.Url);

        Assert.NotEqual("", shown);
        Assert.Equal(shown, await DigestAsync(other));
        Assert.Contains("asOfPosition=", other.Url, StringComparison.Ordinal);
        await Expect(other.Locator("form.as-of")).ToContainTextAsync("read-only");
    }

    [Fact]
    public async Task Why_somebody_fell_takes_three_clicks_from_the_overview()
    {
        await using var context = await website.VisitAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync($"/p/{Website.Demo}");

        // The question, as the overview asks it.
        var question = page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Why did .* fall") });
        var initiative = System.Text.RegularExpressions.Regex.Match(
            await question.InnerTextAsync(), "^Why did (.*) fall").Groups[1].Value;
        await page.GoesOnAsync(() => question.ClickAsync());
        // The answer: a sentence, and its causes as a table below their picture.
        await Expect(page.Locator("main")).ToContainTextAsync(initiative);
        await Expect(page.Locator("ledger-chart figure")).ToBeVisibleAsync();
        Assert.NotEqual(0, await page.Locator("ledger-chart tbody tr").CountAsync());
        // What was decided, with its words.
        await page.GoesOnAsync(() =>
            page.Locator("ledger-chart tbody a[href*='timeline']").First.ClickAsync());

        Assert.Contains("/timeline", page.Url, StringComparison.Ordinal);
        Assert.Equal(1, await page.Locator("main h1").CountAsync());
        Assert.NotEqual("", await page.Locator("main").InnerTextAsync());
    }

    [Fact]
    public async Task What_is_recorded_appears_on_a_timeline_that_is_open()
    {
        await website.OpenAsync("living");
        await using var context = await website.VisitAsync("viewer");
        var page = await context.NewPageAsync();
        await page.GotoAsync("/p/living/timeline");
        await Expect(page.Locator("main")).Not.ToContainTextAsync("Parks");

        await website.PostAsync("portfolios/living/departments", new()
        {
            ["key"] = "parks", ["name"] = "Parks",
        });

        await Expect(page.Locator("main")).ToContainTextAsync("Parks");
        await Expect(page.Locator("ledger-live [role=status]")).ToContainTextAsync("1 new event");
    }

    [Fact]
    public async Task A_slider_that_is_moved_asks_again_and_keeps_the_question_in_the_address()
    {
        await using var context = await website.VisitAsync("viewer");
        var page = await context.NewPageAsync();
        await page.GotoAsync($"/p/{Website.Demo}/what-if");
        var slider = page.Locator("ledger-what-if input[type=range]").First;

        await slider.FocusAsync();
        await page.Keyboard.PressAsync("End");

        await page.WaitForURLAsync("**/what-if?*weight-*");
        await Expect(page.Locator("ledger-what-if .result")).ToContainTextAsync("rank");
        await Expect(slider).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Time_is_travelled_with_the_keyboard_alone()
    {
        await using var context = await website.VisitAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync($"/p/{Website.Demo}/initiatives?limit=5");
        var now = await DigestAsync(page);

        await Keys.ToAsync(page, "input[name=asOf]");
        // As a browser of this language takes a date: month, day, year.
        await page.Keyboard.TypeAsync("03312025");
        await page.GoesOnAsync(() => page.Keyboard.PressAsync("Enter"));
        await Expect(page.Locator("html.past")).ToBeVisibleAsync();
        Assert.Contains("asOf=2025-03-31", page.Url, StringComparison.Ordinal);
        var then = await DigestAsync(page);
        await Keys.FollowAsync(page, "a[rel=prev]");
        Assert.NotEqual(then, await DigestAsync(page));
        await Keys.FollowAsync(page, "form.as-of a:has-text('Back to now')");

        Assert.NotEqual(now, then);
        Assert.Equal(now, await DigestAsync(page));
    }

    [Fact]
    public async Task Feedback_is_sorted_with_the_keyboard_alone()
    {
        await website.OpenAsync("inbox");
        await website.PostAsync("portfolios/inbox/customer-segments", new()
        {
            ["key"] = "households", ["name"] = "Households",
        });
        await website.PostAsync("portfolios/inbox/feedback", new()
        {
            ["key"] = "fb-1", ["segment"] = "households", ["channel"] = "survey",
            ["text"] = "The water is off every week",
        });
        await using var context = await website.VisitAsync("contributor");
        var page = await context.NewPageAsync();

        await page.GotoAsync("/p/inbox/record?about=feedback/fb-1");
        await Keys.FollowAsync(page, "main a[href*='fb-1/classification']");
        await Keys.ToAsync(page, "[name='/theme']");
        await page.Keyboard.TypeAsync("reliability");
        await Keys.FollowAsync(page, "button.main[value=record]");

        Assert.Contains("/p/inbox/recorded", page.Url, StringComparison.Ordinal);
        Assert.Equal("reliability", (string?)(await website.GetAsync(
            "portfolios/inbox/feedback"))["items"]![0]!["theme"]);
    }

    [Fact]
    public async Task Objectives_are_compared_two_by_two_with_the_keyboard_alone()
    {
        await website.OpenAsync("compared");
        foreach (var (key, title) in new[] { ("growth", "Grow"), ("service", "Serve") })
        {
            await website.PostAsync("portfolios/compared/objectives", new()
            {
                ["key"] = key, ["title"] = title, ["statement"] = title, ["level"] = "strategic",
                ["owner"] = "ceo",
            });
            await website.PostAsync($"portfolios/compared/objectives/{key}/approval", new()
            {
                ["grounds"] = new JsonObject { ["rationale"] = "Agreed by the board" },
            }, "board;approver");
        }
        await using var context = await website.VisitAsync("approver");
        var page = await context.NewPageAsync();

        await page.GotoAsync("/p/compared/record/objective-weights");
        await Keys.FollowAsync(page, "main a[href*='method=ahp']");
        await Keys.ToAsync(page, "select[name='/matrix/0/1']");
        // A list goes to the entry that begins so.
        await page.Keyboard.TypeAsync("moderately more");
        await Keys.ToAsync(page, "[name='/grounds/rationale']");
        await page.Keyboard.TypeAsync("Compared by the board in March");
        await Keys.FollowAsync(page, "button.main[value=record]");

        Assert.Contains("/p/compared/recorded", page.Url, StringComparison.Ordinal);
        var weights = (await website.GetAsync("portfolios/compared/objectives"))["items"]!
            .AsArray().ToDictionary(o => (string)o!["objective"]!, o => (decimal)o!["weight"]!);
        Assert.Equal(0.75m, weights["growth"], 3);
    }

    [Fact]
    public async Task Who_chooses_a_persona_stays_on_the_page()
    {
        await using var context = await website.VisitAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync($"/p/{Website.Demo}/decisions");

        await page.Locator("select[name=persona]").SelectOptionAsync("approver;approver");
        await page.GoesOnAsync(() => page.Locator("form.who button").ClickAsync());

        await Expect(page.Locator("select[name=persona]")).ToHaveValueAsync("approver;approver");
        Assert.EndsWith($"/p/{Website.Demo}/decisions", page.Url, StringComparison.Ordinal);
    }

    private static Task<string> DigestAsync(IPage page) =>
        page.Locator("footer code").First.InnerTextAsync();
}
