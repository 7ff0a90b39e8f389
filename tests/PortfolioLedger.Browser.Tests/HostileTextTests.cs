using Microsoft.Playwright;

namespace PortfolioLedger.BrowserTests;

/// <summary>Words that want to be more than words, typed into forms.</summary>
public sealed class HostileTextTests(Website website)
{
    private const string Script =
        "<script>document.title='taken'</script><img src=x onerror=alert(1)>";

    private const string Formula = "=cmd()|' /C calc'!A0";

    private const string Reversed = "invoice\u202Efdp.exe\u200F";

    public static TheoryData<string, string> Words => new()
    {
        { "script", Script }, { "formula", Formula }, { "reversed", Reversed },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public async Task What_is_typed_into_a_name_and_a_rationale_is_shown_as_it_is_and_does_nothing(
        string portfolio, string words)
    {
        await website.OpenAsync(portfolio);
        await using var context = await website.VisitAsync("approver");
        var page = await context.NewPageAsync();
        var dialogs = 0;
        page.Dialog += async (_, dialog) =>
        {
            Interlocked.Increment(ref dialogs);
            await dialog.DismissAsync();
        };

        await ProposeAsync(page, portfolio, words);
        await page.GotoAsync($"/p/{portfolio}/record/initiatives/thing/priority");
        await page.Locator("[name='/to']").FillAsync("2");
        await page.Locator("[name='/grounds/rationale']").FillAsync(words);
        await RecordAsync(page);

        Assert.Contains("/recorded", page.Url, StringComparison.Ordinal);
        foreach (var path in (string[])["initiatives", "initiatives/thing", "timeline", ""])
        {
            await page.GotoAsync($"/p/{portfolio}/{path}");
            if (path.Length > 0)
                Assert.Contains(words, await page.Locator("main").TextContentAsync(),
                    StringComparison.Ordinal);
            Assert.Contains("Portfolio Ledger", await page.TitleAsync(), StringComparison.Ordinal);
            Assert.Equal(0, await page.Locator("main script, main img").CountAsync());
        }
        Assert.Equal(0, dialogs);
        var item = (await website.GetAsync($"portfolios/{portfolio}/initiatives"))["items"]![0]!;
        Assert.Equal(words, (string)item["name"]!);
    }

    [Fact]
    public async Task Ten_thousand_characters_fit_every_page_that_shows_them()
    {
        var words = string.Concat(Enumerable.Repeat("0123456789", 1_000));
        await website.OpenAsync("lengthy");
        await using var context = await website.VisitAsync("approver");
        var page = await context.NewPageAsync();
        await page.SetViewportSizeAsync(320, 640);

        await ProposeAsync(page, "lengthy", words);

        var item = (await website.GetAsync("portfolios/lengthy/initiatives"))["items"]![0]!;
        Assert.Equal(words, (string)item["name"]!);
        foreach (var path in (string[])["initiatives", "initiatives/thing", "timeline", ""])
        {
            await page.GotoAsync($"/p/lengthy/{path}");
            Assert.True(await page.EvaluateAsync<bool>("""
                () => document.documentElement.scrollWidth
                  <= document.documentElement.clientWidth
                """), $"{path} is wider than the window");
        }
    }

    private static async Task ProposeAsync(IPage page, string portfolio, string name)
    {
        await page.GotoAsync($"/p/{portfolio}/record/initiatives");
        await page.Locator("[name='/key']").FillAsync("thing");
        await page.Locator("[name='/name']").FillAsync(name);
        await page.Locator("[name='/kind']").SelectOptionAsync("project");
        await page.Locator("[name='/sponsor']").FillAsync("maria");
        await page.Locator("[name='/department']").FillAsync("works");
        await RecordAsync(page);
    }

    private static Task RecordAsync(IPage page) => page.GoesOnAsync(() =>
        page.Locator("button.main[value=record]").ClickAsync());
}
