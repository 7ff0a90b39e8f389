namespace PortfolioLedger.Pages;

/// <summary>How the plain pages look.</summary>
internal static class StyleSheet
{
    /// <summary>Where it is.</summary>
    public const string Address = "/style.css";

    private const string Style = """
        :root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
        body{max-width:60rem;margin:0 auto;padding:1.5rem}
        h1{font-size:1.6rem}h1 small{font-weight:normal;opacity:.7;font-size:1rem}
        table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .8rem .4rem 0;vertical-align:top}
        tr+tr td{border-top:1px solid color-mix(in srgb,currentColor 20%,transparent)}
        code,pre{font:.9em ui-monospace,monospace}pre{padding:.8rem;overflow:auto;border:1px solid}
        a{color:LinkText}nav a{margin-right:1rem}nav{overflow:auto}.who{float:right;margin:0}.tag{border:1px solid;border-radius:.3rem;padding:0 .3rem;font-size:.8rem}
        """;

    /// <summary>The whole sheet.</summary>
    public static IResult Show(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Text(Style, "text/css; charset=utf-8");
    }
}
