namespace PortfolioLedger.Pages;

/// <summary>
/// Light or dark, where somebody chose it: kept in a cookie that scripts write, so that the page
/// comes in the right colours at once. Without a choice the browser's own counts.
/// </summary>
internal static class Theming
{
    /// <summary>The cookie with the choice.</summary>
    public const string Cookie = "ledger-theme";

    /// <summary>The choice; null where there is none.</summary>
    public static string? Of(HttpContext http) => http.Request.Cookies[Cookie] switch
    {
        "light" => "light",
        "dark" => "dark",
        _ => null,
    };
}
