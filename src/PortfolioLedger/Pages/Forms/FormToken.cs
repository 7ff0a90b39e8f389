using PortfolioLedger.Access;

namespace PortfolioLedger.Pages.Forms;

/// <summary>The proof that a form was on a page of the ledger.</summary>
internal static class FormToken
{
    /// <summary>
    /// The hidden field of a form, HTML; nothing where no browser has a cookie. Before anything of
    /// the answer is sent: it may set a cookie.
    /// </summary>
    public static string Field(HttpContext http) =>
        // Who says in a header who they are is a program, and sends no form.
        http.Request.Headers.Authorization.Count > 0
        || http.RequestServices.GetService<FormTokens>() is not { } tokens ? ""
        : $"<input type=hidden name=\"{FormTokens.Field}\" "
            + $"value=\"{Page.Text(tokens.For(http))}\">";
}
