namespace PortfolioLedger.Http.Problems;

/// <summary>How a problem is told to who opened a page.</summary>
internal interface IProblemPage
{
    /// <summary>Answers with a page that says what to do.</summary>
    Task WriteAsync(HttpContext http, Problem problem);
}
