namespace PortfolioLedger.Access;

/// <summary>Nobody is named, or whoever is named may not do this.</summary>
/// <param name="code"><c>unauthenticated</c> or <c>role-required</c>.</param>
/// <param name="detail">What was wrong and what would be right.</param>
public sealed class AccessDeniedException(string code, string detail) : Exception(detail)
{
    /// <summary>The stable name of the refusal.</summary>
    public string Code { get; } = code;
}
