namespace PortfolioLedger.Messaging;

/// <summary>What came of one attempt to deliver.</summary>
/// <param name="Error">Why it failed; null when it was delivered.</param>
/// <param name="IsFinal">Whether another attempt is not wanted.</param>
internal readonly record struct Attempt(string? Error, bool IsFinal = false)
{
    /// <summary>Delivered.</summary>
    public static readonly Attempt Done = new(null);
}
