namespace PortfolioLedger.Pages.Forms;

/// <summary>How a form that was taken is answered.</summary>
internal static class FormAnswer
{
    /// <summary>
    /// Sends the browser on to a page of what was done: loading that again sends nothing again.
    /// </summary>
    public static void SeeOther(HttpContext http, string address)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = address;
    }
}
