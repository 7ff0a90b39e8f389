namespace PortfolioLedger.Access;

/// <summary>One way to learn who calls.</summary>
public interface ICallerSource
{
    /// <summary>What a caller who was not recognised is told to do.</summary>
    string Hint { get; }

    /// <summary>
    /// Who sent a request; null when it does not come in this way, or what it brings does not hold.
    /// </summary>
    ValueTask<KnownCaller?> FindAsync(HttpContext http);
}
