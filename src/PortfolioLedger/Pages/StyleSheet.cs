namespace PortfolioLedger.Pages;

/// <summary>How pages look.</summary>
internal static class StyleSheet
{
    /// <summary>Where it is.</summary>
    public const string Address = "/style.css";

    private const string Style = """
        :root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif;
          --line:color-mix(in srgb,currentColor 20%,transparent);--amber:light-dark(#8a4b00,#ffb84d)}
        *{box-sizing:border-box}
        body{max-width:78rem;margin:0 auto;padding:1rem 1.5rem}
        h1{font-size:1.6rem;margin:.5rem 0}h1 small{font-weight:normal;opacity:.7;font-size:1rem}h2{font-size:1.2rem}
        table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .8rem .4rem 0;vertical-align:top}
        tr+tr td{border-top:1px solid var(--line)}thead th{border-bottom:2px solid var(--line)}
        td.number{text-align:right;font-variant-numeric:tabular-nums}
        dd,h1,.portfolio{overflow-wrap:anywhere}td{overflow-wrap:break-word;min-width:3rem}td.number{white-space:nowrap}td.sentence{min-width:18rem}
        .scroll{overflow-x:auto;max-width:100%}
        code,pre{font:.9em ui-monospace,monospace}code{overflow-wrap:anywhere}pre{padding:.8rem;overflow:auto;border:1px solid}
        a{color:LinkText}a[aria-current]{color:inherit;font-weight:bold}
        nav a,.as-of a,.actions a{margin-right:1rem;display:inline-block}
        nav.pages{border-bottom:1px solid var(--line);padding-bottom:.5rem}
        .portfolio{font-size:1.1rem;font-weight:bold;margin:.8rem 0 .3rem}
        .who{float:right;margin:0 0 .5rem 1rem}.tag,.chip{border:1px solid;border-radius:.3rem;padding:0 .3rem;font-size:.8rem}
        .as-of{display:flex;flex-wrap:wrap;gap:.3rem 1rem;align-items:center;margin:.6rem 0;font-size:.9rem}
        .past .as-of{border:2px solid var(--amber);padding:.4rem .6rem}.past .chip{color:var(--amber);font-weight:bold}
        dl{display:flex;flex-wrap:wrap;gap:.6rem 2rem;margin:1rem 0}dl div{max-width:100%}dt{font-size:.85rem;opacity:.8}dd{margin:0}
        dl.figures dd{font-size:1.3rem}dl.figures small{font-size:.8rem;opacity:.8}.questions,.answer{font-size:1.05rem}
        dl.inner{gap:.2rem 1rem;margin:0;font-size:.9rem}
        .ask form{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end;margin:.5rem 0}.ask label{display:grid;font-size:.85rem}
        input,select,button{font:inherit;max-width:100%}.empty,.summary{opacity:.85}
        ledger-chart{display:block}figure{margin:0 0 1rem;overflow-x:auto}.ledger-plot{display:block;background:none;height:auto;height:intrinsic;overflow:visible}.ledger-plot text{white-space:pre}
        footer{margin-top:2rem;border-top:1px solid var(--line);font-size:.85rem}
        .skip{position:absolute;left:-99rem}.skip:focus{position:static}
        @media(max-width:40rem){body{padding:.6rem}.who{float:none;margin:0}}
        @media print{nav,.as-of form,.as-of label,.as-of button,.as-of a,.ask,.actions,.skip,.who{display:none}.scroll{overflow:visible}body{max-width:none;padding:0}}
        """;

    /// <summary>The whole sheet.</summary>
    public static IResult Show(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Text(Style, "text/css; charset=utf-8");
    }
}
