using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace PortfolioLedger.BrowserTests;

/// <summary>What holds for every page there is.</summary>
public sealed class EveryPageTests(Website website)
{
    /// <summary>What is wider than the window, and not in something that scrolls.</summary>
    private const string TooWide = """
        () => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          const scrolls = e => e && (getComputedStyle(e).overflowX !== "visible"
            || scrolls(e.parentElement));
          const wide = [...document.body.querySelectorAll("*")].filter(e =>
            e.getBoundingClientRect().right > width + 1 && !scrolls(e.parentElement));
          return [`is ${document.documentElement.scrollWidth} px wide at ${width} px: `
            + wide.slice(0, 3).map(e => e.outerHTML.slice(0, 150)).join(" | ")];
        }
        """;

    /// <summary>Charts that were not drawn, or whose table is not there to be read.</summary>
    private const string Charts = """
        async () => {
          const faults = [];
          for (const chart of document.querySelectorAll("ledger-chart")) {
            const table = chart.querySelector("table");
            if (!table || table.tBodies[0].rows.length === 0
              || !(table.checkVisibility() || table.closest("details:not([open])")))
              faults.push(`a chart without a table: ${chart.outerHTML.slice(0, 150)}`);
            const figure = chart.querySelector("figure");
            if (figure && !figure.getAttribute("aria-label"))
              faults.push(`a chart without a name: ${chart.outerHTML.slice(0, 150)}`);
          }
          return faults;
        }
        """;

    [Fact]
    public async Task Every_page_fits_a_window_of_320_pixels_and_asks_nothing_of_other_hosts()
    {
        await using var context = await website.VisitAsync(
            choose: o => o.ViewportSize = new() { Width = 320, Height = 640 });
        var elsewhere = new ConcurrentQueue<string>();
        context.Request += (_, request) =>
        {
            if (new Uri(request.Url).GetLeftPart(UriPartial.Authority)
                != website.Address.GetLeftPart(UriPartial.Authority)
                && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                elsewhere.Enqueue(request.Url);
        };
        // A browser says here what the policy of the page refused, and what a script did wrong.
        var said = new ConcurrentQueue<string>();
        context.Console += (_, message) =>
        {
            if (message.Type == "error")
                said.Enqueue(message.Text);
        };
        context.WebError += (_, error) => said.Enqueue(error.Error);

        await EachPage.IsFaultlessAsync(website, context, async (page, open) =>
        [
            .. await open.EvaluateAsync<string[]>(TooWide),
            .. await open.EvaluateAsync<string[]>(Charts),
            .. Taken(elsewhere).Select(url => $"asked {url}"),
            .. Taken(said).Select(words => $"the browser says: {words}"),
        ]);
    }

    [Fact]
    public async Task Every_page_says_without_scripts_what_it_says_with_them()
    {
        await using var context = await website.VisitAsync(
            choose: o => o.JavaScriptEnabled = false);
        await EachPage.IsFaultlessAsync(website, context, async (page, open) =>
        {
            var html = await open.ContentAsync();
            var faults = new List<string>();
            if (await open.Locator("h1").CountAsync() != 1)
                faults.Add("has not one heading");
            if (html.Contains("<noscript", StringComparison.OrdinalIgnoreCase))
                faults.Add("says something else without scripts");
            var main = await open.Locator("main").InnerTextAsync();
            // A title, and at least a sentence.
            if (main.Length < 40)
                faults.Add($"says only '{main}'");
            foreach (var table in await open.Locator("main table").AllAsync())
                if (!await table.IsVisibleAsync() && !await IsFoldedAsync(table))
                    faults.Add("hides a table");
            return faults;
        }, address: page => page.Short);
    }

    [Fact]
    public async Task Every_page_of_the_past_says_so_and_records_nothing()
    {
        await using var context = await website.VisitAsync();
        await EachPage.IsFaultlessAsync(website, context, async (page, open) =>
        {
            var faults = new List<string>();
            if (!await open.Locator("html.past").IsVisibleAsync())
                faults.Add("has no amber frame");
            var time = await open.Locator("form.as-of").InnerTextAsync();
            if (!time.Contains("read-only", StringComparison.Ordinal)
                || !time.Contains("Back to now", StringComparison.Ordinal)
                || !time.Contains("As of ", StringComparison.Ordinal))
                faults.Add($"says of its time '{time}'");
            if (await open.Locator("main form[method=post]").CountAsync() > 0)
                faults.Add("has a form that changes something");
            return faults;
        }, among: page => page.IsOfBook, address: page => page.At(PageList.Past));
    }

    [Fact]
    public async Task Every_page_prints()
    {
        await using var context = await website.VisitAsync();
        await EachPage.IsFaultlessAsync(website, context, async (page, open) =>
        {
            var pdf = await open.PdfAsync();
            // A sheet with nothing on it takes less than a thousand bytes.
            return pdf.Length > 5_000 ? [] : [$"prints {pdf.Length} bytes"];
        }, address: page => page.Short);
    }

    private static async Task<bool> IsFoldedAsync(ILocator inside) =>
        await inside.Locator("xpath=ancestor::details[not(@open)]").CountAsync() > 0;

    private static List<string> Taken(ConcurrentQueue<string> queue)
    {
        var taken = new List<string>();
        while (queue.TryDequeue(out var one))
            taken.Add(one);
        return taken;
    }
}
