using System.Net;
using System.Text.RegularExpressions;

namespace PortfolioLedger.Tests.Pages;

/// <summary>
/// A browser without scripts: keeps cookies, and fills in the forms of the pages it opens.
/// </summary>
public sealed partial class PageBrowser(LedgerHost ledger)
{
    private readonly Dictionary<string, string> _cookies = [];
    private readonly HttpClient _client = ledger.App.Server.CreateClient();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A browser in which a persona was chosen.</summary>
    public static async Task<PageBrowser> OfAsync(LedgerHost ledger, string role)
    {
        var browser = new PageBrowser(ledger);
        await browser.BecomeAsync(role);
        return browser;
    }

    /// <summary>Chooses another persona.</summary>
    public async Task BecomeAsync(string role) => await SendAsync(
        HttpMethod.Post, "/persona", [new("persona", $"{role};{role}")]);

    /// <summary>Opens a page.</summary>
    public Task<OpenedPage> OpenAsync(string address) => SendAsync(HttpMethod.Get, address, []);

    /// <summary>
    /// Sends the form of a page with these fields beside its hidden ones, and what stands in it.
    /// </summary>
    public Task<OpenedPage> SubmitAsync(
        OpenedPage page, params (string Name, string Text)[] fields) =>
        SendAsync(HttpMethod.Post, page.Address,
        [
            .. page.Fields.Where(f => fields.All(given => given.Name != f.Key)),
            .. fields.Select(f => KeyValuePair.Create(f.Name, f.Text)),
        ]);

    /// <summary>Sends fields to an address, as they are.</summary>
    public async Task<OpenedPage> SendAsync(
        HttpMethod method, string address, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var request = new HttpRequestMessage(method, address);
        if (method == HttpMethod.Post)
            request.Content = new FormUrlEncodedContent(fields);
        if (_cookies.Count > 0)
            request.Headers.Add("Cookie",
                string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
        using var answer = await _client.SendAsync(request, Cancel);
        if (answer.Headers.TryGetValues("Set-Cookie", out var set))
            foreach (var cookie in set)
                if (cookie.Split(';')[0].Split('=', 2) is [var name, var value])
                    _cookies[name] = value;
        return new(address, answer.StatusCode, answer.Headers.Location?.ToString(),
            await answer.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>A page that was opened.</summary>
    /// <param name="Address">Of the page.</param>
    /// <param name="Status">Of the answer.</param>
    /// <param name="Location">Where it sends the browser on; null for nowhere.</param>
    /// <param name="Html">The page.</param>
    public sealed record OpenedPage(
        string Address, HttpStatusCode Status, string? Location, string Html)
    {
        /// <summary>The page as it is read.</summary>
        public string Text => WebUtility.HtmlDecode(Tag().Replace(Html, " "));

        /// <summary>What its form would send if nothing was typed.</summary>
        public IEnumerable<KeyValuePair<string, string>> Fields => Input().Matches(
            Html[Math.Max(0, Html.IndexOf("<form method=\"post\" class=\"record\"",
                StringComparison.Ordinal))..])
            .Select(m => KeyValuePair.Create(
                WebUtility.HtmlDecode(NameOf().Match(m.Value).Groups[1].Value),
                WebUtility.HtmlDecode(ValueOf().Match(m.Value).Groups[1].Value)))
            .Where(f => f.Key.Length > 0);
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("<input (?![^>]*type=\"?checkbox)[^>]*>")]
    private static partial Regex Input();

    [GeneratedRegex("name=\"([^\"]*)\"")]
    private static partial Regex NameOf();

    [GeneratedRegex("value=\"([^\"]*)\"")]
    private static partial Regex ValueOf();
}
