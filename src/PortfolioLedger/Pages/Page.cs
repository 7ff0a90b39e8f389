using System.Net;
using PortfolioLedger.Pages.Assets;

namespace PortfolioLedger.Pages;

/// <summary>
/// The frame of the plain pages: no script, no style inside, no request to other hosts.
/// </summary>
internal static class Page
{
    /// <summary>A page with this title and inner HTML, and who is signed in above it.</summary>
    public static IResult Render(string title, string html, int status = StatusCodes.Status200OK) =>
        new Shown(title, html, status);

    /// <summary>Text as HTML.</summary>
    public static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");

    /// <summary>The whole page.</summary>
    /// <param name="title">Of the page.</param>
    /// <param name="html">In it.</param>
    /// <param name="person">Who is signed in.</param>
    /// <param name="head">In the head of the document.</param>
    /// <param name="theme">Light or dark, where somebody chose it.</param>
    public static string Html(
        string title, string html, string person, string head = "", string? theme = null) =>
        $"""
        <!doctype html>
        <html lang="en"{(theme is null ? "" : $" data-theme={theme}")}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>{Text(title)} · Portfolio Ledger</title>
        <link rel="icon" href="{AssetFiles.Icon}" type="image/svg+xml"><link rel="stylesheet" href="{StyleSheet.Address}">{head}</head>
        <body><nav><a href="{HomePage.List}">Portfolios</a><a href="/docs">API</a><a href="/problems">Problems</a>{person}</nav>
        <main><h1>{Text(title)}</h1>
        {html}
        </main></body></html>
        """;

    private sealed class Shown(string title, string html, int status) : IResult
    {
        public async Task ExecuteAsync(HttpContext http)
        {
            var person = await SignedIn.ShowAsync(http);
            await Results.Content(Html(title, html, person, theme: Theming.Of(http)),
                "text/html; charset=utf-8", statusCode: status).ExecuteAsync(http);
        }
    }
}
