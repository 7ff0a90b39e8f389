namespace PortfolioLedger.EmbeddedPostgres;

/// <summary>
/// The ledger's own PostgreSQL cannot be used. The message is meant for the person at the
/// terminal: what is wrong and what to do about it.
/// </summary>
public sealed class EmbeddedServerException : Exception
{
    public EmbeddedServerException(string message)
        : base(message)
    {
    }

    public EmbeddedServerException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
