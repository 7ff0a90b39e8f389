using PortfolioLedger.Querying;

namespace PortfolioLedger.Pages;

/// <summary>
/// What another part of the product says on the page of a view. It is asked anew each time: it does
/// not follow from the book alone.
/// </summary>
internal interface IPageAddition
{
    /// <summary>The path of the view in the catalogue.</summary>
    string View { get; }

    /// <summary>HTML that stands below the content of the page.</summary>
    /// <param name="http">The request of the page.</param>
    /// <param name="asked">What the page was asked, and of which book.</param>
    /// <param name="links">Of the portfolio, of the time that is shown.</param>
    Task<string> HtmlAsync(HttpContext http, ResolvedView asked, PageLinks links);
}
