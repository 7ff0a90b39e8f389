using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PortfolioLedger.BrowserTests;

/// <summary>Forms that nobody meant to send.</summary>
public sealed class ForgedFormTests(Website website)
{
    [Fact]
    public async Task A_form_without_its_token_is_refused_by_a_page_that_says_what_to_do()
    {
        await website.OpenAsync("tokenless");
        await using var context = await website.VisitAsync("contributor");
        var page = await context.NewPageAsync();
        await page.GotoAsync("/p/tokenless/record/departments");
        await FillAsync(page);
        await page.Locator("input[name=csrfToken]").Last.EvaluateAsync("e => e.remove()");

        var answer = await page.RunAndWaitForResponseAsync(
            () => page.Locator("button.main[value=record]").ClickAsync(),
            response => response.Request.Method == "POST");

        Assert.Equal(403, answer.Status);
        await Expect(page.Locator("main")).ToContainTextAsync("Open its page again");
        await RecordedNothingAsync("tokenless");
    }

    [Fact]
    public async Task A_page_of_another_site_records_nothing()
    {
        await website.OpenAsync("lured");
        await using var context = await website.VisitAsync("contributor");
        var page = await context.NewPageAsync();
        // Who is lured has a form of the ledger open, and so all its cookies.
        await page.GotoAsync("/p/lured/record/departments");
        var token = await page.Locator("input[name=csrfToken]").Last.GetAttributeAsync("value");
        await context.RouteAsync("http://other.example/**", route => route.FulfillAsync(new()
        {
            ContentType = "text/html",
            Body = $"""
                <form method=post action="{website.Address}p/lured/record/departments">
                <input name="csrfToken" value="{token}"><input name="/key" value="parks">
                <input name="/name" value="Parks"><input name="intent" value="record">
                <button>Win a prize</button></form>
                """,
        }));
        await page.GotoAsync("http://other.example/");

        var answer = await page.RunAndWaitForResponseAsync(
            () => page.Locator("button").ClickAsync(),
            response => response.Request.Method == "POST");

        Assert.InRange(answer.Status, 401, 404);
        await RecordedNothingAsync("lured");
    }

    private static async Task FillAsync(IPage page)
    {
        await page.Locator("[name='/key']").FillAsync("parks");
        await page.Locator("[name='/name']").FillAsync("Parks");
    }

    private async Task RecordedNothingAsync(string portfolio) => Assert.Single(
        (await website.GetAsync($"portfolios/{portfolio}/departments"))["items"]!.AsArray());
}
