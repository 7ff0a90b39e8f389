using Microsoft.Playwright;

namespace PortfolioLedger.BrowserTests;

/// <summary>What people do who use no mouse.</summary>
internal static class Keys
{
    /// <summary>More stops than a page has on which somebody finds anything.</summary>
    private const int Most = 150;

    /// <summary>Goes on with the tabulator until something has the focus.</summary>
    public static async Task ToAsync(IPage page, string selector)
    {
        for (var i = 0; i < Most; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.Locator(selector).And(page.Locator(":focus")).CountAsync() > 0)
                return;
        }
        Assert.Fail($"{selector} is not reached with {Most} tabs on {page.Url}");
    }

    /// <summary>Goes there and presses Enter, which leads to another page.</summary>
    public static async Task FollowAsync(IPage page, string selector)
    {
        await ToAsync(page, selector);
        await page.GoesOnAsync(() => page.Keyboard.PressAsync("Enter"));
    }
}
