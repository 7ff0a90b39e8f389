using Microsoft.Playwright;
using System.Text;

namespace PortfolioLedger.BrowserTests;

/// <summary>Looks at all pages in one go, and names every fault of every page.</summary>
internal static class EachPage
{
    /// <summary>Opens each page and fails with what was found on them.</summary>
    /// <param name="website">Whose pages.</param>
    /// <param name="context">In which they are opened.</param>
    /// <param name="look">Gives the faults of an open page.</param>
    /// <param name="among">Which pages; all of them if absent.</param>
    /// <param name="address">Where a page is opened; at its address if absent.</param>
    public static async Task IsFaultlessAsync(
        Website website, IBrowserContext context,
        Func<ListedPage, IPage, Task<IEnumerable<string>>> look,
        Func<ListedPage, bool>? among = null, Func<ListedPage, string>? address = null)
    {
        var pages = (await PageList.OfAsync(website)).Where(p => among?.Invoke(p) ?? true)
            .ToList();
        Assert.NotEmpty(pages);
        var found = new StringBuilder();
        var open = await context.NewPageAsync();
        var role = "";
        foreach (var page in pages)
        {
            if (role != page.Role)
                await website.BecomeAsync(context, role = page.Role);
            var at = address?.Invoke(page) ?? page.Address;
            var answer = await open.GotoAsync(at);
            IEnumerable<string> faults = answer!.Status == 200 ? await look(page, open)
                : [$"answered with {answer.Status}"];
            foreach (var fault in faults)
                found.Append($"\n{at}: {fault}");
        }
        Assert.True(found.Length == 0, $"of {pages.Count} pages:{found}");
    }
}
