using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
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

    /// <summary>
    /// What axe-core finds of what shuts people out; nothing of it serious or critical. Of some
    /// rules, or of all.
    /// </summary>
    private const string Barriers = """
        async rules => {
          const found = await axe.run(document, {
            resultTypes: ["violations"], ...(rules ? { runOnly: rules } : {}),
          });
          return found.violations.filter(v => ["serious", "critical"].includes(v.impact)).map(v =>
            `${v.id} (${v.impact}): ${v.help}: `
            + v.nodes.slice(0, 3).map(n => n.html.slice(0, 200)).join(" | "));
        }
        """;

    /// <summary>Rules that look at colours alone: the others find the same in the dark.</summary>
    private static readonly string[] OfColours = ["color-contrast", "link-in-text-block"];

    /// <summary>A sheet with nothing on it takes less than a thousand bytes.</summary>
    private const int LeastBytesOfPaper = 5_000;

    /// <summary>A title, and at least a sentence.</summary>
    private const int LeastWords = 40;

    /// <summary>Pages that people print; of the others the style is examined.</summary>
    private static readonly string[] Printed =
        ["", "/ranking", "/timeline", "/board-pack", "/audit", "/scorecard", "/initiatives"];

    /// <summary>All of it on one opening of each page: opening takes the longest.</summary>
    [Fact]
    public async Task Every_page_is_for_everybody_fits_320_pixels_prints_and_asks_no_other_host()
    {
        await using var context = await website.VisitAsync();
        await context.AddInitScriptAsync(new BundledAxeScriptProvider().GetScript());
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
        {
            var light = await open.EvaluateAsync<string[]>(Barriers);
            await open.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            var dark = await open.EvaluateAsync<string[]>(Barriers, OfColours);
            await open.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
            await open.SetViewportSizeAsync(320, 640);
            var wide = await open.EvaluateAsync<string[]>(TooWide);
            await open.SetViewportSizeAsync(1280, 900);
            await open.EmulateMediaAsync(new() { Media = Media.Print });
            var printed = (await open.Locator("main").InnerTextAsync()).Length;
            var paper = IsPrinted(page) ? (await open.PdfAsync()).Length : (int?)null;
            await open.EmulateMediaAsync(new() { Media = Media.Screen });
            return
            [
                .. light, .. dark.Select(fault => $"in the dark, {fault}"), .. wide,
                .. await open.EvaluateAsync<string[]>(Charts),
                .. printed > LeastWords ? Array.Empty<string>() : ["prints nothing"],
                .. paper is null or > LeastBytesOfPaper
                    ? Array.Empty<string>() : [$"prints {paper} bytes"],
                .. Taken(elsewhere).Select(url => $"asked {url}"),
                .. Taken(said).Select(words => $"the browser says: {words}"),
            ];
        }, address: page => page.Short);
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
            if (main.Length < LeastWords)
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
        await using var context = await website.VisitAsync(
            choose: o => o.JavaScriptEnabled = false);
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

    private static bool IsPrinted(ListedPage page) => Printed.Any(path =>
        page.Address.Split('?')[0] == $"/p/{Website.Demo}{path}");

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
