using Microsoft.Playwright;
using PortfolioLedger.Tests;

namespace PortfolioLedger.BrowserTests;

/// <summary>The pictures of the documentation, all made of the demo portfolio.</summary>
internal static class Screenshots
{
    /// <summary>What a picture shows.</summary>
    /// <param name="File">Its name, without the ending.</param>
    /// <param name="Path">Below the portfolio.</param>
    private sealed record Picture(string File, string Path)
    {
        /// <summary>Whether it is taken in the dark.</summary>
        public bool IsDark { get; init; }

        /// <summary>How high it is, in pixels.</summary>
        public int Height { get; init; } = 860;
    }

    private static async Task<Picture[]> AllAsync(Website website) =>
    [
        new("overview", ""),
        new("explanation", await ExplanationAsync(website)) { Height = 1000 },
        new("alignment", "alignment"),
        new("timeline", "timeline"),
        new("what-if", "what-if"),
        new("past", "ranking?asOf=2025-03-31"),
        new("dark", "") { IsDark = true },
    ];

    /// <summary>Makes all of them in a folder; 0 when each was there to be made.</summary>
    public static async Task<int> MakeAsync(string folder)
    {
        await using var cluster = new TestCluster();
        await using var website = new Website();
        await website.InitializeAsync();
        Directory.CreateDirectory(folder);
        var missing = 0;
        foreach (var picture in await AllAsync(website))
        {
            await using var context = await website.VisitAsync(choose: o =>
            {
                o.ViewportSize = new() { Width = 1280, Height = picture.Height };
                o.ColorScheme = picture.IsDark ? ColorScheme.Dark : ColorScheme.Light;
            });
            var page = await context.NewPageAsync();
            var answer = await page.GotoAsync($"/p/{Website.Demo}/{picture.Path}",
                new() { WaitUntil = WaitUntilState.NetworkIdle });
            if (answer!.Status != 200)
            {
                Console.Error.WriteLine($"{picture.File}: {answer.Url} answered {answer.Status}");
                missing++;
                continue;
            }
            // A chart is there a moment after its scripts.
            foreach (var chart in await page.Locator("ledger-chart:has(tbody tr)").AllAsync())
                await Task.WhenAny(
                    chart.Locator("figure").First.WaitForAsync(new() { Timeout = 5_000 }));
            var file = Path.Combine(folder, $"{picture.File}.png");
            await page.ScreenshotAsync(new() { Path = file });
            Console.WriteLine($"{file}: {new FileInfo(file).Length / 1024} KB");
        }
        return missing;
    }

    /// <summary>The question that the overview asks.</summary>
    private static async Task<string> ExplanationAsync(Website website)
    {
        await using var context = await website.VisitAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync($"/p/{Website.Demo}");
        var question = await page.Locator("a[href*='/ranking/explanation']").First
            .GetAttributeAsync("href");
        return question!.Split($"/p/{Website.Demo}/")[1];
    }
}
