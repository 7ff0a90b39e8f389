using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace PortfolioLedger.BrowserTests;

/// <summary>
/// What has a page and is not in the demo, because somebody has to make it first. Nothing of it is
/// recorded in the journal.
/// </summary>
internal static class MadeThings
{
    /// <summary>Makes them: the name in an address, and its value.</summary>
    /// <param name="website">With the demo.</param>
    /// <param name="report">A report of the demo.</param>
    public static async Task<Dictionary<string, string>> MakeAsync(Website website, string report)
    {
        var run = await website.PostAsync(
            $"portfolios/{Website.Demo}/reports/{report}/runs", new());
        await website.PostAsync($"portfolios/{Website.Demo}/scenarios", new()
        {
            ["key"] = "bolder", ["name"] = "Bolder",
        });
        await website.PostAsync($"portfolios/{Website.Demo}/scenarios/bolder/hypotheticals", new()
        {
            ["command"] = new JsonObject
            {
                ["path"] = "departments",
                ["body"] = new JsonObject { ["key"] = "parks", ["name"] = "Parks" },
            },
        });
        await website.PostAsync(
            $"portfolios/{Website.Demo}/scenarios/bolder/evaluation", new());
        var upload = await UploadAsync(website);
        var imports = await website.GetAsync(
            $"portfolios/{Website.Demo}/imports", "admin;administrator");
        return new()
        {
            ["run"] = $"{run["run"]}", ["scenario"] = "bolder", ["upload"] = upload,
            ["import"] = (string)imports["items"]![0]!["id"]!,
        };
    }

    /// <summary>Sends a list with a wrong cell, as its form does, and looks at it.</summary>
    private static async Task<string> UploadAsync(Website website)
    {
        await using var context = await website.VisitAsync("administrator");
        var page = await context.NewPageAsync();
        await page.GotoAsync($"/p/{Website.Demo}/import");
        await page.SetInputFilesAsync("#file", new FilePayload
        {
            Name = "initiatives.csv", MimeType = "text/csv",
            Buffer = "Initiative,Initiative name,Stage\r\nnew-one,A new one,proposed\r\n"u8
                .ToArray(),
        });
        await page.GoesOnAsync(() => page.Locator("form.upload button").ClickAsync());
        await page.WaitForURLAsync($"**/p/{Website.Demo}/import/*");
        return new Uri(page.Url).Segments[^1];
    }
}
