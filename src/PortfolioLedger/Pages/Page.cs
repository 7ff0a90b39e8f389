using System.Net;

namespace PortfolioLedger.Pages;

/// <summary>The frame of the plain pages: no script, no request to other hosts.</summary>
internal static class Page
{
    private const string Style = """
        :root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
        body{max-width:60rem;margin:0 auto;padding:1.5rem}
        h1{font-size:1.6rem}h1 small{font-weight:normal;opacity:.7;font-size:1rem}
        table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .8rem .4rem 0;vertical-align:top}
        tr+tr td{border-top:1px solid color-mix(in srgb,currentColor 20%,transparent)}
        code,pre{font:.9em ui-monospace,monospace}pre{padding:.8rem;overflow:auto;border:1px solid}
        a{color:LinkText}nav a{margin-right:1rem}.tag{border:1px solid;border-radius:.3rem;padding:0 .3rem;font-size:.8rem}
        """;

    /// <summary>A page with this title and inner HTML.</summary>
    public static IResult Of(string title, string html, int status = StatusCodes.Status200OK) => Results.Content($"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>{Text(title)} · Portfolio Ledger</title><style>{Style}</style></head>
        <body><nav><a href="/">Portfolios</a><a href="/docs">API</a><a href="/problems">Problems</a></nav>
        <main><h1>{Text(title)}</h1>
        {html}
        </main></body></html>
        """, "text/html; charset=utf-8", statusCode: status);

    /// <summary>Text as HTML.</summary>
    public static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");
}
