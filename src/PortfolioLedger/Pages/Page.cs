using System.Net;

namespace PortfolioLedger.Pages;

/// <summary>
/// The frame of the plain pages: no script, no style inside, no request to other hosts.
/// </summary>
internal static class Page
{
    /// <summary>A page with this title and inner HTML.</summary>
    public static IResult Render(string title, string html, int status = StatusCodes.Status200OK) =>
        Results.Content(
            $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>{Text(
                title
            )} · Portfolio Ledger</title><link rel="stylesheet" href="{StyleSheet.Address}"></head>
            <body><nav><a href="/">Portfolios</a><a href="/docs">API</a><a href="/problems">Problems</a></nav>
            <main><h1>{Text(title)}</h1>
            {html}
            </main></body></html>
            """,
            "text/html; charset=utf-8",
            statusCode: status
        );

    /// <summary>Text as HTML.</summary>
    public static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");
}
