using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace PortfolioLedger.Tests.Imports.Browser;

/// <summary>A browser as far as pages need one: it keeps cookies and sends forms.</summary>
internal sealed partial class PageBrowser(LedgerHost ledger)
{
    private readonly SortedDictionary<string, string> _cookies = new(StringComparer.Ordinal);

    /// <summary>A page as it came.</summary>
    /// <param name="Status">Of HTTP.</param>
    /// <param name="Html">With its characters as people see them.</param>
    /// <param name="Location">Where to go on; null when this is it.</param>
    public sealed record Page(int Status, string Html, string? Location);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Somebody with a role, as chosen on a page.</summary>
    public static async Task<PageBrowser> AsAsync(LedgerHost ledger, string role)
    {
        var browser = new PageBrowser(ledger);
        var chosen = await browser.SendAsync(HttpMethod.Post, "/persona",
            Form(("persona", role == "viewer" ? "visitor;viewer" : $"{role};{role}")));
        Assert.Equal(302, chosen.Status);
        return browser;
    }

    /// <summary>Opens a page.</summary>
    public Task<Page> OpenAsync(string address) => SendAsync(HttpMethod.Get, address, null);

    /// <summary>Sends fields of a form that is on a page, with its token.</summary>
    public Task<Page> SendAsync(
        Page from, string address, params (string Name, string Value)[] fields) =>
        SendAsync(HttpMethod.Post, address, Form([("csrfToken", TokenOf(from)), .. fields]));

    /// <summary>Sends a file as the form of a page does.</summary>
    public Task<Page> UploadAsync(
        Page from, string address, string name, byte[] file,
        params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var (field, value) in fields.Prepend(("csrfToken", TokenOf(from))))
            form.Add(new StringContent(value), field);
        form.Add(new ByteArrayContent(file), "file", name);
        return SendAsync(HttpMethod.Post, address, form);
    }

    /// <summary>Sends anything, and follows where it leads with another look.</summary>
    public async Task<Page> SendAsync(HttpMethod method, string address, HttpContent? body)
    {
        using var client = ledger.App.Server.CreateClient();
        using var request = new HttpRequestMessage(method, address) { Content = body };
        if (_cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(c =>
                $"{c.Key}={c.Value}")));
        using var answer = await client.SendAsync(request, Cancel);
        if (answer.Headers.TryGetValues("Set-Cookie", out var set))
            foreach (var cookie in set.Select(s => s.Split(';')[0].Split('=', 2)))
                _cookies[cookie[0]] = cookie[1];
        return new((int)answer.StatusCode,
            WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel)),
            answer.Headers.Location?.ToString());
    }

    /// <summary>The token of the forms of a page.</summary>
    public static string TokenOf(Page page) => TokenField().Match(page.Html).Groups[1].Value;

    private static ByteArrayContent Form(params (string Name, string Value)[] fields) => new(
        Encoding.UTF8.GetBytes(string.Join('&', fields.Select(f =>
            $"{Uri.EscapeDataString(f.Name)}={Uri.EscapeDataString(f.Value)}"))))
    {
        Headers = { { "Content-Type", "application/x-www-form-urlencoded" } },
    };

    [GeneratedRegex("name=\"csrfToken\" value=\"([^\"]*)\"")]
    private static partial Regex TokenField();
}
