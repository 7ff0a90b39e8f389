namespace PortfolioLedger.Pages;

/// <summary>How pages look: <c>Assets/style.css</c>, out of the program itself.</summary>
internal static class StyleSheet
{
    /// <summary>Where it is.</summary>
    public const string Address = "/style.css";
}
