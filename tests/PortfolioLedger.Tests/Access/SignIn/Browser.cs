using System.Net;
using System.Text.RegularExpressions;

namespace PortfolioLedger.Tests.Access.SignIn;

/// <summary>
/// As much of a browser as signing in needs: cookies, redirects, forms, pages that go on by
/// themselves.
/// </summary>
/// <param name="proxy">
/// Where a request really goes: as behind a proxy, that need not be where it seems to.
/// </param>
public sealed partial class Browser(Func<Uri, Uri>? proxy = null) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false,
    }) { Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>What it was given.</summary>
    public CookieContainer Cookies { get; private set; } = new();

    /// <summary>Every Set-Cookie so far, by the name of its cookie; the first of each.</summary>
    public Dictionary<string, string> Given { get; } = new(StringComparer.Ordinal);

    /// <summary>Another browser with the same cookies.</summary>
    public Browser Copy()
    {
        var copy = new Browser(proxy);
        foreach (Cookie cookie in Cookies.GetAllCookies())
            copy.Cookies.Add(cookie);
        return copy;
    }

    /// <summary>Forgets what it was given.</summary>
    public void Clear() => Cookies = new();

    /// <summary>Opens an address and goes on to where it leads.</summary>
    public async Task<BrowserPage> OpenAsync(Uri address) =>
        await FollowAsync(await SendAsync(HttpMethod.Get, address));

    /// <summary>Sends a form of a page, with what was typed, and goes on.</summary>
    public async Task<BrowserPage> SubmitAsync(
        BrowserPage page, params (string Name, string Value)[] typed)
    {
        var form = FormElement().Match(page.Html);
        Assert.True(form.Success, $"no form on {page}");
        var action = Attribute("action", form.Groups["tag"].Value);
        var fields = InputElement().Matches(form.Groups["inside"].Value)
            .Select(i => (Name: Attribute("name", i.Value), Value: Attribute("value", i.Value)))
            .Where(f => f.Name.Length > 0 && typed.All(t => t.Name != f.Name))
            .Concat(typed)
            .ToDictionary(f => f.Name, f => f.Value);
        return await FollowAsync(await SendAsync(
            HttpMethod.Post, new(page.Address, action), new FormUrlEncodedContent(fields)));
    }

    /// <summary>One request, as it is answered.</summary>
    public async Task<BrowserPage> SendAsync(
        HttpMethod method, Uri address, HttpContent? body = null,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(
            method, proxy?.Invoke(address) ?? address) { Content = body };
        if (Cookies.GetCookieHeader(address) is { Length: > 0 } cookies)
            request.Headers.Add("Cookie", cookies);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _client.SendAsync(
            request, TestContext.Current.CancellationToken);
        if (response.Headers.TryGetValues("Set-Cookie", out var given))
            foreach (var cookie in given)
            {
                Given.TryAdd(cookie.Split('=')[0], cookie);
                Cookies.SetCookies(address, cookie.Replace("samesite", "x-samesite",
                    StringComparison.OrdinalIgnoreCase));
            }
        var reply = await Reply.OfAsync(response);
        return new(address, reply);
    }

    public void Dispose() => _client.Dispose();

    private async Task<BrowserPage> FollowAsync(BrowserPage page)
    {
        for (var i = 0; i < 20; i++)
        {
            if (page.Reply.Status is 301 or 302 or 303 or 307)
                page = await SendAsync(
                    HttpMethod.Get, new(page.Address, page.Reply.Header("Location")!));
            else if (RefreshElement().Match(page.Html) is { Success: true } refresh)
                page = await SendAsync(HttpMethod.Get,
                    new(page.Address, WebUtility.HtmlDecode(refresh.Groups["to"].Value)));
            else
                return page;
        }
        throw new InvalidOperationException($"does not end: {page}");
    }

    private static string Attribute(string name, string tag) => WebUtility.HtmlDecode(Regex
        .Match(tag, $"\\b{name}=(?:\"(?<v>[^\"]*)\"|(?<v>[^\\s>]+))").Groups["v"].Value);

    [GeneratedRegex("<form(?<tag>[^>]*)>(?<inside>.*?)</form>", RegexOptions.Singleline)]
    private static partial Regex FormElement();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex InputElement();

    [GeneratedRegex("<meta http-equiv=\"refresh\" content=\"0;url=(?<to>[^\"]*)\">")]
    private static partial Regex RefreshElement();
}

/// <summary>What an address shows.</summary>
public sealed record BrowserPage(Uri Address, Reply Reply)
{
    /// <summary>What it says.</summary>
    public string Html => Reply.Text;

    public override string ToString() => $"{Address} {Reply.Status} {Reply.Text}";
}
