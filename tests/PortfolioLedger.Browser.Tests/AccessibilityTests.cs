using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace PortfolioLedger.BrowserTests;

/// <summary>
/// What axe-core finds on every page of what shuts people out; nothing of it serious or critical.
/// </summary>
public sealed class AccessibilityTests(Website website)
{
    /// <summary>The faults of the page that is open, in words; of some rules, or of all.</summary>
    private const string Find = """
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

    [Fact]
    public async Task Every_page_can_be_used_by_everybody_in_light_and_in_dark()
    {
        await using var context = await website.VisitAsync();
        await context.AddInitScriptAsync(new BundledAxeScriptProvider().GetScript());
        await EachPage.IsFaultlessAsync(website, context, async (page, open) =>
        {
            await open.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
            var light = await open.EvaluateAsync<string[]>(Find);
            await open.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            var dark = await open.EvaluateAsync<string[]>(Find, OfColours);
            return light.Concat(dark.Select(fault => $"in the dark, {fault}"));
        }, address: page => page.Short);
    }
}
