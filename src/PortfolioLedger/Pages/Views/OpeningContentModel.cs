using PortfolioLedger.Pages.Forms;

namespace PortfolioLedger.Pages.Views;

/// <summary>How a portfolio is opened.</summary>
/// <param name="May">Whether who looks at it may; else the button makes them somebody who may.
/// </param>
/// <param name="Form">What is to be said, and what was wrong with it.</param>
/// <param name="Hidden">HTML: what the form sends beside.</param>
/// <param name="Problem">Why it was not opened; null where nobody tried.</param>
public sealed record OpeningContentModel(bool May, FormModel Form, string Hidden, string? Problem);
