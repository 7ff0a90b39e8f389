namespace PortfolioLedger.EmbeddedPostgres;

/// <summary>
/// The ledger's own PostgreSQL cannot be used. The message is meant for the person at the
/// terminal: what is wrong and what to do about it.
/// </summary>
public class EmbeddedServerException : Exception
{
    /// <summary>With what is wrong and what to do about it.</summary>
    public EmbeddedServerException(string message)
        : base(message)
    {
    }

    /// <summary>With what is wrong, what to do about it, and why.</summary>
    public EmbeddedServerException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
